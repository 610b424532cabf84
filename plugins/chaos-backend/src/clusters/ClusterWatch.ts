import {
  pods,
  type Cluster,
  type ClustersService,
  type Informer,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { kindNamed, kinds, type ObservedExperiment } from './experiments';
import {
  schedules,
  workflowNodes,
  workflows,
  type ObservedNode,
  type ObservedSchedule,
  type ObservedWorkflow,
} from './standing';

/** Tells of an experiment that a cluster has or had. */
export type ExperimentListener = (
  cluster: Cluster,
  object: ObservedExperiment,
  isGone: boolean,
) => void;

type WatchOptions = {
  clusters: ClustersService;
  cluster: Cluster;
  listener: ExperimentListener;
  /** A Schedule, a Workflow or a node of one has changed. */
  onStanding(): void;
};

/** Follows the experiments, what starts them, and the pods of one cluster. */
export class ClusterWatch {
  readonly cluster: Cluster;
  readonly #experiments: ReadonlyMap<string, Informer<ObservedExperiment>>;
  readonly #pods: Informer<Pod>;
  readonly #schedules: Informer<ObservedSchedule>;
  readonly #workflows: Informer<ObservedWorkflow>;
  readonly #nodes: Informer<ObservedNode>;

  private constructor(options: WatchOptions) {
    const { clusters, cluster, listener, onStanding } = options;
    const client = clusters.client(cluster.name);
    this.cluster = cluster;
    this.#pods = client.informer(pods);
    this.#experiments = new Map(
      kinds.map(kind => [kind.kind, client.informer(kind)]),
    );
    for (const informer of this.#experiments.values()) {
      informer.onChange(({ type, object }) =>
        listener(cluster, object, type === 'deleted'),
      );
    }
    this.#schedules = client.informer(schedules);
    this.#workflows = client.informer(workflows);
    this.#nodes = client.informer(workflowNodes);
    for (const informer of [this.#schedules, this.#workflows, this.#nodes]) {
      informer.onChange(onStanding);
    }
  }

  static start(options: WatchOptions): ClusterWatch {
    return new ClusterWatch(options);
  }

  pods(): Pod[] {
    return this.#pods.items();
  }

  /** Whether a pod that is not among them is not there. */
  get arePodsCurrent(): boolean {
    return this.#pods.synced && this.#pods.silentSince === undefined;
  }

  /** All experiments as last heard. */
  experiments(): ObservedExperiment[] {
    return [...this.#experiments.values()].flatMap(informer =>
      informer.items(),
    );
  }

  schedules(): ObservedSchedule[] {
    return this.#schedules.items();
  }

  workflows(): ObservedWorkflow[] {
    return this.#workflows.items();
  }

  /** The nodes of all Workflows. */
  nodes(): ObservedNode[] {
    return this.#nodes.items();
  }

  /** Since when and why Schedules and Workflows are not known; undefined while they are. */
  get standingSilence(): { since?: Date; reason: string } | undefined {
    for (const { synced, silentSince, reason } of [
      this.#schedules,
      this.#workflows,
    ]) {
      if (silentSince) {
        return { since: silentSince, reason: reason ?? 'no answer' };
      }
      if (!synced) {
        return { reason: reason ?? 'not heard yet' };
      }
    }
    return undefined;
  }

  /** Whether what is not among the experiments of a kind is not there. */
  isCurrent(kind: string): boolean {
    const informer = this.#experiments.get(kindNamed(kind).kind);
    return informer?.synced === true && informer.silentSince === undefined;
  }

  /** Resolves once the pods are known. */
  async waitForPods(signal: AbortSignal): Promise<void> {
    await this.#pods.waitUntilSynced({ signal });
  }

  /** Resolves once the experiments of every kind are known. */
  async waitForExperiments(): Promise<void> {
    await Promise.all(
      [...this.#experiments.values()].map(informer =>
        informer.waitUntilSynced(),
      ),
    );
  }

  /** Since when and why the cluster is not heard. */
  get silence(): { since: Date; reason: string } | undefined {
    const { silentSince, reason } = this.#pods;
    return silentSince && { since: silentSince, reason: reason ?? 'no answer' };
  }

  stop(): void {
    for (const informer of [
      this.#pods,
      this.#schedules,
      this.#workflows,
      this.#nodes,
    ]) {
      informer.stop();
    }
    for (const informer of this.#experiments.values()) {
      informer.stop();
    }
  }
}
