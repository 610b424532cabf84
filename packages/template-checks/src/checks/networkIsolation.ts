import { z } from 'zod';
import { Finding } from '../types';
import { PlacedObject } from './kubernetesReferences';

/** Says of a namespace why it denies nothing. */
const EXCEPTION = 'shop-platform.io/no-default-deny';

const namespaceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});

const some = z.array(z.unknown()).default([]);
const rules = z
  .array(z.looseObject({ from: some, to: some, ports: some }))
  .default([]);

const policySchema = z.looseObject({
  kind: z.literal('NetworkPolicy'),
  spec: z.looseObject({
    podSelector: z.looseObject({
      matchLabels: z.record(z.string(), z.string()).default({}),
      matchExpressions: z.array(z.unknown()).default([]),
    }),
    policyTypes: z.array(z.string()).default([]),
    ingress: rules,
    egress: rules,
  }),
});

/** A namespace denies traffic that no policy names: without such a policy every pod may speak with every other. */
export function checkIsolation(objects: readonly PlacedObject[]): Finding[] {
  const denied = new Set(
    objects
      .filter(({ value }) => isDefaultDeny(value))
      .map(({ namespace }) => namespace),
  );
  return objects.flatMap(({ where, value }) => {
    const metadata = namespaceSchema.safeParse(value).data?.metadata;
    return !metadata ||
      denied.has(metadata.name) ||
      metadata.annotations[EXCEPTION]
      ? []
      : [
          {
            where,
            message: `No NetworkPolicy denies what is not named in the namespace ${metadata.name}: it needs one of all pods (podSelector: {}), of the types Ingress and Egress, or the annotation ${EXCEPTION} that says why not`,
          },
        ];
  });
}

/** For all pods, in both directions, with no rule that allows everything. */
function isDefaultDeny(value: unknown): boolean {
  const spec = policySchema.safeParse(value).data?.spec;
  if (!spec) {
    return false;
  }
  const { podSelector, policyTypes, ingress, egress } = spec;
  const isOfAll =
    Object.keys(podSelector.matchLabels).length === 0 &&
    podSelector.matchExpressions.length === 0;
  const isOfBoth = ['Ingress', 'Egress'].every(type =>
    policyTypes.includes(type),
  );
  const isOpen = [...ingress, ...egress].some(
    ({ from, to, ports }) => [...from, ...to, ...ports].length === 0,
  );
  return isOfAll && isOfBoth && !isOpen;
}
