import type { Deployment, Pod, ReplicaSet } from '../types';
import { isActive, isAvailable } from '../work/pods';
import { limitsOf, Limits } from './limits';
import { isSameTemplate } from './templateHash';

function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a, b].map(
    ({ metadata }) => `${metadata.creationTimestamp} ${metadata.name}`,
  );
  return left < right ? -1 : 1;
}

/** How a deployment stands at one moment. */
export class Rollout {
  readonly deployment: Deployment;
  /** Oldest first, with the current one. */
  readonly all: ReplicaSet[];
  /** The one of the template that is wanted now. */
  readonly current: ReplicaSet | undefined;
  readonly old: ReplicaSet[];
  readonly limits: Limits;
  readonly #podsOf: (replicaSet: ReplicaSet) => Pod[];
  readonly #now: number;

  constructor(
    deployment: Deployment,
    replicaSets: ReplicaSet[],
    podsOf: (replicaSet: ReplicaSet) => Pod[],
    now: number,
  ) {
    this.deployment = deployment;
    this.all = [...replicaSets].sort(byAge);
    this.current = this.all.find(({ spec }) =>
      isSameTemplate(spec.template, deployment.spec.template),
    );
    this.old = this.all.filter(one => one !== this.current);
    this.limits = limitsOf(deployment.spec);
    this.#podsOf = podsOf;
    this.#now = now;
  }

  get wanted(): number {
    return this.deployment.spec.replicas;
  }

  /** Those that want pods. */
  get active(): ReplicaSet[] {
    return this.all.filter(({ spec }) => spec.replicas > 0);
  }

  get activeOld(): ReplicaSet[] {
    return this.old.filter(({ spec }) => spec.replicas > 0);
  }

  pods(replicaSet: ReplicaSet): Pod[] {
    return this.#podsOf(replicaSet);
  }

  /**
   * How many pods a replica set can have now: those that it wants, or those
   * that it has while it is still to delete some.
   */
  size(replicaSet: ReplicaSet): number {
    const active = this.pods(replicaSet).filter(isActive).length;
    return Math.max(replicaSet.spec.replicas, active);
  }

  /** How many of its pods serve, without those that it is still to delete. */
  available(replicaSet: ReplicaSet): number {
    const { minReadySeconds } = this.deployment.spec;
    const available = this.pods(replicaSet).filter(
      pod => isActive(pod) && isAvailable(pod, minReadySeconds, this.#now),
    ).length;
    return Math.min(replicaSet.spec.replicas, available);
  }

  /** How large the current one may be made now. */
  get currentSize(): number {
    const has = this.current?.spec.replicas ?? 0;
    if (this.deployment.spec.strategy.type !== 'RollingUpdate') {
      return this.wanted;
    }
    if (has > this.wanted) {
      return this.wanted;
    }
    const room =
      this.wanted +
      this.limits.surge -
      sum(this.all, replicaSet => this.size(replicaSet));
    return has + Math.max(0, Math.min(room, this.wanted - has));
  }

  /**
   * The sizes that old ones get, where some may go: those that do not serve
   * go first, then as many as the available ones make up for.
   */
  oldSizes(): Map<ReplicaSet, number> {
    const least = this.wanted - this.limits.unavailable;
    const { current } = this;
    const currentMissing = current
      ? current.spec.replicas - this.available(current)
      : 0;
    let spare =
      sum(this.all, ({ spec }) => spec.replicas) - least - currentMissing;
    const sizes = new Map<ReplicaSet, number>();
    for (const replicaSet of this.activeOld) {
      const { replicas } = replicaSet.spec;
      const idle = replicas - this.available(replicaSet);
      const gone = Math.max(0, Math.min(idle, spare));
      sizes.set(replicaSet, replicas - gone);
      spare -= gone;
    }
    let serving = sum(this.all, one => this.available(one)) - least;
    for (const [replicaSet, size] of sizes) {
      const gone = Math.max(
        0,
        Math.min(size, serving, this.available(replicaSet)),
      );
      sizes.set(replicaSet, size - gone);
      serving -= gone;
    }
    return sizes;
  }
}

export function sum<T>(items: T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
