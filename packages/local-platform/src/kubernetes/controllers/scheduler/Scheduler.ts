import type { ResourceClient } from '../../client/Client';
import { equals } from '../../model/json';
import { nameOf, timestamp } from '../../model/KubeObject';
import type { Context } from '../Context';
import type { Node, Pod, PodFields } from '../types';
import { conditionOf, holds, withCondition } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import { controllerOf, keyOfObject } from '../work/ownership';
import { isFinished } from '../work/pods';
import { change, writeStatus } from '../work/writing';
import type { WorkQueue } from '../work/WorkQueue';
import { addTo, Demand, demandOf } from './Demand';
import { choose, explain, obstacles, Siblings, zoneOf } from './fitting';
import { preferenceFor } from './nodeAffinity';

/** So many pods are placed before others get their turn. */
const BATCH = 50;

/** Everything that waits is looked at together. */
const WAITING = 'pods';

/** Gives each pod a node that has room for it and that it may run on. */
export class Scheduler {
  readonly #context: Context;
  readonly #pods: ResourceClient<PodFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #waiting = new Set<string>();
  /** Those for which there was no room, until something changes. */
  readonly #unplaceable = new Set<string>();

  private constructor(context: Context) {
    const client = context.cluster.client('kube-scheduler');
    this.#context = context;
    this.#pods = client.resource<PodFields>('v1', 'pods');
    this.#events = context.recorder('default-scheduler', client);
    this.#queue = context.queue('scheduler', () => this.#placeWaiting());
  }

  static start(context: Context): Scheduler {
    const scheduler = new Scheduler(context);
    scheduler.#follow();
    return scheduler;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { pods, nodes } = this.#context.caches;
    pods.on(({ type, object }) => {
      const key = keyOfObject(object);
      if (type !== 'deleted' && waits(object)) {
        // Its own condition says that there is no room: no reason to look again.
        if (!this.#unplaceable.has(key)) {
          this.#add(key);
        }
      } else {
        this.#waiting.delete(key);
        this.#unplaceable.delete(key);
        if (type === 'deleted' || isFinished(object)) {
          this.#retry();
        }
      }
    });
    nodes.on(event => {
      if (
        event.type !== 'updated' ||
        !equals(relevant(event.object), relevant(event.previous))
      ) {
        this.#retry();
      }
    });
  }

  #add(key: string): void {
    this.#waiting.add(key);
    this.#queue.add(WAITING);
  }

  #retry(): void {
    const again = [...this.#unplaceable];
    this.#unplaceable.clear();
    again.forEach(key => this.#add(key));
  }

  #placeWaiting(): void {
    const { pods, nodes } = this.#context.caches;
    const waiting = [...this.#waiting]
      .flatMap(key => pods.at(key) ?? [])
      .sort((a, b) => (b.spec.priority ?? 0) - (a.spec.priority ?? 0))
      .slice(0, BATCH);
    const all = nodes.list();
    const taken = takenByNode(pods.list());
    for (const pod of waiting) {
      this.#waiting.delete(keyOfObject(pod));
      this.#place(pod, all, taken);
    }
    if (this.#waiting.size > 0) {
      this.#queue.add(WAITING);
    }
  }

  #place(pod: Pod, nodes: Node[], taken: Map<string, Demand>): void {
    const on = (node: Node) => taken.get(nameOf(node)) ?? {};
    const found = new Map(
      nodes.map(node => [node, obstacles(pod, node, on(node))]),
    );
    const candidates = nodes.filter(node => found.get(node)?.length === 0);
    if (candidates.length === 0) {
      this.#leave(pod, explain(found));
      return;
    }
    const node = choose(candidates, this.#siblings(pod), on, one =>
      preferenceFor(one, pod.spec),
    );
    const demand = on(node);
    addTo(demand, demandOf(pod));
    taken.set(nameOf(node), demand);
    change(this.#pods, pod, copy => {
      copy.spec.nodeName = nameOf(node);
    });
    this.#events.normal(
      pod,
      'Scheduled',
      `Successfully assigned ${keyOfObject(pod)} to ${nameOf(node)}`,
    );
  }

  #leave(pod: Pod, message: string): void {
    this.#unplaceable.add(keyOfObject(pod));
    const old = conditionOf(pod.status, 'PodScheduled');
    if (old?.status !== 'False' || old.message !== message) {
      const { conditions } = pod.status;
      const now = timestamp(new Date(this.#context.clock.now()));
      const condition = {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      };
      writeStatus(this.#pods, pod, {
        ...pod.status,
        conditions: withCondition(conditions, condition, now),
      });
    }
    this.#events.warning(pod, 'FailedScheduling', message);
  }

  #siblings(pod: Pod): Siblings {
    const { pods, nodes } = this.#context.caches;
    const siblings: Siblings = { nodes: new Map(), zones: new Map() };
    const add = (counts: Map<string, number>, key: string) =>
      counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const one of pods.ownedBy(controllerOf(pod)?.uid)) {
      const { nodeName } = one.spec;
      if (nodeName && !isFinished(one) && !one.metadata.deletionTimestamp) {
        add(siblings.nodes, nodeName);
        add(siblings.zones, zoneOf(nodes.get('', nodeName)));
      }
    }
    return siblings;
  }
}

function waits({ spec, status, metadata }: Pod): boolean {
  return (
    !spec.nodeName &&
    !metadata.deletionTimestamp &&
    status.phase === 'Pending' &&
    (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler' &&
    (spec.schedulingGates ?? []).length === 0
  );
}

function takenByNode(pods: Pod[]): Map<string, Demand> {
  const taken = new Map<string, Demand>();
  for (const pod of pods) {
    const { nodeName } = pod.spec;
    if (nodeName && !isFinished(pod)) {
      const demand = taken.get(nodeName) ?? {};
      addTo(demand, demandOf(pod));
      taken.set(nodeName, demand);
    }
  }
  return taken;
}

/** What of a node decides who may run there. */
function relevant({ metadata, spec, status }: Node): object {
  return {
    labels: metadata.labels,
    spec,
    allocatable: status?.allocatable ?? status?.capacity,
    isReady: holds(status, 'Ready'),
  };
}
