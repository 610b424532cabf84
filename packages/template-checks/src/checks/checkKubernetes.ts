import { CHAOS_GROUP } from '@shop-platform/backstage-plugin-chaos-common';
import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { checkClusterNames } from './clusterNames';
import { isCatalogDocument } from './checkCatalog';
import { isDashboard } from './checkDashboards';
import { readDocuments, YamlDocument } from './documents';
import { keysOf, keysOfPointer } from './lines';
import { checkBindings } from './kubernetesBindings';
import { madeOutside } from './kubernetesByHand';
import { generatorSchema, Made, madeByGenerators } from './kubernetesMakers';
import { checkNeeds } from './kubernetesNeeds';
import { checkReferences, readWorkloads } from './kubernetesReferences';
import { checkBudgets } from './disruptionBudgets';
import { checkGatewayQuotas } from './gatewayQuotas';
import { runNative } from './native/runNative';
import { checkNamespaceLimits } from './namespaceLimits';
import { checkPeers } from './istioPeers';
import { checkIsolation } from './networkIsolation';
import { checkPaths } from './networkPaths';
import { checkPodParts } from './podParts';
import { checkPodSecurity } from './podSecurity';
import { checkSources } from './secretSources';
import { checkServicePorts, LocatedObject } from './servicePorts';

/** A name that YAML reads as something else is still one here: the schema says that it is no text. */
const nameSchema = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String);

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: nameSchema,
    namespace: nameSchema.default('default'),
  }),
});

const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  metadata: z.looseObject({}).optional(),
  namespace: z.string().optional(),
  resources: z.array(z.string()),
  labels: z.array(z.looseObject({})).optional(),
  images: z
    .array(
      z.strictObject({
        name: z.string(),
        newName: z.string().optional(),
        newTag: z.string().optional(),
        digest: z.string().optional(),
      }),
    )
    .default([]),
  configMapGenerator: z.array(generatorSchema).default([]),
  secretGenerator: z.array(generatorSchema).default([]),
  patches: z.array(z.looseObject({})).optional(),
});

/** Manifests have known fields with the right types, and refer to one another rightly. */
export async function checkKubernetes(
  rendered: RenderedFiles,
): Promise<Finding[]> {
  const { documents } = readDocuments(rendered);
  const kustomizations = documents.filter(isKustomization);
  const objects = documents.filter(
    document =>
      !isKustomization(document) &&
      !isDashboard(document) &&
      !isCatalogDocument(document),
  );
  const namespaces = namespacesOf(kustomizations);
  const parsed = objects.flatMap(document => {
    const { path, where, at } = document;
    const { data: value } = objectSchema.safeParse(document.value);
    const namespace = namespaces.get(path) ?? value?.metadata.namespace;
    return value && namespace !== undefined
      ? [{ path, where, at, value, namespace, written: document.value }]
      : [];
  });
  return [
    ...(await checkSchemas(
      parsed.filter(({ value }) => !hasOwnCheck(value.apiVersion)),
    )),
    ...checkNeeds(
      parsed,
      kustomizations.flatMap(generatedBy),
      madeOutside(rendered),
    ),
    ...checkReferences(parsed, kustomizations.flatMap(taggedImages)),
    ...checkOneAnother(rendered, parsed),
    ...checkIsolation(parsed),
    ...checkNamespaceLimits(parsed),
    ...parsed.flatMap(({ where, value }) =>
      checkPodSecurity(value).map(message => ({ where, message })),
    ),
    ...kustomizations.flatMap(document =>
      checkKustomization(
        document,
        new Set(parsed.map(({ path }) => path)),
        new Set(rendered.files.map(({ path }) => path)),
      ),
    ),
  ];
}

/** What objects say of others is true, and leaves them a way to one another. */
function checkOneAnother(
  rendered: RenderedFiles,
  objects: readonly LocatedObject[],
): Finding[] {
  const workloads = readWorkloads(objects);
  return [
    ...checkBudgets(objects, workloads),
    ...checkPodParts(objects),
    ...checkSources(objects),
    ...checkBindings(objects),
    ...checkServicePorts(objects),
    ...checkPaths(objects, workloads),
    ...checkPeers(rendered, objects),
    ...checkGatewayQuotas(objects),
    ...checkClusterNames(rendered, objects),
  ];
}

/** What is wrong with a field is said of its own line. */
async function checkSchemas(
  objects: readonly (Pick<YamlDocument, 'where' | 'at'> & {
    written: unknown;
  })[],
): Promise<Finding[]> {
  const findings = await runNative(
    'kubernetes',
    objects.map(({ where, written }) => ({ where, value: written })),
  );
  const places = new Map(objects.map(({ where, at }) => [where, at]));
  return findings.map(({ where, pointer, message }) => {
    const at = pointer ? places.get(where) : undefined;
    return { where: at?.(keysOfPointer(pointer ?? '')) ?? where, message };
  });
}

/** Chaos Mesh's: `checkChaosMesh` reads them with its definitions. */
function hasOwnCheck(apiVersion: string): boolean {
  return apiVersion.startsWith(`${CHAOS_GROUP}/`);
}

function isKustomization({ path }: YamlDocument): boolean {
  return /^kustomization\.ya?ml$/.test(posix.basename(path));
}

/** By file: the namespace that a kustomization puts it into, whatever the file says. */
function namespacesOf(
  kustomizations: readonly YamlDocument[],
): Map<string, string> {
  return new Map(
    kustomizations.flatMap(({ path, value }) => {
      const { data } = kustomizationSchema.safeParse(value);
      const namespace = data?.namespace;
      return namespace === undefined
        ? []
        : data?.resources.map((name): [string, string] => [
            posix.join(posix.dirname(path), name),
            namespace,
          ]) ?? [];
    }),
  );
}

function generatedBy({ value }: YamlDocument): Made[] {
  const { data } = kustomizationSchema.safeParse(value);
  return data
    ? [
        ...madeByGenerators(
          'ConfigMap',
          data.configMapGenerator,
          data.namespace,
        ),
        ...madeByGenerators('Secret', data.secretGenerator, data.namespace),
      ]
    : [];
}

/** The images that get their version here and not in a manifest. */
function taggedImages({ value }: YamlDocument): string[] {
  const { data } = kustomizationSchema.safeParse(value);
  return (data?.images ?? [])
    .filter(({ newTag, digest }) => newTag ?? digest)
    .map(({ name }) => name);
}

function checkKustomization(
  { path, value, at }: YamlDocument,
  manifests: ReadonlySet<string>,
  files: ReadonlySet<string>,
): Finding[] {
  const kustomization = kustomizationSchema.safeParse(value);
  if (!kustomization.success) {
    const { error } = kustomization;
    return [{ where: at(keysOf(error)), message: z.prettifyError(error) }];
  }
  const folder = posix.dirname(path);
  const listed = new Map(
    kustomization.data.resources.map((name, index) => [
      posix.join(folder, name),
      index,
    ]),
  );
  return [
    ...readGenerated(kustomization.data)
      .map(({ name, keys }) => ({ name: posix.join(folder, name), keys }))
      .filter(({ name }) => !files.has(name))
      .map(({ name, keys }) => ({
        where: at(keys),
        message: `${name} goes into a ConfigMap or Secret and is not rendered`,
      })),
    ...[...listed]
      .filter(([name]) => !manifests.has(name))
      .map(([name, index]) => ({
        where: at(['resources', index]),
        message: `${name} is listed and not rendered`,
      })),
    ...[...manifests]
      .filter(name => posix.dirname(name) === folder && !listed.has(name))
      .map(name => ({
        where: at(['resources']),
        message: `${name} is rendered and not listed`,
      })),
  ];
}

/** The files that ConfigMaps and Secrets are made of, with the keys that name them. */
function readGenerated(kustomization: z.infer<typeof kustomizationSchema>) {
  return (['configMapGenerator', 'secretGenerator'] as const).flatMap(kind =>
    kustomization[kind].flatMap((generator, index) =>
      (['files', 'envs'] as const).flatMap(list =>
        generator[list].map((name, position) => ({
          // Of `name=path`, the path.
          name: name.replace(/^[^=]*=/, ''),
          keys: [kind, index, list, position],
        })),
      ),
    ),
  );
}
