import { type RunChange } from './RunStore';
import { type Run, type RunEvent } from './types';

/** What is kept of a run that was given up, once its faults are known to be off. */
export function lateRecovery(
  { cluster, isUnheard }: Run,
  at: Date,
): { change: RunChange; event: RunEvent } {
  const message = isUnheard
    ? `Known only since ${cluster} answers again; when its faults went off is not known`
    : 'Later than it should have been';
  return {
    change: { state: 'recovered', endedAt: at, message },
    event: { type: 'recovered', at: at.toISOString(), message },
  };
}
