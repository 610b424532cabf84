import {
  type ChaosRunDetails,
  type ChaosRunState,
  type ChaosRunTarget,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';

import { type Parent } from '../clusters/standing';

export type RunState = ChaosRunState;
export type RunEvent = ChaosRunDetails['events'][number];
export type RunTarget = ChaosRunTarget;

/** A run as it is kept. Times are those of the cluster where it has them. */
export type Run = {
  id: string;
  cluster: string;
  region: string;
  kind: string;
  action?: string;
  namespace: string;
  name: string;
  /** Absent until the cluster has it. */
  uid?: string;
  state: RunState;
  startedBy?: string;
  startedAt: Date;
  /** When the first of its faults was on. */
  injectedAt?: Date;
  /** Since when its faults should be taken back. */
  stoppingAt?: Date;
  endedAt?: Date;
  durationMs?: number;
  entities: string[];
  targets: RunTarget[];
  haltedBy?: string;
  haltReason?: string;
  /** It was given up because its cluster did not answer. */
  isUnheard?: boolean;
  message?: string;
  manifest: string;
  verdict?: ChaosVerdict;
  /** What started it in its cluster, where that is one of these. */
  parent?: Parent;
};

/** Those that hold what they hit: another must not start beside them. */
export const ACTIVE_STATES: readonly RunState[] = [
  'starting',
  'injecting',
  'running',
  'paused',
  'recovering',
];

/** Those that are not over: the ones above, and those that nobody approved yet. */
export const OPEN_STATES: readonly RunState[] = [
  ...ACTIVE_STATES,
  'awaiting-approval',
];

/** Whether a fault of it is on in some of its targets, and is not being taken back. */
export function isOn({ state, targets }: Pick<Run, 'state' | 'targets'>) {
  return (
    state === 'running' || (state === 'injecting' && targets.some(isInjected))
  );
}

export function isInjected({ phase }: Pick<RunTarget, 'phase'>): boolean {
  return phase === 'injected';
}

export function isActive({ state }: Pick<Run, 'state'>): boolean {
  return ACTIVE_STATES.includes(state);
}
