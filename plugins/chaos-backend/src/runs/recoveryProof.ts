import {
  CLEAN_ANNOTATION,
  NOT_INJECTED,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ObservedExperiment } from '../clusters/experiments';
import { isInjected, type Run } from './types';

/** Has Chaos Mesh let an object go whose faults it could not take back. */
export const FORCED = 'forced';

export function isForced({
  metadata,
}: Pick<ObservedExperiment, 'metadata'>): boolean {
  return metadata.annotations[CLEAN_ANNOTATION] === FORCED;
}

/** The pods in which the faults of a run were on when it was last kept. */
function lastHitBy({ targets }: Pick<Run, 'targets'>): string[] {
  return targets.filter(isInjected).map(({ name }) => name);
}

/** The pods of which an object does not say that they are as they were. */
function stillHitBy({ status }: ObservedExperiment): string[] | undefined {
  return status?.experiment?.containerRecords
    ?.filter(({ phase }) => phase !== NOT_INJECTED)
    .map(({ id }) => id.split('/')[1] ?? id);
}

/**
 * Why that the object of a run is gone does not show that its faults are off;
 * undefined where it does. An object can be let go by force, or without its
 * finalizers, and one that went while nobody looked may have been.
 *
 * @param last - the object as it was when it went, where that was seen
 */
export function whyUnproven(
  run: Pick<Run, 'kind' | 'action' | 'targets'>,
  last?: ObservedExperiment,
): string | undefined {
  if (actsOnce(run)) {
    return undefined;
  }
  const wasForced = last !== undefined && isForced(last);
  const hit = (last && stillHitBy(last)) ?? lastHitBy(run);
  if (hit.length === 0 && !wasForced) {
    return undefined;
  }
  const how = wasForced ? 'It was let go by force' : 'It is gone';
  return hit.length === 0
    ? `${how}: nothing shows that its faults were taken back. Look after its pods`
    : `${how}, and its faults were last seen on in ${[...new Set(hit)].join(
        ', ',
      )}: nothing shows that they were taken back. Look after these pods`;
}

/** Whether there is nothing to take back, as after a kill. */
function actsOnce({ kind, action }: Pick<Run, 'kind' | 'action'>): boolean {
  return (
    kind === 'PodChaos' && action !== undefined && action !== 'pod-failure'
  );
}
