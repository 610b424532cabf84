import { type Run } from '../runs/types';
import { type Sample } from './types';

/** The samples of one check by when they were taken. Before the fault is on and while it goes, none counts. */
export function samplesOf(
  run: Pick<Run, 'startedAt' | 'injectedAt' | 'stoppingAt' | 'endedAt'>,
  check: number,
  samples: readonly Sample[],
): { before: Sample[]; during: Sample[]; after: Sample[] } {
  const own = samples.filter(sample => sample.check === check);
  const on = run.injectedAt?.getTime() ?? Infinity;
  const over = run.endedAt?.getTime() ?? Infinity;
  const off = Math.min(run.stoppingAt?.getTime() ?? Infinity, over);
  const those = (isIn: (time: number) => boolean) =>
    own.filter(({ at }) => isIn(Date.parse(at)));
  return {
    before: those(time => time < on && time < over),
    during: those(time => time >= on && time <= off),
    after: those(time => time > off && time >= over),
  };
}
