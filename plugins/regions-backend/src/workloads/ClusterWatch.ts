import {
  deployments,
  pods,
  type Cluster,
  type ClustersService,
  type Deployment,
  type Informer,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import {
  type Reading,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';
import { SilentError } from '../readings/errors';
import { Refresher } from '../readings/Refresher';
import { RestartCounter, type PodFilter } from './RestartCounter';
import { summarize } from './summarize';

const PROBE_INTERVAL_MS = 2_000;
/** Clusters keep a time limit of their own; this is for one that does not. */
const PROBE_LIMIT_MS = 60_000;

type Silence = { since: string; reason: string };

/**
 * Follows the workloads of one cluster. Informers have them at hand; a probe
 * every few seconds says whether what they have is how it is, because a watch
 * that hears nothing cannot tell a quiet cluster from one that hangs.
 */
export class ClusterWatch {
  readonly cluster: Cluster;
  readonly #startedAt = new Date().toISOString();
  readonly #restarts = new RestartCounter();
  readonly #deployments: Informer<Deployment>[];
  readonly #pods: Informer<Pod>[];
  readonly #probe: Refresher<void>;

  private constructor(options: {
    clusters: ClustersService;
    cluster: Cluster;
    namespaces: string[];
  }) {
    const { clusters, cluster, namespaces } = options;
    const client = clusters.client(cluster.name);
    const selections =
      namespaces.length === 0
        ? [{}]
        : namespaces.map(namespace => ({ namespace }));
    this.cluster = cluster;
    this.#deployments = selections.map(selection =>
      client.informer(deployments, selection),
    );
    this.#pods = selections.map(selection => client.informer(pods, selection));
    for (const informer of this.#pods) {
      informer.onChange(({ type, object }) =>
        type === 'deleted'
          ? this.#restarts.forget(object)
          : this.#restarts.see(object),
      );
    }
    this.#probe = Refresher.start({
      intervalMs: PROBE_INTERVAL_MS,
      timeoutMs: PROBE_LIMIT_MS,
      read: async signal => {
        const answer = await clusters.ask(
          cluster.name,
          async asked => {
            await asked.version();
          },
          { signal },
        );
        // One that refuses to tell its version is there.
        if (answer.status === 'silent') {
          throw new SilentError(answer.reason, answer.since);
        }
      },
    });
  }

  static start(options: {
    clusters: ClustersService;
    cluster: Cluster;
    /** Empty: all of them. */
    namespaces: string[];
  }): ClusterWatch {
    return new ClusterWatch(options);
  }

  /** All its workloads, or those that a filter lets through. */
  workloads(filter: PodFilter = () => true): Reading<RegionWorkloads> {
    const { reading } = this.#probe;
    if (reading.state !== 'known') {
      return reading;
    }
    const silence = this.#silence();
    if (silence) {
      return { state: 'unknown', ...silence };
    }
    const selected = this.#deployments
      .flatMap(informer => informer.items())
      .filter(({ metadata }) => filter(metadata));
    return {
      state: 'known',
      at: reading.at,
      value: summarize(selected, this.#restarts.inLastHour(filter)),
    };
  }

  stop(): void {
    this.#probe.stop();
    for (const informer of [...this.#deployments, ...this.#pods]) {
      informer.stop();
    }
  }

  #silence(): Silence | undefined {
    const kinds: [string, Informer<unknown>[]][] = [
      ['Deployments', this.#deployments],
      ['Pods', this.#pods],
    ];
    for (const [kind, informers] of kinds) {
      for (const { silentSince, reason = 'no answer', synced } of informers) {
        if (silentSince) {
          return {
            since: silentSince.toISOString(),
            reason: `${kind}: ${reason}`,
          };
        }
        if (!synced) {
          return {
            since: this.#startedAt,
            reason: `${kind}: not all of them are listed yet`,
          };
        }
      }
    }
    return undefined;
  }
}
