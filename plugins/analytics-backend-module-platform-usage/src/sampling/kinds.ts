import {
  metadataSchema,
  type Kind,
  type Metadata,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';
import { parseQuantity } from './quantity';

const quantity = z.string().transform((text, context) => {
  try {
    return parseQuantity(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no quantity' });
    return z.NEVER;
  }
});

// Other resources, such as GPUs, are not sampled.
const amountsSchema = z
  .object({ cpu: quantity.default(0n), memory: quantity.default(0n) })
  .prefault({});

/** Cores and bytes, in billionths. */
export type Amounts = { cpu: bigint; memory: bigint };

export type RunningPod = {
  metadata: Metadata;
  spec: {
    nodeName?: string | undefined;
    containers: { resources: { requests: Amounts } }[];
  };
  status: { phase: string };
};

export type PodMetrics = {
  metadata: Metadata;
  containers: { usage: Amounts }[];
};

const podSchema: z.ZodType<RunningPod> = z.object({
  metadata: metadataSchema,
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z.array(
      z.object({
        resources: z.object({ requests: amountsSchema }).prefault({}),
      }),
    ),
  }),
  status: z.object({ phase: z.string().default('') }).prefault({}),
});

const metricsSchema: z.ZodType<PodMetrics> = z.object({
  metadata: metadataSchema,
  containers: z.array(z.object({ usage: amountsSchema })),
});

/** Pods with what they request. */
export const runningPods: Kind<RunningPod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
  schema: podSchema,
};

/** What pods use, as the metrics server says it. */
export const podMetrics: Kind<PodMetrics> = {
  apiVersion: 'metrics.k8s.io/v1beta1',
  kind: 'PodMetrics',
  plural: 'pods',
  namespaced: true,
  schema: metricsSchema,
};
