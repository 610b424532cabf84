import { Experiment } from '../model/objects';
import { INJECTED, NOT_INJECTED } from './conditions';
import { endsInOf, isOneShot } from './desiredPhase';

/**
 * How far an experiment is, as a Schedule counts it.
 *
 * @public
 */
export type Progress = {
  /** It did what it does once, or its time is up and its targets are recovered. */
  isFinished: boolean;
  /** In how many milliseconds its time is up; undefined where it is, or never will be. */
  endsIn?: number;
};

/**
 * How far an experiment is at a time. One without a duration never finishes.
 *
 * @param now - milliseconds since 1970
 * @public
 */
export function progressOf(experiment: Experiment, now: number): Progress {
  const { status } = experiment;
  const { desiredPhase, containerRecords: records = [] } =
    status?.experiment ?? {};
  const all = (phase: string) => records.every(each => each.phase === phase);
  if (isOneShot(experiment)) {
    return { isFinished: records.length > 0 && all(INJECTED) };
  }
  const endsIn = endsInOf(experiment, now);
  if (endsIn === undefined) {
    return { isFinished: false };
  }
  return endsIn < 0
    ? { isFinished: desiredPhase !== 'Run' && all(NOT_INJECTED) }
    : { isFinished: false, endsIn };
}
