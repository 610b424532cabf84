import {
  type AuditorService,
  type AuthService,
  type DatabaseService,
  type LoggerService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { type ScmIntegrations } from '@backstage/integration';
import { type NotificationService } from '@backstage/plugin-notifications-node';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type ClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { Calendar } from './calendar/Calendar';
import { CheckSources } from './checks/CheckSources';
import { CheckWatch } from './checks/CheckWatch';
import { judgeChecks } from './checks/judgeChecks';
import { checksOf } from './checks/readChecks';
import { SampleStore } from './checks/SampleStore';
import { toWatched } from './checks/toWatched';
import { ActingClients } from './clusters/ActingClients';
import { ClusterWatch } from './clusters/ClusterWatch';
import { KnownPods } from './clusters/KnownPods';
import { Components } from './components/Components';
import { readPaths } from './components/readPaths';
import { SeenCallers } from './components/SeenCallers';
import { type ChaosSettings } from './config';
import { GameDays } from './gameDays/GameDays';
import { GameDayStore } from './gameDays/GameDayStore';
import { toImplied } from './implied/toImplied';
import { TrafficStore } from './implied/TrafficStore';
import { TrafficWatch } from './implied/TrafficWatch';
import { ClusterLevers } from './levers/ClusterLevers';
import { Halts } from './levers/Halts';
import { Levers } from './levers/Levers';
import { Standstill } from './levers/Standstill';
import { Notices } from './notices/Notices';
import { Outbox } from './notices/Outbox';
import { Preflight } from './preflight/Preflight';
import { EntityPresets } from './presets/EntityPresets';
import { Recorder } from './runs/Recorder';
import { RunControls } from './runs/RunControls';
import { Runs } from './runs/Runs';
import { RunStore } from './runs/RunStore';
import { Starts } from './runs/Starts';
import { SteadyTime } from './runs/SteadyTime';
import { Watchdog } from './runs/Watchdog';
import { Scores } from './scores/Scores';
import { ClusterChaos } from './service/ClusterChaos';
import { RequestEndings } from './standing/RequestEndings';
import { StandingApprovals } from './standing/StandingApprovals';
import { StandingChanges } from './standing/StandingChanges';
import { StandingObjects } from './standing/StandingObjects';
import { StandingRequestStore } from './standing/StandingRequestStore';
import { StandingSet } from './standing/StandingSet';
import { Turns } from './turns/Turns';
import { type ReadCallers } from './verdict/CallersReader';
import { type ReadCalls } from './verdict/CallsReader';
import { Jury } from './verdict/Jury';
import { PodWitness } from './verdict/PodWitness';
import { RunCallers } from './verdict/RunCallers';
import { type ReadRequests } from './verdict/RequestsReader';
import { type ReadTraffic } from './verdict/TrafficReader';

export type ChaosOptions = {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  integrations: ScmIntegrations;
  urlReader: UrlReaderService;
  clusters: ClustersService;
  database: DatabaseService;
  logger: LoggerService;
  notifications: Pick<NotificationService, 'send'>;
  settings: ChaosSettings;
  readTraffic: ReadTraffic;
  readRequests: ReadRequests;
  readCallers: ReadCallers;
  readCalls: ReadCalls;
  clickhouse: ClickHouseService;
  onChange(): void;
  /** Milliseconds since 1970. */
  now(): number;
};

/** Puts the parts together, and begins to follow the clusters. */
export async function assembleChaos(options: ChaosOptions) {
  const { auth, catalog, clusters, database, logger, settings } = options;
  const { notifications, readTraffic, readCallers, onChange, now } = options;
  const callers = new RunCallers({ readCallers, logger, now });
  const seenCallers = new SeenCallers({ readCallers, logger, now });
  const { policy } = settings;
  const store = await RunStore.create(database);
  const levers = new Levers(store.knex);
  const clusterLevers = new ClusterLevers({
    auditor: options.auditor,
    clusters,
    levers,
    lever: settings.lever,
    onChange,
    now,
  });
  const acting = new ActingClients({ auth, catalog, clusters });
  const standstill = new Standstill(clusters);
  const readComponents = async () =>
    Components.read(catalog, await auth.getOwnServiceCredentials());
  const samples = new SampleStore(store.knex);
  const traffic = new TrafficStore(store.knex);
  const sources = new CheckSources({
    settings: settings.checks,
    clickhouse: options.clickhouse,
    readTraffic,
    readRequests: options.readRequests,
    readComponents,
  });
  const pods = new KnownPods();
  const steady = new SteadyTime({ now });
  const recorder = new Recorder({
    store,
    logger,
    onChange,
    steady,
    now,
    describeTargets: async (cluster, targets) =>
      pods.describe(
        cluster,
        targets,
        targets.every(({ entity }) => entity)
          ? undefined
          : await readComponents(),
      ),
  });
  const watches = clusters.list().map(cluster =>
    ClusterWatch.start({
      clusters,
      cluster,
      listener: (where, object, isGone) =>
        void recorder.see(where, object, isGone),
      onStanding: onChange,
    }),
  );
  pods.follow(watches);
  const starts = new Starts({ knex: store.knex, policy, now });
  const witness = new PodWitness({ knex: store.knex, watches, now });
  const preflight = new Preflight({
    clusters,
    acting,
    catalog,
    policy,
    levers,
    sources,
    readComponents,
    seenCallers,
    active: () => store.open(),
    recent: except => starts.recent(except),
    now,
  });
  const notices = new Notices({ notifications, logger });
  const runs = new Runs({
    clusters,
    acting,
    store,
    levers,
    preflight,
    notices,
    samples,
    starts,
    policy,
    onChange,
    now,
  });
  const controls = new RunControls({
    clusters,
    acting,
    store,
    levers,
    notices,
    policy,
    onChange,
    now,
  });
  const objects = new StandingObjects({ clusters, watches, now });
  const changes = new StandingChanges({ objects, acting, runs, onChange });
  const requests = new StandingRequestStore(store.knex);
  const endings = new RequestEndings({
    requests,
    objects,
    starts,
    notices,
    policy,
    logger,
    onChange,
    now,
  });
  const approvals = new StandingApprovals({
    requests,
    objects,
    endings,
    changes,
    preflight,
    store,
    notices,
    policy,
    onChange,
    now,
  });
  const watchdog = new Watchdog({
    clusters,
    watches,
    store,
    runs: controls,
    recorder,
    levers,
    clusterLevers,
    standstill,
    witness,
    steady,
    jury: new Jury({
      store,
      readTraffic,
      readCallers,
      readCalls: options.readCalls,
      callers,
      judgeChecks: async run =>
        judgeChecks(run, checksOf(run.manifest), {
          samples: await samples.of(run.id),
          failures: sources.failures,
        }),
      readSeen: async run => [
        ...toWatched(checksOf(run.manifest), await samples.of(run.id)),
        ...toImplied(run.startedAt, await traffic.of(run.id)),
      ],
      readPods: async run => witness.of(run),
      settings,
      onChange,
      now,
    }),
    policy,
    recoverWithinMs: settings.recoverWithinMs,
    readComponents,
    readPaths: async () => readPaths(readComponents, seenCallers),
    logger,
    onChange,
    now,
  });
  const standing = new StandingSet({
    objects,
    changes,
    approvals,
    acting,
    watches,
    preflight,
    runs,
    store,
    onChange,
    now,
  });
  const gameDays = new GameDays({
    store: new GameDayStore(store.knex),
    clusters,
    policy,
    notifications,
    logger,
    onChange,
    now,
  });
  return {
    service: new ClusterChaos({
      clusters,
      presets: new EntityPresets({
        catalog,
        integrations: options.integrations,
        reader: options.urlReader,
        logger,
        now,
        policy,
      }),
      watches,
      store,
      halts: new Halts({
        clusters,
        watches,
        store,
        controls,
        levers,
        clusterLevers,
        standstill,
        onChange,
      }),
      preflight,
      runs,
      controls,
      scores: new Scores({
        knex: store.knex,
        windowMs: settings.scoreWindowMs,
        now,
      }),
      standing,
      approvals,
      calendar: new Calendar({ watches, store, gameDays, policy, now }),
      gameDays,
      samples,
      traffic,
      settings,
    }),
    turns: new Turns({ knex: store.knex, logger }),
    watchdog,
    endings,
    gameDays,
    trafficWatch: new TrafficWatch({
      traffic,
      store,
      readTraffic,
      callers,
      readComponents,
      limits: settings.steadyState,
      afterMs: settings.afterMs,
      logger,
      onChange,
      now,
    }),
    checks: new CheckWatch({
      afterMs: settings.afterMs,
      sources,
      samples,
      store,
      runs: controls,
      logger,
      onChange,
      now,
    }),
    outbox: new Outbox({
      knex: store.knex,
      store,
      notices,
      readComponents,
      logger,
      now,
    }),
    stop: async () => {
      watches.forEach(watch => watch.stop());
      await recorder.rest();
    },
  };
}

/** The parts that are together. */
export type Chaos = Awaited<ReturnType<typeof assembleChaos>>;
