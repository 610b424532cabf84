import {
  type ChaosOutcome,
  type ChaosRun,
  type ChaosRunState,
} from '@shop-platform/backstage-plugin-chaos-common';

/** How loud a word is shown. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'quiet';

export const STATE_TONES: Record<ChaosRunState, Tone> = {
  'awaiting-approval': 'warning',
  starting: 'busy',
  injecting: 'busy',
  running: 'warning',
  paused: 'quiet',
  recovering: 'busy',
  recovered: 'good',
  'not-recovered': 'bad',
  failed: 'bad',
  rejected: 'quiet',
};

export const OUTCOME_TONES: Record<ChaosOutcome, Tone> = {
  passed: 'good',
  failed: 'bad',
  inconclusive: 'quiet',
};

export const OUTCOMES: readonly ChaosOutcome[] = [
  'passed',
  'failed',
  'inconclusive',
];

export function isOutcome(text: string | null): text is ChaosOutcome {
  return OUTCOMES.some(outcome => outcome === text);
}

const OVER: ReadonlySet<ChaosRunState> = new Set([
  'recovered',
  'failed',
  'rejected',
]);

/** Whether it is over. One that did not recover is not: somebody has to look. */
export function isOver({ state }: Pick<ChaosRun, 'state'>): boolean {
  return OVER.has(state);
}

/** Those that did not recover first, then the newest. */
export function byUrgency(runs: readonly ChaosRun[]): ChaosRun[] {
  const rank = ({ state }: ChaosRun) => (state === 'not-recovered' ? 0 : 1);
  return runs
    .slice()
    .sort(
      (one, other) =>
        rank(one) - rank(other) || other.startedAt.localeCompare(one.startedAt),
    );
}

/** What it is in short: `NetworkChaos delay`. */
export function kindOf({
  kind,
  action,
}: Pick<ChaosRun, 'kind' | 'action'>): string {
  return action ? `${kind} ${action}` : kind;
}

/** What can be done to a run in a state; the back end decides on its own. */
export function deedsOf({ state }: Pick<ChaosRun, 'state'>) {
  return {
    canPause: state === 'injecting' || state === 'running',
    canResume: state === 'paused',
    canHalt: !OVER.has(state) && state !== 'recovering',
  };
}

/** How long its faults stay on yet, in milliseconds; undefined where nothing says when they end. */
export function timeLeft(
  { endsAt, state }: Pick<ChaosRun, 'endsAt' | 'state'>,
  now: Date,
): number | undefined {
  if (endsAt === undefined || OVER.has(state)) {
    return undefined;
  }
  return Math.max(0, new Date(endsAt).getTime() - now.getTime());
}
