import {
  parseSelector,
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import {
  type EntityRegion,
  type Reading,
  type Region,
  type RegionCluster,
  type RegionDatabase,
  type RegionGateway,
  type RegionTraffic,
  type RegionVerdict,
  type RegionWorkloads,
  type WorkloadSelection,
} from '@shop-platform/backstage-plugin-regions-common';
import { type RegionSettings } from '../config';
import { DatabaseProbe } from '../readings/DatabaseProbe';
import { readGateway } from '../readings/readGateway';
import { Refresher } from '../readings/Refresher';
import { judge, judgeWorkloads } from '../verdict/judge';
import { ClusterWatch } from '../workloads/ClusterWatch';

const GATEWAY = { intervalMs: 2_000, timeoutMs: 3_000 };
const DATABASE = { intervalMs: 5_000, timeoutMs: 3_000 };

export type RegionWatchOptions = {
  settings: RegionSettings;
  clusters: ClustersService;
  /** Those of the region. */
  ofRegion: Cluster[];
  traffic(): Reading<RegionTraffic>;
  /** Told that the level is another one, or what it follows from. */
  onChange(
    settings: RegionSettings,
    verdict: RegionVerdict,
    isOtherLevel: boolean,
  ): void;
};

function notConfigured(key: string) {
  return { state: 'absent', reason: `no ${key} is configured` } as const;
}

/** Lists are read often, and need only what lacks pods. */
function withoutItems(
  reading: Reading<RegionWorkloads>,
): Reading<RegionWorkloads> {
  if (reading.state !== 'known') {
    return reading;
  }
  const { items: _, ...value } = reading.value;
  return { ...reading, value };
}

/** Which rules found something of what; numbers change all the time. */
function reasonsOf({ findings }: RegionVerdict): string {
  return JSON.stringify(findings.map(({ rule, subject }) => [rule, subject]));
}

/** Follows one region, and remembers since when it is as it is. */
export class RegionWatch {
  readonly settings: RegionSettings;
  readonly #traffic: () => Reading<RegionTraffic>;
  readonly #clusters: ClusterWatch[];
  readonly #gateway: Refresher<RegionGateway> | undefined;
  readonly #database: Refresher<RegionDatabase> | undefined;
  readonly #onChange: RegionWatchOptions['onChange'];
  #verdict: RegionVerdict;

  private constructor(options: RegionWatchOptions) {
    const { settings, clusters, ofRegion } = options;
    const { gatewayUrl, databaseUrl, namespaces } = settings;
    this.settings = settings;
    this.#traffic = options.traffic;
    this.#onChange = options.onChange;
    this.#clusters = ofRegion.map(cluster =>
      ClusterWatch.start({ clusters, cluster, namespaces }),
    );
    if (gatewayUrl !== undefined) {
      this.#gateway = Refresher.start({
        ...GATEWAY,
        read: signal => readGateway(gatewayUrl, signal),
      });
    }
    if (databaseUrl !== undefined) {
      const { timeoutMs } = DATABASE;
      const probe = new DatabaseProbe({ url: databaseUrl, timeoutMs });
      this.#database = Refresher.start({
        ...DATABASE,
        read: signal => probe.read(signal),
      });
    }
    this.#verdict = this.#judge(new Date().toISOString());
  }

  static start(options: RegionWatchOptions): RegionWatch {
    return new RegionWatch(options);
  }

  /** Looks at the readings again. */
  reconsider(): void {
    const before = this.#verdict;
    const verdict = this.#judge(new Date().toISOString());
    const isOtherLevel = verdict.level !== before.level;
    this.#verdict = isOtherLevel
      ? verdict
      : { ...verdict, since: before.since };
    if (isOtherLevel || reasonsOf(verdict) !== reasonsOf(before)) {
      this.#onChange(this.settings, verdict, isOtherLevel);
    }
  }

  /** The region as last read, and the verdict on just that. */
  describe(options: { everyWorkload: boolean }): Region {
    this.reconsider();
    const { name, title, role, location } = this.settings;
    const facts = this.#facts();
    return {
      name,
      title,
      ...(role ? { role } : {}),
      ...(location ? { location } : {}),
      verdict: this.#verdict,
      ...facts,
      clusters: options.everyWorkload
        ? facts.clusters
        : facts.clusters.map(cluster => ({
            ...cluster,
            workloads: withoutItems(cluster.workloads),
          })),
    };
  }

  /** What of an entity runs here. */
  describeEntity(selection: WorkloadSelection): EntityRegion {
    const { namespace, cluster: only } = selection;
    const hasLabels = parseSelector(selection.selector);
    const clusters = this.#clusters
      .filter(({ cluster }) => only === undefined || cluster.name === only)
      .map(watch => ({
        name: watch.cluster.name,
        title: watch.cluster.title,
        workloads: watch.workloads(
          metadata =>
            hasLabels(metadata.labels) &&
            (namespace === undefined || metadata.namespace === namespace),
        ),
      }));
    const runsHere = clusters.filter(
      ({ workloads }) =>
        workloads.state !== 'known' || workloads.value.workloadsTotal > 0,
    );
    return {
      name: this.settings.name,
      title: this.settings.title,
      ...(runsHere.length > 0
        ? {
            level: judgeWorkloads(runsHere.map(({ workloads }) => workloads)),
          }
        : {}),
      clusters,
    };
  }

  stop(): void {
    this.#gateway?.stop();
    this.#database?.stop();
    for (const cluster of this.#clusters) {
      cluster.stop();
    }
  }

  #judge(since: string): RegionVerdict {
    const { role, limits } = this.settings;
    const findings = judge(
      { ...this.#facts(), ...(role ? { role } : {}) },
      limits,
    );
    return { level: findings[0].level, since, findings };
  }

  #facts() {
    return {
      clusters: this.#clusters.map(
        (watch): RegionCluster => ({
          name: watch.cluster.name,
          title: watch.cluster.title,
          workloads: watch.workloads(),
        }),
      ),
      gateway: this.#gateway?.reading ?? notConfigured('gateway'),
      traffic: this.#traffic(),
      database: this.#database?.reading ?? notConfigured('database'),
    };
  }
}
