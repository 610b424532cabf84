import type { Client, ResourceClient } from '../../client/Client';
import type { Cluster } from '../../Cluster';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import { NodeFields, Pod, PodFields } from '../types';
import { Clock } from '../work/Clock';
import { withCondition } from '../work/conditions';

/** What becomes of a pod. */
export type Fate =
  | 'pending'
  | 'running'
  | 'ready'
  | 'crashing'
  | 'succeeded'
  | 'failed';

export type FakeNode = {
  cpu?: string;
  pods?: string;
  zone?: string;
  labels?: Record<string, string>;
};

/** Says of the pods of its nodes what a test wants, without running anything. */
export class FakeKubelet {
  /** What becomes of a pod as soon as it has a node. */
  fate: (pod: Pod) => Fate = () => 'ready';
  /** Whether pods that are deleted end at once. */
  ends = true;
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #pods: ResourceClient<PodFields>;
  readonly #nodes: ResourceClient<NodeFields>;
  readonly #stop: () => void;
  readonly #beats = new Map<string, () => void>();
  #addresses = 0;

  constructor(cluster: Cluster, clock: Clock) {
    this.#client = cluster.client('kubelet');
    this.#clock = clock;
    this.#pods = this.#client.resource<PodFields>('v1', 'pods');
    this.#nodes = this.#client.resource<NodeFields>('v1', 'nodes');
    const informer = this.#pods
      .informer()
      .on(({ type, object }) => {
        if (type !== 'deleted') {
          this.#see(object);
        }
      })
      .start();
    this.#stop = () => informer.stop();
  }

  /** The names of those that are heard of. */
  get nodes(): string[] {
    return [...this.#beats.keys()];
  }

  stop(): void {
    [...this.#beats.keys()].forEach(name => this.silence(name));
    this.#stop();
  }

  addNode(name: string, node: FakeNode = {}): void {
    const { cpu = '64', pods = '250', zone = 'a', labels } = node;
    if (!this.#nodes.find('', name)) {
      this.#nodes.create('', {
        metadata: {
          name,
          labels: { 'topology.kubernetes.io/zone': zone, ...labels },
        },
      });
    }
    const amounts = { cpu, memory: '64Gi', pods };
    this.#nodes.updateStatus({
      metadata: { name },
      status: { capacity: amounts, allocatable: amounts },
    });
    this.heartbeat(name);
  }

  /** The node is heard of no more. */
  silence(name: string): void {
    this.#beats.get(name)?.();
    this.#beats.delete(name);
  }

  /** The node is heard of now, and every ten seconds. */
  heartbeat(name: string): void {
    this.silence(name);
    const found = this.#nodes.find('', name);
    if (!found) {
      return;
    }
    this.#beats.set(
      name,
      this.#clock.after(10_000, () => this.heartbeat(name)),
    );
    const { status } = found;
    const now = this.#timestamp();
    const condition = {
      type: 'Ready',
      status: 'True',
      reason: 'KubeletReady',
      lastHeartbeatTime: now,
    };
    this.#nodes.updateStatus({
      metadata: { name },
      status: {
        ...status,
        conditions: withCondition(status?.conditions, condition, now),
      },
    });
  }

  /** All pods that match become what the test says, now and later. */
  become(fate: Fate, which: (pod: Pod) => boolean = () => true): void {
    const before = this.fate;
    this.fate = pod => (which(pod) ? fate : before(pod));
    this.#pods.list().items.forEach(pod => this.#see(pod));
  }

  /** Ends the pods that are being deleted. */
  endTerminating(): void {
    this.#pods
      .list()
      .items.filter(({ metadata }) => metadata.deletionTimestamp)
      .forEach(pod => this.#end(pod));
  }

  #see(seen: Pod): void {
    const pod = this.#pods.find(namespaceOf(seen), nameOf(seen));
    const isOurs = this.#beats.has(pod?.spec.nodeName ?? '');
    if (!pod || !isOurs || pod.metadata.uid !== seen.metadata.uid) {
      return;
    }
    if (pod.metadata.deletionTimestamp) {
      if (this.ends) {
        this.#end(pod);
      }
      return;
    }
    const fate = this.fate(pod);
    const { phase } = pod.status;
    if (fate !== 'pending' && phase !== 'Succeeded' && phase !== 'Failed') {
      this.#set(pod, fate);
    }
  }

  #end(pod: Pod): void {
    this.#pods.delete(namespaceOf(pod), nameOf(pod), { gracePeriodSeconds: 0 });
  }

  #set(pod: Pod, fate: Fate): void {
    const phases: Partial<Record<Fate, string>> = {
      succeeded: 'Succeeded',
      failed: 'Failed',
    };
    const { status, spec, metadata } = pod;
    const isReady = fate === 'ready';
    const now = this.#timestamp();
    const ready = withCondition(
      status.conditions,
      { type: 'Ready', status: isReady ? 'True' : 'False' },
      now,
    );
    this.#pods.updateStatus({
      metadata: { namespace: metadata.namespace, name: metadata.name },
      status: {
        ...status,
        phase: phases[fate] ?? 'Running',
        podIP: status.podIP ?? this.#nextAddress(),
        startTime: status.startTime ?? now,
        conditions: ready,
        containerStatuses: spec.containers.map(({ name, image = '' }) => ({
          name,
          image,
          imageID: image,
          ready: isReady,
          restartCount: fate === 'crashing' ? 3 : 0,
          state:
            fate === 'crashing'
              ? { waiting: { reason: 'CrashLoopBackOff' } }
              : { running: { startedAt: now } },
        })),
      },
    });
  }

  #nextAddress(): string {
    this.#addresses += 1;
    return `127.1.${this.#addresses >> 8}.${this.#addresses & 255}`;
  }

  #timestamp(): string {
    return timestamp(new Date(this.#clock.now()));
  }
}
