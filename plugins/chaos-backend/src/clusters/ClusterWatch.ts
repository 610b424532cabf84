import {
  pods,
  type Cluster,
  type ClustersService,
  type Informer,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { kindNamed, kinds, type ObservedExperiment } from './experiments';

/** Tells of an experiment that a cluster has or had. */
export type ExperimentListener = (
  cluster: Cluster,
  object: ObservedExperiment,
  isGone: boolean,
) => void;

/** Follows the experiments and the pods of one cluster. */
export class ClusterWatch {
  readonly cluster: Cluster;
  readonly #experiments: ReadonlyMap<string, Informer<ObservedExperiment>>;
  readonly #pods: Informer<Pod>;

  private constructor(
    clusters: ClustersService,
    cluster: Cluster,
    listener: ExperimentListener,
  ) {
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
  }

  static start(options: {
    clusters: ClustersService;
    cluster: Cluster;
    listener: ExperimentListener;
  }): ClusterWatch {
    const { clusters, cluster, listener } = options;
    return new ClusterWatch(clusters, cluster, listener);
  }

  pods(): Pod[] {
    return this.#pods.items();
  }

  /** All experiments as last heard. */
  experiments(): ObservedExperiment[] {
    return [...this.#experiments.values()].flatMap(informer =>
      informer.items(),
    );
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

  /** Since when and why the cluster is not heard. */
  get silence(): { since: Date; reason: string } | undefined {
    const { silentSince, reason } = this.#pods;
    return silentSince && { since: silentSince, reason: reason ?? 'no answer' };
  }

  stop(): void {
    this.#pods.stop();
    for (const informer of this.#experiments.values()) {
      informer.stop();
    }
  }
}
