import { posix } from 'node:path';
import { z } from 'zod';
import { PlacedObject } from './kubernetesReferences';

/** Something that a pod may name. */
export type Made = {
  kind: string;
  name: string;
  /** Any, where nobody says. */
  namespace?: string;
  /** Any, where nobody says. */
  keys?: readonly string[];
};

/** A generator of a kustomization. */
export const generatorSchema = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  files: z.array(z.string()).default([]),
  literals: z.array(z.string()).default([]),
  envs: z.array(z.string()).default([]),
});

const contentSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()).default({}),
  binaryData: z.record(z.string(), z.unknown()).default({}),
  stringData: z.record(z.string(), z.unknown()).default({}),
});

const externalSecretSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    target: z
      .looseObject({
        name: z.string().optional(),
        template: z
          .looseObject({
            data: z.record(z.string(), z.string()).optional(),
            mergePolicy: z.string().optional(),
            templateFrom: z.array(z.unknown()).optional(),
          })
          .optional(),
      })
      .default({}),
    data: z.array(z.looseObject({ secretKey: z.string() })).default([]),
    dataFrom: z.array(z.unknown()).default([]),
  }),
});

const certificateSchema = z.looseObject({
  spec: z.looseObject({
    secretName: z.string(),
    keystores: z.unknown().optional(),
    additionalOutputFormats: z.unknown().optional(),
  }),
});

/** In each namespace, made by Kubernetes and by Istio. */
const EVERYWHERE: readonly Made[] = [
  { kind: 'ServiceAccount', name: 'default' },
  { kind: 'ConfigMap', name: 'kube-root-ca.crt', keys: ['ca.crt'] },
  { kind: 'ConfigMap', name: 'istio-ca-root-cert', keys: ['root-cert.pem'] },
];

/** What the objects of a rendering are, and what others make of them. */
export function madeByObjects(objects: readonly PlacedObject[]): Made[] {
  return [
    ...EVERYWHERE,
    ...objects.flatMap(object => {
      const { kind, metadata } = object.value;
      const itself = { kind, name: metadata.name, keys: keysOf(object.value) };
      return [itself, ...ofOperators(object.value)].map(made => ({
        ...made,
        namespace: object.namespace,
      }));
    }),
  ];
}

/** Of a ConfigMap or a Secret that is rendered. What a controller fills has any. */
function keysOf(value: PlacedObject['value']): string[] | undefined {
  const { data } = contentSchema.safeParse(value);
  const keys = Object.keys({
    ...data?.data,
    ...data?.binaryData,
    ...data?.stringData,
  });
  return keys.length > 0 ? keys : undefined;
}

/** The Secrets that cert-manager and External Secrets make. */
function ofOperators(value: PlacedObject['value']): Made[] {
  if (value.kind === 'Certificate') {
    const spec = certificateSchema.safeParse(value).data?.spec;
    const isPlain = !spec?.keystores && !spec?.additionalOutputFormats;
    const keys = isPlain ? ['ca.crt', 'tls.crt', 'tls.key'] : undefined;
    return spec ? [{ kind: 'Secret', name: spec.secretName, keys }] : [];
  }
  if (value.kind === 'ExternalSecret') {
    const { data: secret } = externalSecretSchema.safeParse(value);
    const name = secret?.spec.target.name ?? value.metadata.name;
    return secret
      ? [{ kind: 'Secret', name, keys: keysOfExternal(secret.spec) }]
      : [];
  }
  return [];
}

function keysOfExternal({
  target,
  data,
  dataFrom,
}: z.infer<typeof externalSecretSchema>['spec']): string[] | undefined {
  const { template } = target;
  const fetched =
    dataFrom.length > 0 ? undefined : data.map(({ secretKey }) => secretKey);
  if (!template?.data && !template?.templateFrom) {
    return fetched;
  }
  return template.templateFrom || template.mergePolicy === 'Merge'
    ? undefined
    : Object.keys(template.data ?? {});
}

/** What the generators of a kustomization make. */
export function madeByGenerators(
  kind: 'ConfigMap' | 'Secret',
  generators: readonly z.infer<typeof generatorSchema>[],
  namespace?: string,
): Made[] {
  return generators.map(generator => ({
    kind,
    name: generator.name,
    namespace: namespace ?? generator.namespace ?? 'default',
    keys:
      generator.envs.length > 0
        ? undefined
        : [
            // A file without a name of its own keeps its last one.
            ...generator.files.map(file =>
              file.includes('=') ? before(file) : posix.basename(file),
            ),
            ...generator.literals.map(before),
          ],
  }));
}

function before(text: string): string {
  return text.slice(0, text.indexOf('='));
}
