import { z } from 'zod';
import { type Kind } from '../types';
import {
  type Condition,
  conditionSchema,
  type Metadata,
  metadataSchema,
  timestamp,
} from './metadata';

/**
 * How a container is; of the three at most one is there.
 *
 * @public
 */
export type ContainerState = {
  waiting?: { reason: string; message: string } | undefined;
  running?: { startedAt?: string | null | undefined } | undefined;
  terminated?:
    | {
        exitCode: number;
        signal?: number | undefined;
        reason: string;
        message: string;
        finishedAt?: string | null | undefined;
      }
    | undefined;
};

const containerStateSchema: z.ZodType<ContainerState> = z.object({
  waiting: z
    .object({
      reason: z.string().default(''),
      message: z.string().default(''),
    })
    .optional(),
  running: z.object({ startedAt: timestamp.nullish() }).optional(),
  terminated: z
    .object({
      exitCode: z.number(),
      signal: z.number().optional(),
      reason: z.string().default(''),
      message: z.string().default(''),
      finishedAt: timestamp.nullish(),
    })
    .optional(),
});

const podSchema: z.ZodType<Pod> = z.object({
  metadata: metadataSchema,
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z
      .array(z.object({ name: z.string(), image: z.string().default('') }))
      .default([]),
  }),
  status: z
    .object({
      phase: z
        .enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'])
        .default('Pending'),
      podIP: z.string().optional(),
      startTime: timestamp.nullish(),
      reason: z.string().optional(),
      message: z.string().optional(),
      conditions: z.array(conditionSchema).default([]),
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            ready: z.boolean(),
            restartCount: z.number(),
            state: containerStateSchema.prefault({}),
            lastState: containerStateSchema.prefault({}),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * What is read of a Pod.
 *
 * @public
 */
export type Pod = {
  metadata: Metadata;
  spec: {
    nodeName?: string | undefined;
    containers: { name: string; image: string }[];
  };
  status: {
    phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
    podIP?: string | undefined;
    startTime?: string | null | undefined;
    reason?: string | undefined;
    message?: string | undefined;
    conditions: Condition[];
    containerStatuses: {
      name: string;
      ready: boolean;
      restartCount: number;
      state: ContainerState;
      lastState: ContainerState;
    }[];
  };
};

/**
 * `v1` Pods.
 *
 * @public
 */
export const pods: Kind<Pod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
  schema: podSchema,
};

const eventSchema: z.ZodType<KubernetesEvent> = z.object({
  metadata: metadataSchema,
  type: z.string().default('Normal'),
  reason: z.string().default(''),
  message: z.string().default(''),
  count: z.number().nullish(),
  firstTimestamp: timestamp.nullish(),
  lastTimestamp: timestamp.nullish(),
  eventTime: timestamp.nullish(),
  involvedObject: z.object({
    kind: z.string().default(''),
    namespace: z.string().default(''),
    name: z.string().default(''),
    uid: z.string().default(''),
  }),
});

/**
 * What is read of an Event.
 *
 * @public
 */
export type KubernetesEvent = {
  metadata: Metadata;
  /** `Normal` or `Warning`. */
  type: string;
  reason: string;
  message: string;
  count?: number | null | undefined;
  firstTimestamp?: string | null | undefined;
  lastTimestamp?: string | null | undefined;
  eventTime?: string | null | undefined;
  involvedObject: {
    kind: string;
    namespace: string;
    name: string;
    uid: string;
  };
};

/**
 * `v1` Events.
 *
 * @public
 */
export const events: Kind<KubernetesEvent> = {
  apiVersion: 'v1',
  kind: 'Event',
  plural: 'events',
  namespaced: true,
  schema: eventSchema,
};
