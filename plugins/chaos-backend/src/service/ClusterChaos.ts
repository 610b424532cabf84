import { InputError, NotFoundError, toError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  type ChaosCalendarQuery,
  type ChaosCluster,
  type ChaosDryRunRequest,
  type ChaosGameDayPlan,
  type ChaosHaltRequest,
  type ChaosHalts,
  type ChaosPolicy,
  type ChaosRunDetails,
  type ChaosRunsQuery,
  type ChaosStandingRef,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type Cluster,
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import {
  getWorkloadSelection,
  workloadAnnotations,
} from '@shop-platform/backstage-plugin-regions-common';
import { type Calendar } from '../calendar/Calendar';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { kindNamed } from '../clusters/experiments';
import { checksOf } from '../checks/readChecks';
import { type SampleStore } from '../checks/SampleStore';
import { toWatched } from '../checks/toWatched';
import { type ChaosSettings, type Rate } from '../config';
import { type GameDays } from '../gameDays/GameDays';
import { toImplied } from '../implied/toImplied';
import { type TrafficStore } from '../implied/TrafficStore';
import { type ClusterLevers } from '../levers/ClusterLevers';
import { haltToWire, type Levers } from '../levers/Levers';
import { type Standstill } from '../levers/Standstill';
import { standingKindOf } from '../manifest/readStanding';
import { type Preflight } from '../preflight/Preflight';
import { savePlaceOf } from '../presets/savePlaceOf';
import { presetsFor } from '../presets/presets';
import { type SavedExperiments } from '../presets/SavedExperiments';
import { toPodSelector } from '../presets/toPodSelector';
import { type RunControls } from '../runs/RunControls';
import { type Runs } from '../runs/Runs';
import { type RunStore } from '../runs/RunStore';
import { type Scores } from '../scores/Scores';
import { type StandingSet } from '../standing/StandingSet';
import { type ChaosService, type PersonalCall } from './ChaosService';
import { toWire } from './toWire';

export type ClusterChaosOptions = {
  clusters: ClustersService;
  catalog: CatalogService;
  integrations: ScmIntegrations;
  saved: Pick<SavedExperiments, 'of'>;
  watches: readonly ClusterWatch[];
  store: RunStore;
  levers: Levers;
  clusterLevers: ClusterLevers;
  standstill: Standstill;
  preflight: Preflight;
  runs: Runs;
  controls: RunControls;
  scores: Scores;
  standing: StandingSet;
  calendar: Calendar;
  gameDays: GameDays;
  samples: Pick<SampleStore, 'of'>;
  traffic: Pick<TrafficStore, 'of'>;
  settings: Pick<ChaosSettings, 'policy' | 'checks'>;
  onChange(): void;
};

/** Chaos Mesh in the clusters of the configuration. */
export class ClusterChaos implements ChaosService {
  readonly #options: ClusterChaosOptions;

  constructor(options: ClusterChaosOptions) {
    this.#options = options;
  }

  async clusters({ signal }: Call) {
    const { clusters, store, settings } = this.#options;
    const [answers, { clusters: levers }, active] = await Promise.all([
      clusters.askAll(client => isReady(client, signal), { signal }),
      this.#halts(),
      store.active(),
    ]);
    return {
      policy: describePolicy(settings),
      clusters: answers.map((answer): ChaosCluster => {
        const { name, title, region } = answer.cluster;
        const { halt, lever } = levers.find(each => each.name === name) ?? {};
        return {
          name,
          title,
          region,
          ...(answer.status === 'answered'
            ? answer.value
            : { state: answer.status, reason: answer.reason }),
          ...(answer.status === 'silent'
            ? { since: answer.since.toISOString() }
            : {}),
          ...(halt ? { halt } : {}),
          ...(lever ? { lever } : {}),
          active: active.filter(({ cluster }) => cluster === name).length,
        };
      }),
    };
  }

  async presets(ref: string, { credentials }: Call) {
    const { catalog, settings } = this.#options;
    const { policy } = settings;
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no entity '${ref}'`);
    }
    const selection = getWorkloadSelection(entity);
    if (!selection) {
      throw new NotFoundError(
        `'${ref}' names no pods: that takes the annotation ${workloadAnnotations.id} or ${workloadAnnotations.labelSelector}`,
      );
    }
    const [firstNamespace] = policy.namespaces;
    const place = savePlaceOf(entity, this.#options.integrations);
    const saved = await this.#options.saved.of(entity);
    return {
      presets: presetsFor({
        name: entity.metadata.name.toLocaleLowerCase('en-US'),
        namespace: selection.namespace ?? firstNamespace ?? 'default',
        selector: toPodSelector(selection.selector),
        kinds: policy.kinds,
      }),
      ...(saved ? { saved } : {}),
      ...(place?.newFileUrl ? { saveUrl: place.newFileUrl } : {}),
      ...(place
        ? { saveTo: { repoUrl: place.repoUrl, folder: place.folder } }
        : {}),
    };
  }

  async dryRun(request: ChaosDryRunRequest, call: PersonalCall) {
    const { preflight } = this.#options;
    const asked = { ...request, startedBy: call.person };
    const checked = standingKindOf(request.manifest)
      ? await preflight.checkStanding(asked, call)
      : await preflight.check(asked, call);
    return checked.preflight;
  }

  async standing() {
    return this.#options.standing.list();
  }

  async calendar(query: ChaosCalendarQuery) {
    return this.#options.calendar.read(query);
  }

  async planGameDay(plan: ChaosGameDayPlan, { person }: PersonalCall) {
    return this.#options.gameDays.plan(plan, person);
  }

  async changeGameDay(
    { id, plan }: { id: string; plan: ChaosGameDayPlan },
    { person }: PersonalCall,
  ) {
    return this.#options.gameDays.change(id, plan, person);
  }

  async cancelGameDay(id: string, { person }: PersonalCall) {
    return this.#options.gameDays.cancel(id, person);
  }

  async standingDetails(ref: ChaosStandingRef, { signal }: Call) {
    return this.#options.standing.details(ref, signal);
  }

  async createStanding(request: ChaosStartRequest, call: PersonalCall) {
    return this.#options.standing.create(request, call);
  }

  async pauseStanding(ref: ChaosStandingRef, call: PersonalCall) {
    return this.#options.standing.pause(ref, call);
  }

  async resumeStanding(ref: ChaosStandingRef, call: PersonalCall) {
    return this.#options.standing.resume(ref, call);
  }

  async deleteStanding(
    { confirmation, ...ref }: ChaosStandingRef & { confirmation: string },
    call: PersonalCall,
  ) {
    return this.#options.standing.remove(ref, confirmation, call);
  }

  async runStanding(
    { confirmation, ...ref }: ChaosStandingRef & { confirmation: string },
    call: PersonalCall,
  ) {
    return this.#options.standing.run(ref, confirmation, call);
  }

  async runs(query: ChaosRunsQuery) {
    const { store, watches } = this.#options;
    const { runs, nextCursor } = await store.page(query);
    return {
      runs: runs.map(toWire),
      ...(nextCursor ? { nextCursor } : {}),
      silent: watches.flatMap(({ cluster, silence }) =>
        silence
          ? [
              {
                name: cluster.title,
                reason: silence.reason,
                since: silence.since.toISOString(),
              },
            ]
          : [],
      ),
    };
  }

  async run(id: string): Promise<ChaosRunDetails> {
    const { store, samples, traffic, settings } = this.#options;
    const { policy } = settings;
    const [run, events, seen, requests] = await Promise.all([
      store.get(id),
      store.events(id),
      samples.of(id),
      traffic.of(id),
    ]);
    const checks = checksOf(run.manifest);
    const waits = run.state === 'awaiting-approval';
    return {
      run: {
        ...toWire(run),
        ...(waits
          ? {
              approveBefore: new Date(
                run.startedAt.getTime() + policy.approveWithinMs,
              ).toISOString(),
            }
          : {}),
      },
      targets: run.targets,
      events,
      manifest: run.manifest,
      ...(checks.length > 0 ? { checks: toWatched(checks, seen) } : {}),
      implied: toImplied(run.startedAt, requests),
      ...(run.verdict ? { verdict: run.verdict } : {}),
    };
  }

  async score(entity: string) {
    return this.#options.scores.of(entity);
  }

  async start(request: ChaosStartRequest, call: PersonalCall) {
    return toWire(
      await this.#options.runs.start(
        { ...request, startedBy: call.person },
        call,
      ),
    );
  }

  async approve(id: string, call: PersonalCall) {
    return toWire(await this.#options.runs.approve(id, call.person, call));
  }

  async reject(
    { id, reason }: { id: string; reason: string },
    { person }: PersonalCall,
  ) {
    return toWire(await this.#options.controls.reject(id, person, reason));
  }

  async halt(id: string, { person }: PersonalCall) {
    const { controls } = this.#options;
    return toWire(await controls.haltFor(id, person, 'By hand'));
  }

  async pause(id: string, { person }: PersonalCall) {
    return toWire(await this.#options.controls.pause(id, person));
  }

  async resume(id: string, { person }: PersonalCall) {
    return toWire(await this.#options.controls.resume(id, person));
  }

  async haltAll(
    { cluster, reason }: ChaosHaltRequest,
    { person }: PersonalCall,
  ): Promise<ChaosHalts> {
    const { levers, clusterLevers, standstill } = this.#options;
    const { store, controls, watches, onChange } = this.#options;
    const names = this.#named(cluster).map(({ name }) => name);
    await levers.pull(names, { by: person, reason });
    const [stills] = await Promise.all([
      Promise.allSettled(
        watches
          .filter(watch => names.includes(watch.cluster.name))
          .map(watch => standstill.enforce(watch, person)),
      ),
      // A cluster that is away is said by its state, and told as soon as it is back.
      ...names.map(name => clusterLevers.follow(name)),
    ]);
    const active = (await store.active()).filter(run =>
      names.includes(run.cluster),
    );
    const ends = await Promise.allSettled(
      active.map(run => controls.halt(run.id, person, reason)),
    );
    onChange();
    const failed = [...stills, ...ends].flatMap(end =>
      end.status === 'rejected' ? [toError(end.reason).message] : [],
    );
    if (failed.length > 0) {
      // The lever is pulled; the watchdog goes on trying.
      throw new Error(
        `Nothing starts any more, but not everything could be ended yet; it is tried again every few seconds: ${failed.join(
          '; ',
        )}`,
      );
    }
    return this.#halts();
  }

  async arm({ cluster }: { cluster?: string }): Promise<ChaosHalts> {
    const { levers, clusterLevers, onChange } = this.#options;
    const names = this.#named(cluster).map(({ name }) => name);
    await levers.arm(names);
    await Promise.all(names.map(name => clusterLevers.follow(name)));
    onChange();
    return this.#halts();
  }

  async #halts(): Promise<ChaosHalts> {
    const { clusters, levers, clusterLevers } = this.#options;
    const all = await levers.allKept();
    return {
      clusters: clusters.list().map(({ name }) => {
        const kept = all.get(name);
        const lever = kept && clusterLevers.describe(kept);
        return {
          name,
          ...(kept?.halt ? { halt: haltToWire(kept.halt) } : {}),
          ...(lever ? { lever } : {}),
        };
      }),
    };
  }

  #named(name: string | undefined): Cluster[] {
    const all = this.#options.clusters.list();
    const named = all.filter(
      cluster => name === undefined || cluster.name === name,
    );
    if (named.length === 0) {
      throw new InputError(
        name === undefined
          ? 'No cluster is configured'
          : `There is no cluster '${name}'; there are ${all
              .map(cluster => cluster.name)
              .join(', ')}`,
      );
    }
    return named;
  }
}

/** Whether a cluster has Chaos Mesh, and lets the portal see its experiments. */
async function isReady(
  client: ClusterClient,
  signal: AbortSignal,
): Promise<Pick<ChaosCluster, 'state' | 'reason'>> {
  try {
    await client.list(kindNamed('PodChaos'), {}, { signal });
    return { state: 'ready' };
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.code === 404) {
      return {
        state: 'absent',
        reason:
          'It does not know PodChaos: install Chaos Mesh with its definitions',
      };
    }
    throw error;
  }
}

/** Minutes since midnight as `09:00`. */
function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function rateOf({ starts, withinMs }: Rate) {
  return { starts, withinSeconds: withinMs / 1000 };
}

function describePolicy({
  policy,
  checks,
}: Pick<ChaosSettings, 'policy' | 'checks'>): ChaosPolicy {
  const { kinds, namespaces, maxPercentage, maxActive, rate } = policy;
  return {
    kinds,
    namespaces,
    maxDurationSeconds: policy.maxDurationMs / 1000,
    maxPercentage,
    maxActive,
    environments: policy.environments.map(({ maxDurationMs, ...narrower }) => ({
      ...narrower,
      ...(maxDurationMs === undefined
        ? {}
        : { maxDurationSeconds: maxDurationMs / 1000 }),
    })),
    rate: {
      ...(rate.perPerson ? { perPerson: rateOf(rate.perPerson) } : {}),
      ...(rate.perTarget ? { perTarget: rateOf(rate.perTarget) } : {}),
    },
    statusUrls: policy.statusUrls,
    freezes: policy.freezes.map(({ from, to, reason, regions }) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      reason,
      ...(regions ? { regions } : {}),
    })),
    hours: policy.hours.map(({ from, to, ...hours }) => ({
      ...hours,
      from: timeOf(from),
      to: timeOf(to),
    })),
    approval: policy.approval.map(({ clusters, namespaces: names }) => ({
      ...(clusters ? { clusters } : {}),
      ...(names ? { namespaces: names } : {}),
    })),
    checks: {
      origins: checks.origins,
      queries: checks.queries.map(({ name, title }) => ({
        name,
        ...(title ? { title } : {}),
      })),
      prometheus: checks.prometheus !== undefined,
    },
  };
}
