import { experimentKinds } from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import {
  durationSchema,
  endsLater,
  ENDS_LATER,
  ENDS_SAME_DAY,
  freezeFields,
  hoursFields,
} from './times';

/** `ghcr.io/shop/probe:1.4`, or `ghcr.io/shop/*`. */
const taskImage = z.string().regex(/^[^\s*]*(?:[^\s*]|\*)$/, {
  error: 'has to be an image; * may only stand at its end',
});

const names = z.array(z.string().min(1));
const kinds = z.array(z.enum(Object.keys(experimentKinds)));
const percentage = z.number().gt(0).max(100);

/** Where a rule holds; everywhere where it names no place. */
const place = {
  clusters: names.min(1).optional(),
  namespaces: names.min(1).optional(),
};

const environmentSchema = z.strictObject({
  name: z.string().min(1),
  ...place,
  kinds: kinds.optional(),
  maxDuration: durationSchema.optional(),
  maxPercentage: percentage.optional(),
});

const rateSchema = z
  .strictObject({ starts: z.number().int().min(1), within: durationSchema })
  .transform(({ starts, within }) => ({ starts, withinMs: within }));

/** All who may read the rules read it. */
const statusUrl = z.url({ protocol: /^https?$/, abort: true }).refine(
  text => {
    const { username, password } = new URL(text);
    return username + password === '';
  },
  { error: 'has to be an address without a user and a password' },
);

/**
 * `chaos.policy`, but for the two durations that hold everywhere, which are read
 * where their defaults are. A key that nobody knows is a slip that would widen
 * the rules without a word.
 */
export const policySchema = z.strictObject({
  maxDuration: z.unknown().optional(),
  approveWithin: z.unknown().optional(),
  kinds: kinds.default([
    'PodChaos',
    'NetworkChaos',
    'StressChaos',
    'HTTPChaos',
  ]),
  namespaces: names.default([]),
  maxPercentage: percentage.default(100),
  maxActive: z.number().int().min(1).default(3),
  environments: z
    .array(
      environmentSchema.transform(({ maxDuration, ...environment }) => ({
        ...environment,
        ...(maxDuration === undefined ? {} : { maxDurationMs: maxDuration }),
      })),
    )
    .refine(
      list => new Set(list.map(({ name }) => name)).size === list.length,
      { error: 'has two environments of one name' },
    )
    .default([]),
  rate: z
    .strictObject({
      perPerson: rateSchema.optional(),
      perTarget: rateSchema.optional(),
    })
    .default({}),
  statusUrls: z.array(statusUrl).default([]),
  freezes: z
    .array(z.object(freezeFields).refine(endsLater, ENDS_LATER))
    .default([]),
  hours: z
    .array(
      z
        .strictObject({ ...place, ...hoursFields })
        .refine(endsLater, ENDS_SAME_DAY),
    )
    .default([]),
  approval: z
    .array(
      z
        .strictObject({ ...place, notify: names.default([]) })
        .refine(({ clusters, namespaces }) => clusters ?? namespaces, {
          error: 'has to name clusters or namespaces',
        }),
    )
    .default([]),
  taskImages: z.array(taskImage).default([]),
});
