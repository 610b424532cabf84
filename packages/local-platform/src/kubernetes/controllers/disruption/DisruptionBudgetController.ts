import type { ResourceClient } from '../../client/Client';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import type { Context } from '../Context';
import type { DisruptionBudget, DisruptionBudgetFields, Pod } from '../types';
import { withCondition } from '../work/conditions';
import { controllerOf, keyOfObject } from '../work/ownership';
import { isFinished, isReady } from '../work/pods';
import { scaledValue } from '../work/scaledValue';
import type { WorkQueue } from '../work/WorkQueue';
import { writeStatus } from '../work/writing';

/** Says how many pods of each budget may be taken away at the moment. */
export class DisruptionBudgetController {
  readonly #context: Context;
  readonly #budgets: ResourceClient<DisruptionBudgetFields>;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    this.#context = context;
    this.#budgets = context.client.resource<DisruptionBudgetFields>(
      'policy/v1',
      'poddisruptionbudgets',
    );
    this.#queue = context.queue('disruption-controller', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): DisruptionBudgetController {
    const controller = new DisruptionBudgetController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { budgets, pods, deployments, replicaSets } = this.#context.caches;
    const addAll = (namespace: string) =>
      budgets
        .inNamespace(namespace)
        .forEach(budget => this.#queue.add(keyOfObject(budget)));
    budgets.on(({ object }) => this.#queue.add(keyOfObject(object)));
    pods.on(({ object }) => addAll(namespaceOf(object)));
    // How many pods there should be is part of what is allowed.
    deployments.on(({ object }) => addAll(namespaceOf(object)));
    replicaSets.on(({ object }) => addAll(namespaceOf(object)));
  }

  #reconcile(key: string): void {
    const { budgets, pods } = this.#context.caches;
    const budget = budgets.at(key);
    if (!budget) {
      return;
    }
    const matches = compileLabelSelector(budget.spec.selector);
    const covered = pods
      .inNamespace(namespaceOf(budget))
      .filter(pod => !isFinished(pod) && matches(pod.metadata.labels ?? {}));
    const { expected, desired } = this.#wanted(budget, covered);
    const healthy = covered.filter(
      pod => isReady(pod) && !pod.metadata.deletionTimestamp,
    ).length;
    const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
    const now = timestamp(new Date(this.#context.clock.now()));
    writeStatus(this.#budgets, budget, {
      observedGeneration: budget.metadata.generation,
      disruptionsAllowed: allowed,
      currentHealthy: healthy,
      desiredHealthy: desired,
      expectedPods: expected,
      conditions: withCondition(
        budget.status?.conditions,
        {
          type: 'DisruptionAllowed',
          status: allowed > 0 ? 'True' : 'False',
          reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
          message: '',
        },
        now,
      ),
    });
  }

  #wanted({ spec }: DisruptionBudget, covered: Pod[]) {
    const { minAvailable, maxUnavailable } = spec;
    if (typeof minAvailable === 'number') {
      return { expected: covered.length, desired: minAvailable };
    }
    const expected = this.#scaleOf(covered);
    if (minAvailable !== undefined) {
      return { expected, desired: scaledValue(minAvailable, expected, 'up') };
    }
    const away = scaledValue(maxUnavailable, expected, 'up');
    return { expected, desired: Math.max(0, expected - away) };
  }

  /** How many pods those who made these want altogether. */
  #scaleOf(pods: Pod[]): number {
    const { replicaSets, deployments, jobs } = this.#context.caches;
    const scales = new Map<string, number>();
    for (const pod of pods) {
      const namespace = namespaceOf(pod);
      const owner = controllerOf(pod);
      const replicaSet =
        owner?.kind === 'ReplicaSet'
          ? replicaSets.get(namespace, owner.name)
          : undefined;
      const above = replicaSet && controllerOf(replicaSet);
      const deployment =
        above?.kind === 'Deployment'
          ? deployments.get(namespace, above.name)
          : undefined;
      const job =
        owner?.kind === 'Job' ? jobs.get(namespace, owner.name) : undefined;
      const scaled = deployment ?? replicaSet ?? pod;
      scales.set(
        `${scaled.kind}/${nameOf(scaled)}`,
        deployment?.spec.replicas ??
          replicaSet?.spec.replicas ??
          job?.spec.parallelism ??
          1,
      );
    }
    return [...scales.values()].reduce((total, scale) => total + scale, 0);
  }
}
