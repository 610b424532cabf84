import { z } from 'zod';
import { type Kind } from '../types';
import {
  type Condition,
  conditionSchema,
  type Metadata,
  metadataSchema,
} from './metadata';

/**
 * What the pods of a workload are made from.
 *
 * @public
 */
export type PodTemplate = {
  spec: { containers: { name: string; image: string }[] };
};

const containerSchema = z.object({
  name: z.string(),
  image: z.string().default(''),
});

const podTemplateSchema = z.object({
  spec: z.object({ containers: z.array(containerSchema).default([]) }),
});

const selectorSchema = z.object({
  matchLabels: z.record(z.string(), z.string()).default({}),
});

const deploymentSchema: z.ZodType<Deployment> = z.object({
  metadata: metadataSchema,
  spec: z.object({
    /** One, when left out. */
    replicas: z.number().default(1),
    paused: z.boolean().default(false),
    selector: selectorSchema,
    template: podTemplateSchema,
  }),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      unavailableReplicas: z.number().default(0),
      conditions: z.array(conditionSchema).default([]),
    })
    .prefault({}),
});

/**
 * What is read of a Deployment.
 *
 * @public
 */
export type Deployment = {
  metadata: Metadata;
  spec: {
    replicas: number;
    paused: boolean;
    selector: { matchLabels: Record<string, string> };
    template: PodTemplate;
  };
  status: {
    observedGeneration?: number | undefined;
    replicas: number;
    updatedReplicas: number;
    readyReplicas: number;
    availableReplicas: number;
    unavailableReplicas: number;
    conditions: Condition[];
  };
};

/**
 * `apps/v1` Deployments.
 *
 * @public
 */
export const deployments: Kind<Deployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  schema: deploymentSchema,
};

const replicaSetSchema: z.ZodType<ReplicaSet> = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: z.number().default(1),
    selector: selectorSchema,
    template: podTemplateSchema.optional(),
  }),
  status: z
    .object({
      replicas: z.number().default(0),
      readyReplicas: z.number().default(0),
    })
    .prefault({}),
});

/**
 * What is read of a ReplicaSet.
 *
 * @public
 */
export type ReplicaSet = {
  metadata: Metadata;
  spec: {
    replicas: number;
    selector: { matchLabels: Record<string, string> };
    template?: PodTemplate | undefined;
  };
  status: { replicas: number; readyReplicas: number };
};

/**
 * `apps/v1` ReplicaSets.
 *
 * @public
 */
export const replicaSets: Kind<ReplicaSet> = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  namespaced: true,
  schema: replicaSetSchema,
};
