import { z } from 'zod';

const timestamp = z.iso.datetime({ offset: true });

/**
 * What is read of every object's metadata. Times are ISO 8601, as Kubernetes writes them.
 *
 * @public
 */
export type Metadata = {
  name: string;
  namespace?: string | undefined;
  uid: string;
  resourceVersion: string;
  generation?: number | undefined;
  creationTimestamp?: string | undefined;
  deletionTimestamp?: string | undefined;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  ownerReferences: {
    apiVersion: string;
    kind: string;
    name: string;
    uid: string;
    controller?: boolean | undefined;
  }[];
};

/**
 * Reads an object's metadata, for kinds of your own.
 *
 * @public
 */
export const metadataSchema: z.ZodType<Metadata> = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().default(''),
  resourceVersion: z.string().default(''),
  generation: z.number().optional(),
  creationTimestamp: timestamp.optional(),
  deletionTimestamp: timestamp.optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  ownerReferences: z
    .array(
      z.object({
        apiVersion: z.string(),
        kind: z.string(),
        name: z.string(),
        uid: z.string(),
        controller: z.boolean().optional(),
      }),
    )
    .default([]),
});

/**
 * What every object has.
 *
 * @public
 */
export type KubernetesObject = {
  metadata: Metadata;
};

/**
 * One of the things that an object's status says of it.
 *
 * @public
 */
export type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastTransitionTime?: string | null | undefined;
};

export const conditionSchema: z.ZodType<Condition> = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastTransitionTime: timestamp.nullish(),
});

export { timestamp };
