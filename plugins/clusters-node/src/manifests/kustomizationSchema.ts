import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { readDocuments } from './readManifests';

const labelsSchema = z.record(z.string(), z.string());

const imageSchema = z.strictObject({
  name: z.string().min(1),
  newName: z.string().min(1).optional(),
  newTag: z.string().min(1).optional(),
  digest: z.string().min(1).optional(),
});

const targetSchema = z.strictObject({
  group: z.string().optional(),
  version: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  labelSelector: z.string().optional(),
  annotationSelector: z.string().optional(),
});

const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1').optional(),
  kind: z.literal('Kustomization').optional(),
  metadata: z.unknown().optional(),
  resources: z.array(z.string().min(1)).default([]),
  namespace: z.string().min(1).optional(),
  labels: z
    .array(
      z.strictObject({
        pairs: labelsSchema.default({}),
        includeSelectors: z.boolean().default(false),
        includeTemplates: z.boolean().default(false),
      }),
    )
    .default([]),
  images: z.array(imageSchema).default([]),
  replicas: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        count: z.number().int().nonnegative(),
      }),
    )
    .default([]),
  patches: z
    .array(
      z.strictObject({
        patch: z.string().optional(),
        path: z.string().optional(),
        target: targetSchema.optional(),
      }),
    )
    .default([]),
});

/** What is read of a `kustomization.yaml`; anything else in one is an error. */
export type Kustomization = z.infer<typeof kustomizationSchema>;
export type KustomizationTarget = z.infer<typeof targetSchema>;
export type KustomizationLabels = Kustomization['labels'][number];

/**
 * Which image takes the place of another, as under `images` in a kustomization.
 *
 * @public
 */
export type KustomizationImage = {
  /** The image that manifests name, without tag and digest. */
  name: string;
  newName?: string | undefined;
  newTag?: string | undefined;
  digest?: string | undefined;
};

/** @throws InputError that names the file and each key that is not supported */
export function readKustomization(text: string, where: string): Kustomization {
  const [document, second] = readDocuments(text, where);
  if (second !== undefined) {
    throw new InputError(`${where} has more than one document`);
  }
  const parsed = kustomizationSchema.safeParse(document ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(describe);
    throw new InputError(`${where}: ${problems.join('; ')}`);
  }
  return parsed.data;
}

function describe(issue: z.core.$ZodIssue): string {
  const at = issue.path.map(String);
  return issue.code === 'unrecognized_keys'
    ? issue.keys
        .map(key => `not supported: ${[...at, key].join('.')}`)
        .join('; ')
    : `${at.join('.') || 'the document'}: ${issue.message}`;
}
