import { toError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseServer } from './clickhouse/ClickHouseServer';
import { ClusterAccess, prepareClusters } from './clusters/ClustersServer';
import { ClusterPlan } from './clusters/options';
import { regions } from './clusters/regions';
import { Endpoints, writeEndpoints } from './endpoints';
import { GIT_PORT, GitHost } from './git/GitHost';
import { OTLP_PORT, OtlpReceiver } from './otlp/OtlpReceiver';
import { writeAppConfig } from './portal/appConfig';
import { explainPortInUse, PortalServer } from './portal/PortalServer';
import { findFreePort, isFree } from './ports';
import { PostgresServer } from './postgres/PostgresServer';
import { bringCustomers } from './shop/load/bringCustomers';
import { clusterTokens, Shop } from './shop/Shop';
import { ShopOptions } from './shop/ShopOptions';
import { ShopSecrets } from './shop/ShopSecrets';
import { Credentials, loadCredentials } from './state/credentials';
import { DataFolder } from './state/DataFolder';
import { endOrphans, releaseLock, takeLock } from './state/lock';
import { openWorkFolder } from './state/workFolder';
import { ManagedProcess } from './supervisor/ManagedProcess';
import { ProcessEvent, ProcessSpec } from './supervisor/types';

const PREFERRED_POSTGRES_PORT = 15432;
const PREFERRED_SHOP_POSTGRES_PORT = 15433;
const PREFERRED_CLICKHOUSE_PORT = 18123;
const PREFERRED_ETL_PORT = 18084;
/** What copies the shop's orders to ClickHouse. */
const ETL = 'analytics-etl';
/** The business side of the shop, beside the traces. */
const ANALYTICS = 'analytics';
/** A few services fill no batch; each insert costs ClickHouse a part to write and to merge. */
const INSERT_INTERVAL_MS = 1_000;
/** Metrics come every ten seconds anyway. */
const METRICS_INTERVAL_MS = 2_000;
const PEOPLE_TIMEOUT_MS = 60_000;

export type PlatformOptions = {
  repositoryRoot: string;
  data: DataFolder;
  /** The port of the portal. */
  port: number;
  /** Configuration to lay over the platform's own. */
  configFiles?: string[];
  /** Without the portal, for those who run it themselves with hot reload. */
  withoutPortal?: boolean;
  /** Without the shop, for those who need the servers alone. */
  withoutShop?: boolean;
  /** With the shop, but nobody in it. */
  withoutCustomers?: boolean;
  onProgress?: (message: string) => void;
  onEvent?: (event: ProcessEvent) => void;
};

/** The embedded platform: its processes, started in order and stopped in the opposite one. */
export class Platform {
  readonly #options: PlatformOptions;
  readonly #processes: ManagedProcess[] = [];
  readonly #stopping = new AbortController();
  #workFolder?: string;

  constructor(options: PlatformOptions) {
    this.#options = options;
  }

  /** Starts everything; what was started is stopped again when a part does not start. */
  async start(): Promise<Endpoints> {
    await takeLock(this.#options.data);
    try {
      return await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops all processes, in the opposite order. May be called while it starts. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const process of this.#processes.splice(0).reverse()) {
      await process.stop();
    }
    if (this.#workFolder) {
      await rm(this.#workFolder, { recursive: true, force: true });
    }
    await releaseLock(this.#options.data);
  }

  async #start(): Promise<Endpoints> {
    const {
      data,
      port,
      withoutPortal,
      withoutShop,
      repositoryRoot,
      configFiles = [],
    } = this.#options;
    const orphans = await endOrphans(data);
    if (orphans.length > 0) {
      this.#say(`Ended what an earlier run left behind: ${orphans.join(', ')}`);
    }
    if (!withoutPortal && !(await isFree(port))) {
      throw new Error(await explainPortInUse(port));
    }

    const credentials = await loadCredentials(data.path('credentials.json'));
    const [postgres, { clickhouse, otlp }, git] = await Promise.all([
      this.#startPostgres(credentials),
      this.#startTelemetry(credentials),
      this.#startGitHost(credentials),
    ]);
    const clusters = withoutShop ? [] : await this.#planClusters();
    const secrets = new ShopSecrets(credentials.shopSecret);
    const shopPostgresPort = await findFreePort(PREFERRED_SHOP_POSTGRES_PORT);
    const etlPort = await findFreePort(PREFERRED_ETL_PORT);
    // Beside the portal: each takes some seconds to start.
    const shop = withoutShop
      ? {}
      : this.#openShop({
          credentials,
          clusters,
          otlpUrl: otlp.url,
          clickhouseUrl: clickhouse.urlOf(ANALYTICS),
          postgresPort: shopPostgresPort,
          servicePorts: { [ETL]: etlPort },
        });
    const workFolder = await openWorkFolder(data);
    this.#workFolder = workFolder;
    await writeAppConfig(data.appConfigFile, {
      port,
      postgresUrl: postgres.url,
      clickhouseUrl: clickhouse.url,
      analyticsUrl: clickhouse.urlOf(ANALYTICS),
      git: git.integration,
      techdocsFolder: data.path('techdocs'),
      workFolder,
      clusters,
      clusterTokens: clusterTokens(secrets),
      shopPostgresUrl: `postgres://portal:${secrets.of(
        'postgres',
      )}@127.0.0.1:${shopPostgresPort}/shop`,
      etl: {
        url: `http://127.0.0.1:${etlPort}`,
        token: secrets.ofService(ETL),
      },
    });
    const endpoints = {
      portal: `http://localhost:${port}`,
      postgres: postgres.url,
      clickhouse: clickhouse.url,
      otlp: otlp.url,
      git: git.url,
      gitPages: git.webUrl,
    };
    if (!withoutPortal) {
      const portal = new PortalServer({
        repositoryRoot,
        port,
        configFiles: [data.appConfigFile, ...configFiles],
      });
      await this.#run(portal);
      await this.#waitForPeople(portal);
    }
    const all = { ...endpoints, ...(await shop) };
    await writeEndpoints(data.endpointsFile, all);
    return all;
  }

  async #startPostgres(credentials: Credentials): Promise<PostgresServer> {
    const { data, repositoryRoot } = this.#options;
    const postgres = await PostgresServer.create({
      repositoryRoot,
      name: 'portal',
      dataFolder: data.root,
      password: credentials.postgresPassword,
      preferredPort: PREFERRED_POSTGRES_PORT,
      // Pipelines of data are tested here, and follow what is committed.
      settings: { wal_level: 'logical' },
    });
    await this.#run(postgres);
    await postgres.ensureDatabase();
    return postgres;
  }

  /** Where traces, metrics and analytics are kept, and what takes them in. */
  async #startTelemetry(credentials: Credentials) {
    const clickhouse = await this.#startClickHouse(credentials);
    const otlp = await this.#startOtlpReceiver(credentials, clickhouse.url);
    return { clickhouse, otlp };
  }

  async #startClickHouse(credentials: Credentials): Promise<ClickHouseServer> {
    const { data, repositoryRoot } = this.#options;
    const clickhouse = await ClickHouseServer.create({
      repositoryRoot,
      dataFolder: data.root,
      password: credentials.clickhousePassword,
      preferredPort: PREFERRED_CLICKHOUSE_PORT,
    });
    await this.#run(clickhouse);
    await clickhouse.ensureDatabase(ANALYTICS);
    return clickhouse;
  }

  async #startOtlpReceiver(
    credentials: Credentials,
    clickhouseUrl: string,
  ): Promise<OtlpReceiver> {
    const { data, repositoryRoot } = this.#options;
    const otlp = await OtlpReceiver.create({
      repositoryRoot,
      dataFolder: data.root,
      clickhouseUrl,
      token: credentials.otlpToken,
      preferredPort: OTLP_PORT,
      insertIntervalMs: INSERT_INTERVAL_MS,
      metricsIntervalMs: METRICS_INTERVAL_MS,
    });
    await this.#run(otlp);
    return otlp;
  }

  async #startGitHost(credentials: Credentials): Promise<GitHost> {
    const { data, repositoryRoot } = this.#options;
    const git = await GitHost.create({
      repositoryRoot,
      dataFolder: data.root,
      token: credentials.gitToken,
      preferredPort: GIT_PORT,
    });
    await this.#run(git);
    return git;
  }

  /** The regional clusters: where they will be, and whom to trust there. */
  async #planClusters(): Promise<ClusterAccess[]> {
    const plans: ClusterPlan[] = [];
    for (const { name, zone, ...preferred } of regions) {
      plans.push({
        name,
        region: name,
        zone,
        port: await findFreePort(preferred.preferredPort),
        gatewayPort: await findFreePort(preferred.preferredGatewayPort),
      });
    }
    return await prepareClusters(this.#options.data.path('clusters'), plans);
  }

  /** The portal is of use without the shop, so that a shop that does not open is said and no more. */
  async #openShop(
    parts: Pick<
      ShopOptions,
      | 'credentials'
      | 'clusters'
      | 'otlpUrl'
      | 'clickhouseUrl'
      | 'postgresPort'
      | 'servicePorts'
    >,
  ): Promise<Record<string, string>> {
    const { data, repositoryRoot, withoutCustomers } = this.#options;
    const say = (message: string) => this.#say(message);
    let endpoints: Record<string, string> = {};
    try {
      const shop = new Shop({
        repositoryRoot,
        data,
        ...parts,
        signal: this.#stopping.signal,
        run: spec => this.#run(spec),
        say,
      });
      endpoints = await shop.start();
      if (!withoutCustomers) {
        await bringCustomers({
          repositoryRoot,
          dataFolder: data.root,
          endpoints,
          run: spec => this.#run(spec),
          say,
        });
      }
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        say(`The shop is not open: ${toError(error).message}`);
      }
    }
    return endpoints;
  }

  async #run(spec: ProcessSpec): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    this.#say(`Starting ${spec.title}`);
    const { data, onEvent } = this.#options;
    const managed = new ManagedProcess({
      spec,
      logFile: data.logFile(spec.name),
      recordFile: data.recordFile(spec.name),
      environment: {
        // What the last start has compiled.
        NODE_COMPILE_CACHE: data.path('compile-cache'),
        // A heap of malloc's for each thread is memory that nobody uses.
        MALLOC_ARENA_MAX: '2',
      },
      onEvent,
    });
    this.#processes.push(managed);
    await managed.start();
  }

  /** Nobody can sign in before the catalog has read the people, so "ready" waits for it. */
  async #waitForPeople(portal: PortalServer): Promise<void> {
    this.#say('Waiting for the catalog');
    const deadline = Date.now() + PEOPLE_TIMEOUT_MS;
    while (!(await portal.hasPeople().catch(() => false))) {
      if (Date.now() > deadline) {
        this.#say(
          `The catalog has not read its people after ${
            PEOPLE_TIMEOUT_MS / 1000
          } s; signing in as one of them may not work yet. See ${this.#options.data.logFile(
            'portal',
          )}`,
        );
        return;
      }
      await delay(200, undefined, { signal: this.#stopping.signal });
    }
  }

  #say(message: string): void {
    this.#options.onProgress?.(message);
  }
}
