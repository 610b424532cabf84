import type { Pod } from '../types';
import { conditionOf } from '../work/conditions';
import { isReady } from '../work/pods';

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES = ['Pending', 'Unknown', 'Running'];

/** What is compared, in this order: the pod with the smaller one goes first. */
function worth(pod: Pod, crowd: Map<string, number>): number[] {
  const { nodeName = '' } = pod.spec;
  const ready = conditionOf(pod.status, 'Ready');
  const restarts = Math.max(
    0,
    ...(pod.status.containerStatuses ?? []).map(one => one.restartCount ?? 0),
  );
  return [
    nodeName ? 1 : 0,
    PHASES.indexOf(pod.status.phase ?? ''),
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.[COST] ?? 0),
    -(crowd.get(nodeName) ?? 0),
    isReady(pod) ? -Date.parse(ready?.lastTransitionTime ?? '') : 0,
    -restarts,
    -Date.parse(pod.metadata.creationTimestamp ?? ''),
  ];
}

/** The pods in the order in which a scale down deletes them: the least useful first. */
export function inDeletionOrder(pods: Pod[]): Pod[] {
  const crowd = new Map<string, number>();
  for (const { spec } of pods) {
    const { nodeName = '' } = spec;
    crowd.set(nodeName, (crowd.get(nodeName) ?? 0) + 1);
  }
  return pods
    .map(pod => ({ pod, worth: worth(pod, crowd) }))
    .sort((a, b) => {
      const i = a.worth.findIndex((value, at) => value !== b.worth[at]);
      return i < 0 ? 0 : a.worth[i] - b.worth[i];
    })
    .map(({ pod }) => pod);
}
