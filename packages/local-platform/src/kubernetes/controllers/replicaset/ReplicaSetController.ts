import type { ResourceClient } from '../../client/Client';
import type { InformerEvent } from '../../client/Informer';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import type { Context } from '../Context';
import type {
  Pod,
  PodFields,
  ReplicaSet,
  ReplicaSetFields,
  ReplicaSetStatus,
} from '../types';
import { withCondition, withoutCondition } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import { claim, controllerOf, keyOfObject, ownerKey } from '../work/ownership';
import { availableFrom, isActive, isReady } from '../work/pods';
import { podOf } from '../work/template';
import { WorkQueue } from '../work/WorkQueue';
import { withoutZeros, writeStatus } from '../work/writing';
import { inDeletionOrder } from './deletionOrder';

/** So many pods are made or deleted before others get their turn. */
const BATCH = 50;

/** What could not be done to the pods of a replica set. */
class PodsFailure extends Error {
  readonly reason: 'FailedCreate' | 'FailedDelete';

  constructor(reason: 'FailedCreate' | 'FailedDelete', cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.reason = reason;
  }
}

/** Keeps as many pods of each replica set as it wants. */
export class ReplicaSetController {
  readonly #context: Context;
  readonly #pods: ResourceClient<PodFields>;
  readonly #replicaSets: ResourceClient<ReplicaSetFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    this.#context = context;
    this.#pods = context.client.resource<PodFields>('v1', 'pods');
    this.#replicaSets = context.client.resource<ReplicaSetFields>(
      'apps/v1',
      'replicasets',
    );
    this.#events = context.recorder('replicaset-controller');
    this.#queue = context.queue('replicaset-controller', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): ReplicaSetController {
    const controller = new ReplicaSetController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { replicaSets, pods, quotas } = this.#context.caches;
    replicaSets.on(({ type, object }) => {
      if (type === 'deleted') {
        this.#freed(object);
      } else {
        this.#queue.add(keyOfObject(object));
      }
    });
    pods.on(event => this.#seePod(event));
    // What a quota kept from being made may fit now.
    quotas.on(({ object }) =>
      replicaSets
        .inNamespace(namespaceOf(object))
        .filter(({ spec, status }) => spec.replicas > (status?.replicas ?? 0))
        .forEach(one => this.#queue.add(keyOfObject(one))),
    );
  }

  #seePod(event: InformerEvent<Pod>): void {
    const { object } = event;
    const previous = event.type === 'updated' ? event.previous : undefined;
    for (const pod of [object, ...(previous ? [previous] : [])]) {
      const key = ownerKey(pod, 'ReplicaSet');
      if (key) {
        this.#queue.add(key);
      }
    }
    if (!controllerOf(object) && event.type !== 'deleted') {
      this.#offer(object);
    }
  }

  /** Tells all whose selector means a pod of nobody. */
  #offer(pod: Pod): void {
    this.#context.caches.replicaSets
      .inNamespace(namespaceOf(pod))
      .filter(({ spec }) =>
        compileLabelSelector(spec.selector)(pod.metadata.labels ?? {}),
      )
      .forEach(one => this.#queue.add(keyOfObject(one)));
  }

  /** The pods of one that was deleted without them are free for others. */
  #freed(replicaSet: ReplicaSet): void {
    this.#context.caches.pods
      .inNamespace(namespaceOf(replicaSet))
      .filter(pod => !controllerOf(pod))
      .forEach(pod => this.#offer(pod));
  }

  #reconcile(key: string): void {
    const replicaSet = this.#context.caches.replicaSets.at(key);
    if (!replicaSet) {
      return;
    }
    const claimed = claim({
      owner: replicaSet,
      selector: replicaSet.spec.selector,
      cache: this.#context.caches.pods,
      client: this.#pods,
    });
    const failure = replicaSet.metadata.deletionTimestamp
      ? undefined
      : this.#scale(replicaSet, claimed.filter(isActive));
    this.#report(key, failure);
    if (failure) {
      throw failure;
    }
  }

  #scale(replicaSet: ReplicaSet, active: Pod[]): PodsFailure | undefined {
    const missing = replicaSet.spec.replicas - active.length;
    try {
      if (missing > 0) {
        this.#create(replicaSet, Math.min(missing, BATCH));
      } else {
        inDeletionOrder(active)
          .slice(0, Math.min(-missing, BATCH))
          .forEach(pod => this.#delete(replicaSet, pod));
      }
    } catch (error) {
      if (error instanceof PodsFailure) {
        return error;
      }
      throw error;
    }
    if (Math.abs(missing) > BATCH) {
      this.#queue.add(keyOfObject(replicaSet));
    }
    return undefined;
  }

  #create(replicaSet: ReplicaSet, count: number): void {
    const namespace = namespaceOf(replicaSet);
    for (let i = 0; i < count; i += 1) {
      try {
        const pod = this.#pods.create(
          namespace,
          podOf(replicaSet, replicaSet.spec.template),
        );
        this.#events.normal(
          replicaSet,
          'SuccessfulCreate',
          `Created pod: ${nameOf(pod)}`,
        );
      } catch (error) {
        const failure = new PodsFailure('FailedCreate', error);
        this.#events.warning(
          replicaSet,
          'FailedCreate',
          `Error creating: ${failure.message}`,
        );
        throw failure;
      }
    }
  }

  #delete(replicaSet: ReplicaSet, pod: Pod): void {
    try {
      this.#pods.delete(namespaceOf(pod), nameOf(pod));
    } catch (error) {
      const failure = new PodsFailure('FailedDelete', error);
      this.#events.warning(
        replicaSet,
        'FailedDelete',
        `Error deleting: ${failure.message}`,
      );
      throw failure;
    }
    this.#events.normal(
      replicaSet,
      'SuccessfulDelete',
      `Deleted pod: ${nameOf(pod)}`,
    );
  }

  #report(key: string, failure: PodsFailure | undefined): void {
    const { replicaSets, pods } = this.#context.caches;
    const replicaSet = replicaSets.at(key);
    if (!replicaSet) {
      return;
    }
    const { spec, metadata, status } = replicaSet;
    const active = pods.ownedBy(metadata.uid).filter(isActive);
    const now = this.#context.clock.now();
    const from = active.map(pod => availableFrom(pod, spec.minReadySeconds));
    const labelled = compileLabelSelector({
      matchLabels: spec.template.metadata?.labels,
    });
    const next: ReplicaSetStatus = withoutZeros({
      fullyLabeledReplicas: active.filter(pod =>
        labelled(pod.metadata.labels ?? {}),
      ).length,
      readyReplicas: active.filter(isReady).length,
      availableReplicas: from.filter(time => (time ?? Infinity) <= now).length,
      observedGeneration: metadata.generation,
    });
    const conditions = failure
      ? withCondition(
          status?.conditions,
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: failure.reason,
            message: failure.message,
          },
          timestamp(new Date(now)),
        )
      : withoutCondition(status?.conditions, 'ReplicaFailure');
    writeStatus(this.#replicaSets, replicaSet, {
      replicas: active.length,
      ...next,
      ...(conditions.length > 0 && { conditions }),
    });
    // Pods that have to be ready for a while become available unseen.
    const due = from.filter(time => time !== undefined && time > now);
    if (due.length > 0) {
      this.#queue.addAfter(key, Math.min(...due.map(Number)) - now);
    }
  }
}
