import { ChaosSchedule } from '../model/objects';
import { nextRun } from './nextRun';

const MOST_MISSED = 100;

/**
 * What a Schedule is to do at a time.
 *
 * @public
 */
export type DueRun = {
  /** The time of the latest run that has not begun. */
  due?: number;
  /** The time of the one after it; undefined where there never is one. */
  next?: number;
};

/**
 * Which run of a Schedule is due at a time, and when the next one is. As with
 * Chaos Mesh, of several that were missed the last one counts, and after too many
 * of them none does.
 *
 * @param now - milliseconds since 1970
 * @throws an error where more than 100 runs were missed
 * @public
 */
export function dueRun(
  { metadata, spec, status }: ChaosSchedule,
  now: number,
): DueRun {
  const { schedule, startingDeadlineSeconds } = spec;
  const since = Date.parse(status?.time ?? metadata.creationTimestamp ?? '');
  const earliest =
    typeof startingDeadlineSeconds === 'number'
      ? Math.max(since, now - startingDeadlineSeconds * 1000)
      : since;
  let due: number | undefined;
  let missed = 0;
  let next = nextRun(schedule, earliest);
  while (next !== undefined && next <= now) {
    due = next;
    next = nextRun(schedule, due);
    missed += 1;
    if (missed > MOST_MISSED) {
      throw new Error(
        'too many missed start time (> 100). Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      );
    }
  }
  return { ...(due !== undefined && { due }), ...(next && { next }) };
}
