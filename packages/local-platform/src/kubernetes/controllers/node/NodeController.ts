import type { ResourceClient } from '../../client/Client';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import type { Context } from '../Context';
import { tolerates } from '../scheduler/taints';
import type { Node, NodeFields, Pod, PodFields, Taint } from '../types';
import { conditionOf, holds, withCondition } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import { isActive } from '../work/pods';
import type { WorkQueue } from '../work/WorkQueue';
import { change, writeStatus } from '../work/writing';

/** So long may a node be silent. */
const GRACE_MS = 40_000;
/** So long do pods stay on a node that does not answer, unless they say otherwise. */
const TOLERATED_SECONDS = 300;

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const NOT_READY = 'node.kubernetes.io/not-ready';

/** What a kubelet tells besides that it is ready. */
const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What was heard of a node, and when: a machine that slept has not missed anything. */
type Heard = { heartbeat: string | undefined; at: number };

/** Notices nodes that are silent, and takes their pods out of service and away. */
export class NodeController {
  readonly #context: Context;
  readonly #nodes: ResourceClient<NodeFields>;
  readonly #pods: ResourceClient<PodFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #heard = new Map<string, Heard>();

  private constructor(context: Context) {
    this.#context = context;
    this.#nodes = context.client.resource<NodeFields>('v1', 'nodes');
    this.#pods = context.client.resource<PodFields>('v1', 'pods');
    this.#events = context.recorder('node-controller');
    this.#queue = context.queue('node-controller', name =>
      this.#reconcile(name),
    );
  }

  static start(context: Context): NodeController {
    const controller = new NodeController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { nodes, pods } = this.#context.caches;
    nodes.on(({ type, object }) => {
      const name = nameOf(object);
      if (type === 'deleted') {
        this.#heard.delete(name);
        this.#queue.addAfter(name, GRACE_MS);
        return;
      }
      const heartbeat = conditionOf(object.status, 'Ready')?.lastHeartbeatTime;
      if (this.#heard.get(name)?.heartbeat !== heartbeat) {
        this.#heard.set(name, { heartbeat, at: this.#context.clock.uptime() });
      }
      this.#queue.add(name);
    });
    // A pod of a node that is no more, from before this process.
    pods.on(({ type, object }) => {
      const { nodeName } = object.spec;
      if (type === 'added' && nodeName && !nodes.get('', nodeName)) {
        this.#queue.addAfter(nodeName, GRACE_MS);
      }
    });
  }

  #reconcile(name: string): void {
    const { nodes } = this.#context.caches;
    const node = nodes.get('', name);
    if (!node) {
      this.#collectPods(name);
      return;
    }
    const silentSince = this.#heard.get(name)?.at ?? 0;
    const left = silentSince + GRACE_MS - this.#context.clock.uptime();
    if (left > 0) {
      this.#queue.addAfter(name, left);
    } else {
      this.#lose(node);
    }
    this.#taint(nodes.get('', name) ?? node);
    this.#evict(nodes.get('', name) ?? node);
  }

  #lose(node: Node): void {
    if (conditionOf(node.status, 'Ready')?.status !== 'Unknown') {
      const now = this.#timestamp();
      const known = node.status?.conditions ?? [];
      const types = PRESSURES.filter(type =>
        known.some(condition => condition.type === type),
      );
      const conditions = ['Ready', ...types].reduce(
        (all, type) =>
          withCondition(
            all,
            {
              type,
              status: 'Unknown',
              reason: 'NodeStatusUnknown',
              message: 'Kubelet stopped posting node status.',
              lastHeartbeatTime: conditionOf(node.status, type)
                ?.lastHeartbeatTime,
            },
            now,
          ),
        known,
      );
      writeStatus(this.#nodes, node, { ...node.status, conditions });
      const name = nameOf(node);
      this.#events.normal(
        node,
        'NodeNotReady',
        `Node ${name} status is now: NodeNotReady`,
      );
    }
    this.#podsOf(nameOf(node))
      .filter(pod => holds(pod.status, 'Ready'))
      .forEach(pod => this.#markNotReady(pod));
  }

  #markNotReady(pod: Pod): void {
    const condition = { type: 'Ready', status: 'False' };
    const { conditions } = pod.status;
    writeStatus(this.#pods, pod, {
      ...pod.status,
      conditions: withCondition(conditions, condition, this.#timestamp()),
    });
    this.#events.warning(pod, 'NodeNotReady', 'Node is not ready');
  }

  /** Keeps new pods away from a node that is not ready. */
  #taint(node: Node): void {
    const status = conditionOf(node.status, 'Ready')?.status;
    const key =
      status === 'Unknown' ? UNREACHABLE : status === 'False' && NOT_READY;
    const old = node.spec?.taints ?? [];
    const others = old.filter(
      taint => taint.key !== UNREACHABLE && taint.key !== NOT_READY,
    );
    const own = ['NoSchedule', 'NoExecute'].flatMap(effect =>
      key
        ? old.find(taint => taint.key === key && taint.effect === effect) ?? {
            key,
            effect,
            timeAdded: this.#timestamp(),
          }
        : [],
    );
    const taints = [...others, ...own];
    change(this.#nodes, node, copy => {
      copy.spec = { ...copy.spec, ...(taints.length > 0 && { taints }) };
      if (taints.length === 0) {
        delete copy.spec.taints;
      }
    });
  }

  /** Deletes the pods that do not bear what is wrong with their node any longer. */
  #evict(node: Node): void {
    const now = this.#context.clock.now();
    for (const taint of node.spec?.taints ?? []) {
      if (taint.effect === 'NoExecute') {
        const since = taint.timeAdded ? Date.parse(taint.timeAdded) : now;
        for (const pod of this.#podsOf(nameOf(node)).filter(isActive)) {
          const due = since + toleratedSeconds(pod, taint) * 1000;
          if (due > now) {
            this.#queue.addAfter(nameOf(node), due - now);
          } else {
            this.#events.normal(
              pod,
              'TaintManagerEviction',
              `Marking for deletion Pod ${namespaceOf(pod)}/${nameOf(pod)}`,
            );
            this.#pods.delete(namespaceOf(pod), nameOf(pod));
          }
        }
      }
    }
  }

  /** Nobody ends the pods of a node that was deleted. */
  #collectPods(name: string): void {
    this.#podsOf(name).forEach(pod =>
      this.#pods.delete(namespaceOf(pod), nameOf(pod), {
        gracePeriodSeconds: 0,
      }),
    );
  }

  #podsOf(name: string): Pod[] {
    return this.#context.caches.pods
      .list()
      .filter(({ spec }) => spec.nodeName === name);
  }

  #timestamp(): string {
    return timestamp(new Date(this.#context.clock.now()));
  }
}

function toleratedSeconds({ spec }: Pod, taint: Taint): number {
  const tolerating = (spec.tolerations ?? []).filter(toleration =>
    tolerates(toleration, taint),
  );
  if (tolerating.length > 0) {
    return Math.min(
      ...tolerating.map(({ tolerationSeconds = Infinity }) =>
        Math.max(0, tolerationSeconds),
      ),
    );
  }
  // As a real cluster's admission adds it to each pod for these two.
  return [UNREACHABLE, NOT_READY].includes(taint.key) ? TOLERATED_SECONDS : 0;
}
