import { z } from 'zod';
import { Finding } from '../types';
import { PlacedObject } from './kubernetesReferences';

/** Says of a namespace why nothing here limits it. */
const EXCEPTION = 'shop-platform.io/no-limits';

const namespaceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});

const quotaSchema = z.looseObject({
  kind: z.literal('ResourceQuota'),
  spec: z.looseObject({
    hard: z
      .record(z.string(), z.unknown())
      .refine(hard => Object.keys(hard).length > 0),
  }),
});

const amounts = z.record(z.string(), z.unknown()).default({});

const limitRangeSchema = z.looseObject({
  kind: z.literal('LimitRange'),
  spec: z.looseObject({
    limits: z
      .array(
        z.looseObject({
          type: z.string(),
          default: amounts,
          defaultRequest: amounts,
        }),
      )
      .refine(limits =>
        limits.some(
          limit =>
            limit.type === 'Container' &&
            [limit.default, limit.defaultRequest].every(
              ({ cpu, memory }) => cpu !== undefined || memory !== undefined,
            ),
        ),
      ),
  }),
});

const WANTED = [
  {
    schema: quotaSchema,
    what: 'ResourceQuota limits the namespace',
    why: 'with something in spec.hard, or its pods can take the cluster from all others',
  },
  {
    schema: limitRangeSchema,
    what: 'LimitRange gives defaults to the containers of the namespace',
    why: 'of the type Container with default and defaultRequest, or the quota refuses pods that name no resources',
  },
];

/** A namespace may use so much and no more, and what says nothing gets a little. */
export function checkNamespaceLimits(
  objects: readonly PlacedObject[],
): Finding[] {
  const limited = WANTED.map(({ schema }) => {
    const these = objects.filter(
      ({ value }) => schema.safeParse(value).success,
    );
    return new Set(these.map(({ namespace }) => namespace));
  });
  return objects.flatMap(({ where, value }) => {
    const metadata = namespaceSchema.safeParse(value).data?.metadata;
    if (!metadata || metadata.annotations[EXCEPTION]) {
      return [];
    }
    return WANTED.flatMap(({ what, why }, index) =>
      limited[index].has(metadata.name)
        ? []
        : [
            {
              where,
              message: `No ${what} ${metadata.name}: it needs one ${why}; or the annotation ${EXCEPTION} that says who does`,
            },
          ],
    );
  });
}
