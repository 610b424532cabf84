import { z } from 'zod';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** From https://kubernetes.io/docs/concepts/security/pod-security-standards/. */
const LEVELS = ['privileged', 'baseline', 'restricted'];

const namespaceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.looseObject({
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

/** A namespace says how much its pods may ask of a node: without a word they may ask for all of it. */
export function checkPodSecurity(value: unknown): string[] {
  const { data } = namespaceSchema.safeParse(value);
  if (!data) {
    return [];
  }
  const level = data.metadata.labels[LABEL];
  if (level === undefined) {
    return [
      `The label ${LABEL} is missing, so pods may do anything: it is one of ${LEVELS.join(
        ', ',
      )}`,
    ];
  }
  return LEVELS.includes(level)
    ? []
    : [`${LABEL} is ${level}, and none of ${LEVELS.join(', ')}`];
}
