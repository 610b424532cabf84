import type { Pod } from '../types';
import { conditionOf } from './conditions';

export function isFinished(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Counts for who made it: it has not ended and is not about to. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !pod.metadata.deletionTimestamp;
}

export function isReady(pod: Pod): boolean {
  return conditionOf(pod.status, 'Ready')?.status === 'True';
}

/** When a ready pod will have been ready for long enough; undefined for one that is not ready. */
export function availableFrom(
  pod: Pod,
  minReadySeconds = 0,
): number | undefined {
  const ready = conditionOf(pod.status, 'Ready');
  if (ready?.status !== 'True') {
    return undefined;
  }
  return minReadySeconds === 0
    ? 0
    : Date.parse(ready.lastTransitionTime ?? '') + minReadySeconds * 1000;
}

export function isAvailable(
  pod: Pod,
  minReadySeconds: number | undefined,
  now: number,
): boolean {
  return (availableFrom(pod, minReadySeconds) ?? Infinity) <= now;
}
