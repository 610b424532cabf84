import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const SERVICES = join(__dirname, '../../../../examples/shop-platform/services');

const labelsSchema = z.record(z.string(), z.string());

/** All that these kustomizations say; one that says more is not read by halves. */
const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: z.string(),
  labels: z.array(
    z.strictObject({ includeTemplates: z.literal(true), pairs: labelsSchema }),
  ),
  resources: z.array(z.string()),
  images: z.array(
    z.strictObject({
      name: z.string(),
      newName: z.string(),
      newTag: z.literal('latest'),
    }),
  ),
});

type Kustomization = z.infer<typeof kustomizationSchema>;

const metadataSchema = z.looseObject({
  labels: labelsSchema.default({}),
  annotations: labelsSchema.default({}),
});

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: metadataSchema.extend({ name: z.string() }),
  spec: z.looseObject({}).optional(),
});

/** Read as far as it is compared by name. */
export const deploymentSchema = manifestSchema.extend({
  kind: z.literal('Deployment'),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: metadataSchema,
      spec: z.looseObject({
        containers: z
          .array(
            z.looseObject({
              image: z.string(),
              env: z.array(
                z.looseObject({
                  name: z.string(),
                  value: z.string().optional(),
                }),
              ),
            }),
          )
          .length(1),
      }),
    }),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Deployment = z.infer<typeof deploymentSchema>;

/** A service of the shop, with what its manifests say. */
export type ShopService = {
  name: string;
  /** The image that its Deployment is to run, without its digest. */
  image: string;
  deployment: Deployment;
  /** The others. */
  manifests: Manifest[];
};

/**
 * The manifests of the shop as its templates rendered them, read without the
 * platform's own reader: what is compared with it has to come from elsewhere.
 */
export function renderedManifests(): ShopService[] {
  return readdirSync(SERVICES).map(folder => {
    const read = (file: string): unknown =>
      parse(readFileSync(join(SERVICES, folder, 'k8s', file), 'utf8'));
    const kustomization = kustomizationSchema.parse(read('kustomization.yaml'));
    const files = kustomization.resources.map(read);
    const isDeployment = (file: unknown) =>
      manifestSchema.parse(file).kind === 'Deployment';
    const deployment = complete(
      deploymentSchema.parse(files.find(isDeployment)),
      kustomization,
    );
    const { template } = deployment.spec;
    const labels = pairsOf(kustomization);
    Object.assign(template.metadata.labels, labels);
    const [{ image }] = template.spec.containers;
    const found = kustomization.images.find(({ name }) => name === image);
    return {
      name: deployment.metadata.name,
      image: found?.newName ?? image,
      deployment,
      manifests: files
        .filter(file => !isDeployment(file))
        .map(file => complete(manifestSchema.parse(file), kustomization)),
    };
  });
}

function pairsOf({ labels }: Kustomization): Record<string, string> {
  return Object.assign({}, ...labels.map(({ pairs }) => pairs));
}

function complete<T extends Manifest>(
  manifest: T,
  kustomization: Kustomization,
): T {
  const { metadata } = manifest;
  Object.assign(metadata, { namespace: kustomization.namespace });
  Object.assign(metadata.labels, pairsOf(kustomization));
  return manifest;
}
