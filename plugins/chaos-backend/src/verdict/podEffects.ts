import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';
import { type Run, type RunTarget } from '../runs/types';

/** What was seen to become of a pod that an experiment hit. */
export type PodEffect = 'gone' | 'restarted' | 'not ready';

/** How many of the pods of a run were seen to be hit, and how. */
export type PodsHit = { hit: number; of: number; how: readonly PodEffect[] };

/** How long a container is given to end, by default: so late it may still come of a fault. */
const GRACE_MS = 30_000;

/**
 * What the cluster shows of a fault on a pod: that an experiment calls it injected
 * only says that it was asked for. The times are those of the cluster, which are
 * still there when nobody looked at the moment.
 *
 * @param pod - as the cluster has it; undefined where it has none
 */
export function podEffectOf(
  run: Pick<Run, 'action' | 'startedAt' | 'endedAt'>,
  target: Pick<RunTarget, 'container'>,
  pod: Pod | undefined,
): PodEffect | undefined {
  if (run.action === 'pod-kill') {
    const { creationTimestamp, deletionTimestamp } = pod?.metadata ?? {};
    // A StatefulSet gives the next pod the same name.
    const isNext =
      Date.parse(creationTimestamp ?? '') > run.startedAt.getTime();
    return !pod || deletionTimestamp || isNext ? 'gone' : undefined;
  }
  if (!pod) {
    // It may have gone for any reason.
    return undefined;
  }
  const isWithin = withinRun(run);
  const { containerStatuses, conditions } = pod.status;
  const hasRestarted = containerStatuses
    .filter(({ name }) => (target.container ?? name) === name)
    .flatMap(({ state, lastState }) => [state, lastState])
    .some(({ terminated }) => isWithin(terminated?.finishedAt));
  if (hasRestarted) {
    return 'restarted';
  }
  const ready = conditions.find(({ type }) => type === 'Ready');
  // What became ready may have been on its way before.
  return ready?.status === 'False' && isWithin(ready.lastTransitionTime)
    ? 'not ready'
    : undefined;
}

/** Clusters tell times in whole seconds. */
function withinRun({ startedAt, endedAt }: Pick<Run, 'startedAt' | 'endedAt'>) {
  const from = Math.floor(startedAt.getTime() / 1000) * 1000;
  const to = endedAt ? endedAt.getTime() + GRACE_MS : Infinity;
  return (time: string | null | undefined) => {
    const at = Date.parse(time ?? '');
    return from <= at && at <= to;
  };
}
