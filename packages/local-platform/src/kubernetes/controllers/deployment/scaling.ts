import type { ReplicaSet } from '../types';
import { desiredOf, maxOf } from './annotations';
import { Rollout, sum } from './Rollout';

/** Whether the deployment was scaled since its replica sets were sized. */
export function isScaled({ active, wanted }: Rollout): boolean {
  return active.some(
    replicaSet => (desiredOf(replicaSet) ?? wanted) !== wanted,
  );
}

/** The one that takes all changes of scale while it is the only one with pods. */
function onlyOne({ active, current, old }: Rollout): ReplicaSet | undefined {
  if (active.length === 1) {
    return active[0];
  }
  return active.length === 0 ? current ?? old.at(-1) : undefined;
}

/** The sizes after a change of scale; in the middle of a rollout all have their share of it. */
export function scaledSizes(rollout: Rollout): Map<ReplicaSet, number> {
  const { active, activeOld, current, wanted } = rollout;
  const only = onlyOne(rollout);
  if (only) {
    return new Map([[only, wanted]]);
  }
  if (
    current &&
    desiredOf(current) === wanted &&
    current.spec.replicas === wanted &&
    rollout.available(current) === wanted
  ) {
    return new Map(activeOld.map(replicaSet => [replicaSet, 0]));
  }
  if (rollout.deployment.spec.strategy.type !== 'RollingUpdate') {
    return new Map(active.map(one => [one, one.spec.replicas]));
  }
  return shares(rollout, active);
}

function shares(
  { deployment, wanted, limits }: Rollout,
  active: ReplicaSet[],
): Map<ReplicaSet, number> {
  const allowed = wanted > 0 ? wanted + limits.surge : 0;
  const change = allowed - sum(active, ({ spec }) => spec.replicas);
  // The largest first; of equal ones the newer grows and the older shrinks.
  const newestFirst = [...active].reverse();
  const ordered = (change > 0 ? newestFirst : [...active]).sort(
    (a, b) => b.spec.replicas - a.spec.replicas,
  );
  const sizes = new Map<ReplicaSet, number>();
  let given = 0;
  for (const replicaSet of ordered) {
    const { replicas } = replicaSet.spec;
    const before = maxOf(replicaSet) || deployment.status?.replicas || allowed;
    const share =
      wanted === 0
        ? -replicas
        : Math.round((replicas * allowed) / before) - replicas;
    const left = change - given;
    const added =
      change > 0
        ? Math.max(0, Math.min(share, left))
        : Math.min(0, Math.max(share, left));
    sizes.set(replicaSet, replicas + added);
    given += added;
  }
  const [largest] = ordered;
  sizes.set(largest, Math.max(0, (sizes.get(largest) ?? 0) + change - given));
  return sizes;
}
