import { Experiment } from '../model/objects';
import { ChaosRecord } from '../model/status';
import { isPaused } from './desiredPhase';

/**
 * The phase of a target that is as it was.
 *
 * @public
 */
export const NOT_INJECTED = 'Not Injected';

/**
 * The phase of a target that is hit.
 *
 * @public
 */
export const INJECTED = 'Injected';

/**
 * A condition in the status of an experiment.
 *
 * @public
 */
export type ChaosCondition = {
  type: 'Selected' | 'AllInjected' | 'AllRecovered' | 'Paused';
  status: 'True' | 'False';
};

/**
 * The conditions that follow from the records of an experiment; undefined
 * records are those of one that has not selected yet.
 *
 * @public
 */
export function conditionsOf(
  experiment: Pick<Experiment, 'metadata'>,
  records: readonly ChaosRecord[] | undefined,
): ChaosCondition[] {
  const condition = (type: ChaosCondition['type'], holds: boolean) => ({
    type,
    status: holds ? ('True' as const) : ('False' as const),
  });
  const all = (phase: string) =>
    records?.every(record => record.phase === phase) ?? false;
  return [
    condition('Selected', records !== undefined),
    condition('AllInjected', all(INJECTED)),
    condition('AllRecovered', all(NOT_INJECTED)),
    condition('Paused', isPaused(experiment)),
  ];
}
