import { parseDuration } from '../duration';
import { Experiment } from '../model/objects';
import { whyNot } from '../rules/problem';

/**
 * On an experiment: `true` recovers its targets until it is taken away.
 *
 * @public
 */
export const PAUSE_ANNOTATION = 'experiment.chaos-mesh.org/pause';

/**
 * On an experiment that is deleted: `forced` lets it go although it was not
 * recovered.
 *
 * @public
 */
export const CLEAN_ANNOTATION = 'chaos-mesh.chaos-mesh.org/cleanFinalizer';

/**
 * Holds an experiment until its targets are recovered.
 *
 * @public
 */
export const RECORDS_FINALIZER = 'chaos-mesh/records';

/**
 * Whether its fault has done all it does once it is injected, as a kill has.
 *
 * @public
 */
export function isOneShot({ kind, spec }: Experiment): boolean {
  return kind === 'PodChaos' && spec.action !== 'pod-failure';
}

/**
 * Whether its targets are to be recovered for a while.
 *
 * @public
 */
export function isPaused({ metadata }: Pick<Experiment, 'metadata'>): boolean {
  return metadata.annotations?.[PAUSE_ANNOTATION] === 'true';
}

/**
 * What an experiment is to be at a time.
 *
 * @public
 */
export type DesiredPhase = {
  phase: 'Run' | 'Stop';
  /** Why it is that, as Chaos Mesh's events say. */
  reason: 'Started' | 'Deleted' | 'TimeUp' | 'Paused';
  /** In how many milliseconds its time is up. */
  endsIn?: number;
};

/**
 * Whether the targets of an experiment are to be hit at a time.
 *
 * @param now - milliseconds since 1970
 * @public
 */
export function desiredPhaseOf(
  experiment: Experiment,
  now: number,
): DesiredPhase {
  const { metadata } = experiment;
  if (metadata.deletionTimestamp) {
    return { phase: 'Stop', reason: 'Deleted' };
  }
  if (isOneShot(experiment)) {
    return { phase: 'Run', reason: 'Started' };
  }
  const endsIn = endsInOf(experiment, now);
  if (endsIn !== undefined && endsIn < 0) {
    return { phase: 'Stop', reason: 'TimeUp' };
  }
  const rest = endsIn === undefined ? {} : { endsIn };
  return isPaused(experiment)
    ? { phase: 'Stop', reason: 'Paused', ...rest }
    : { phase: 'Run', reason: 'Started', ...rest };
}

/**
 * In how many milliseconds the time of an experiment is up; undefined where it
 * never is. A duration that cannot be read is none: Chaos Mesh writes a line into
 * its log, and goes on. The webhook lets one of TimeChaos through.
 */
export function endsInOf(
  { metadata, spec: { duration } }: Experiment,
  now: number,
): number | undefined {
  return duration && !whyNot(() => parseDuration(duration))
    ? Date.parse(metadata.creationTimestamp ?? '') +
        parseDuration(duration) -
        now
    : undefined;
}
