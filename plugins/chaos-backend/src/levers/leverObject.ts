import { type Kind } from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

const LONGEST_NAME = 200;
const LONGEST_REASON = 500;

const leverSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  data: z
    .record(z.string(), z.string())
    .nullish()
    .transform(data => data ?? {}),
});

/** The ConfigMap that is a cluster's own lever. */
export type LeverObject = z.infer<typeof leverSchema>;

export const leverKind: Kind<LeverObject> = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  schema: leverSchema,
};

/** What a cluster's own lever says. */
export type ClusterLever = {
  /** `unsaid` holds nobody up, but nobody said that it is armed. */
  state: 'pulled' | 'armed' | 'unsaid';
  version: string;
  by: string;
  reason: string;
  /** When it was pulled, where it says so. */
  at: Date | undefined;
};

/** Whoever may change the lever wrote this: nothing of it is sure. */
export function readLever({ metadata, data }: LeverObject): ClusterLever {
  const { state, by = '', reason = '', at = '' } = data;
  const time = Date.parse(at);
  return {
    state: state === 'pulled' || state === 'armed' ? state : 'unsaid',
    version: metadata.resourceVersion,
    by: by.trim().slice(0, LONGEST_NAME) || 'kubectl',
    reason:
      reason.trim().slice(0, LONGEST_REASON) ||
      'Pulled in the cluster itself, without a reason',
    at: Number.isNaN(time) ? undefined : new Date(time),
  };
}
