import { z } from 'zod';
import { podSelectorSchema } from './selector';

const duration = z.string();
/** A number as text, for example `25` or `12.5`. */
const percentText = z.string();
const stringMap = z.record(z.string(), z.string());

const common = {
  duration: duration.optional(),
  remoteCluster: z.string().optional(),
};
const containers = { containerNames: z.array(z.string()).optional() };

/**
 * The spec of a PodChaos.
 *
 * @public
 */
export const podChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  ...containers,
  action: z.enum(['pod-kill', 'pod-failure', 'container-kill']),
  gracePeriod: z.number().int().optional(),
});

const rate = z.looseObject({ rate: z.string() });
const correlated = { correlation: percentText.optional() };

/**
 * The spec of a NetworkChaos.
 *
 * @public
 */
export const networkChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  action: z.enum([
    'netem',
    'delay',
    'loss',
    'duplicate',
    'corrupt',
    'partition',
    'bandwidth',
  ]),
  device: z.string().optional(),
  targetDevice: z.string().optional(),
  direction: z.enum(['to', 'from', 'both']).optional(),
  target: podSelectorSchema.optional(),
  externalTargets: z.array(z.string()).optional(),
  delay: z
    .looseObject({
      latency: duration,
      jitter: duration.optional(),
      ...correlated,
      reorder: z
        .looseObject({ reorder: percentText, gap: z.number(), ...correlated })
        .optional(),
    })
    .optional(),
  loss: z.looseObject({ loss: percentText, ...correlated }).optional(),
  duplicate: z
    .looseObject({ duplicate: percentText, ...correlated })
    .optional(),
  corrupt: z.looseObject({ corrupt: percentText, ...correlated }).optional(),
  rate: rate.optional(),
  bandwidth: rate
    .extend({
      limit: z.number(),
      buffer: z.number(),
      peakrate: z.number().optional(),
      minburst: z.number().optional(),
    })
    .optional(),
});

/**
 * The spec of a StressChaos.
 *
 * @public
 */
export const stressChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  ...containers,
  stressors: z
    .looseObject({
      cpu: z
        .looseObject({
          workers: z.number().int(),
          load: z.number().int().optional(),
          options: z.array(z.string()).optional(),
        })
        .optional(),
      memory: z
        .looseObject({
          workers: z.number().int(),
          size: z.string().optional(),
          oomScoreAdj: z.number().int().optional(),
          options: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  stressngStressors: z.string().optional(),
});

/**
 * The spec of a HTTPChaos.
 *
 * @public
 */
export const httpChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  target: z.enum(['Request', 'Response']),
  port: z.number().int().optional(),
  path: z.string().optional(),
  method: z.string().optional(),
  code: z.number().int().optional(),
  request_headers: stringMap.optional(),
  response_headers: stringMap.optional(),
  abort: z.boolean().optional(),
  delay: duration.optional(),
  replace: z
    .looseObject({
      path: z.string().optional(),
      method: z.string().optional(),
      code: z.number().int().optional(),
      /** In base64. */
      body: z.string().optional(),
      queries: stringMap.optional(),
      headers: stringMap.optional(),
    })
    .optional(),
  patch: z
    .looseObject({
      body: z.looseObject({ type: z.string(), value: z.string() }).optional(),
      queries: z.array(z.array(z.string())).optional(),
      headers: z.array(z.array(z.string())).optional(),
    })
    .optional(),
});

/**
 * The spec of a IOChaos.
 *
 * @public
 */
export const ioChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  ...containers,
  action: z.enum(['latency', 'fault', 'attrOverride', 'mistake']),
  volumePath: z.string(),
  path: z.string().optional(),
  methods: z.array(z.string()).optional(),
  percent: z.number().int().optional(),
  delay: duration.optional(),
  errno: z.number().int().optional(),
});

/**
 * The spec of a DNSChaos.
 *
 * @public
 */
export const dnsChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  ...containers,
  action: z.enum(['error', 'random']),
  patterns: z.array(z.string()).optional(),
});

/**
 * The spec of a TimeChaos.
 *
 * @public
 */
export const timeChaosSpecSchema = podSelectorSchema.extend({
  ...common,
  ...containers,
  timeOffset: z.string(),
  clockIds: z.array(z.string()).optional(),
});
