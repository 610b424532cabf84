import type { DeploymentSpec } from '../types';
import { scaledValue } from '../work/scaledValue';

/** How many pods a rollout may have beyond, and lack of, what is wanted. */
export type Limits = { surge: number; unavailable: number };

export function limitsOf({ replicas, strategy }: DeploymentSpec): Limits {
  if (strategy.type !== 'RollingUpdate') {
    return { surge: 0, unavailable: 0 };
  }
  const { maxSurge, maxUnavailable } = strategy.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, 'up');
  const unavailable = scaledValue(maxUnavailable, replicas, 'down');
  // Both can come to nothing by rounding, and then nothing would move.
  return surge === 0 && unavailable === 0
    ? { surge, unavailable: Math.min(1, replicas) }
    : { surge, unavailable: Math.min(unavailable, replicas) };
}
