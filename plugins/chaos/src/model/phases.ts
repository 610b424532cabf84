import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { isOver } from './runs';

export type PhaseName = 'before' | 'injected' | 'recovering' | 'over';

/** A stretch of a run; without a time where it has not come, or nobody knows. */
export type Phase = {
  name: PhaseName;
  from?: Date;
  to?: Date;
  isCurrent: boolean;
};

function currentOf({ run }: ChaosRunDetails): PhaseName {
  if (isOver(run)) {
    return 'over';
  }
  if (run.state === 'recovering' || run.state === 'not-recovered') {
    return 'recovering';
  }
  return run.injectedAt === undefined ? 'before' : 'injected';
}

const dateOf = (text: string | undefined) =>
  text === undefined ? undefined : new Date(text);

/** When the faults began to be taken back: at a halt, or when the time was over. */
function recoveryBegan(details: ChaosRunDetails): Date | undefined {
  const current = currentOf(details);
  if (current !== 'recovering' && current !== 'over') {
    return undefined;
  }
  const { run, events } = details;
  const halted = events.filter(({ type }) => type === 'halted').at(-1)?.at;
  const began = dateOf(halted ?? run.endsAt);
  const ended = dateOf(run.endedAt);
  // One that ended early, and nobody halted, has no such moment.
  return began && ended && began > ended ? ended : began;
}

/** Before its faults were on, while they were, while they were taken back, and after. */
export function phasesOf(details: ChaosRunDetails): Phase[] {
  const { run } = details;
  const current = currentOf(details);
  const injected = dateOf(run.injectedAt);
  const recovering = injected && recoveryBegan(details);
  const ended = dateOf(run.endedAt);
  const phase = (name: PhaseName, from?: Date, to?: Date): Phase => ({
    name,
    ...(from && { from }),
    ...(to && { to }),
    isCurrent: name === current,
  });
  return [
    phase('before', new Date(run.startedAt), injected ?? ended),
    phase('injected', injected, recovering ?? (injected && ended)),
    phase('recovering', recovering, recovering && ended),
    phase('over', ended),
  ];
}

const AROUND_MS = 5 * 60_000;

/** The time of a run and a little around it, to compare with. */
export function windowOf(
  { run }: Pick<ChaosRunDetails, 'run'>,
  now: Date,
): { from: Date; to: Date } {
  const end = run.endedAt ? new Date(run.endedAt) : now;
  return {
    from: new Date(new Date(run.startedAt).getTime() - AROUND_MS),
    to: new Date(
      Math.max(
        new Date(run.startedAt).getTime() + 1,
        Math.min(end.getTime() + AROUND_MS, now.getTime()),
      ),
    ),
  };
}
