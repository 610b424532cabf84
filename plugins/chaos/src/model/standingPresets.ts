import {
  CHAOS_API_VERSION,
  standingSet,
  type ChaosPolicy,
  type StandingKind,
  type StandingPreset,
} from '@shop-platform/backstage-plugin-chaos-common';
import { stringify } from 'yaml';

/** The part of the standing set that is a Schedule of one experiment. */
export const POD_KILL = 'pod-kill-every-4-hours';

/** A test of the standing set, as the editor of Workflows begins with it. */
export type StandingTest = {
  id: Exclude<StandingPreset['id'], typeof POD_KILL>;
  text: string;
  /** How often it begins, as cron; once where it is undefined. */
  repeat?: string;
};

/** What the faults of a kind are made of. */
const MADE_OF: Record<StandingKind, string[]> = {
  pod: ['PodChaos'],
  network: ['NetworkChaos'],
  stress: ['StressChaos'],
  http: ['NetworkChaos', 'PodChaos'],
};
const KINDS: readonly StandingKind[] = ['pod', 'network', 'stress', 'http'];

function print(manifest: object): string {
  return stringify(manifest, { lineWidth: 0 });
}

/** The weekly and the comprehensive test, of what the rules let start. */
export function standingTests(
  policy: ChaosPolicy,
  namespace: string,
): StandingTest[] {
  const kinds = KINDS.filter(kind =>
    MADE_OF[kind].every(made => policy.kinds.includes(made)),
  );
  if (kinds.length === 0) {
    return [];
  }
  const set = standingSet({
    namespace,
    kinds,
    // What is asked has to be allowed; else that a page of the shop is served.
    statusUrl:
      policy.statusUrls[0] ?? `http://storefront.${namespace}.svc/readyz`,
    maxMinutes: Math.max(1, Math.floor(policy.maxDurationSeconds / 60)),
  });
  return set.flatMap(({ id, manifest }) =>
    id === POD_KILL ? [] : [{ id, ...asWorkflow(manifest) }],
  );
}

/** A Workflow, and the cron of the Schedule that it stands in. */
function asWorkflow({
  kind,
  metadata,
  spec,
}: StandingPreset['manifest']): Pick<StandingTest, 'text' | 'repeat'> {
  const text = print({
    apiVersion: CHAOS_API_VERSION,
    kind: 'Workflow',
    metadata,
    spec: kind === 'Schedule' ? spec.workflow : spec,
  });
  return typeof spec.schedule === 'string'
    ? { text, repeat: spec.schedule }
    : { text };
}

/** The Schedule that kills a pod every four hours. */
export function podKillSchedule(namespace: string): string {
  // Its experiment asks nothing.
  const set = standingSet({ namespace, statusUrl: '' });
  const found = set.find(({ id }) => id === POD_KILL);
  return found ? print(found.manifest) : '';
}

/** The query of a link to the page that makes it. */
export function podKillLink(namespace: string): string {
  return `?${new URLSearchParams({ preset: POD_KILL, namespace })}`;
}
