import {
  type ChaosCalendarQuery,
  type ChaosCluster,
  type ChaosDryRunRequest,
  type ChaosGameDayPlan,
  type ChaosHaltRequest,
  type ChaosRunDetails,
  type ChaosRunsQuery,
  type ChaosStandingRef,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import { type Calendar } from '../calendar/Calendar';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { kindNamed } from '../clusters/experiments';
import { checksOf } from '../checks/readChecks';
import { type SampleStore } from '../checks/SampleStore';
import { toWatched } from '../checks/toWatched';
import { type ChaosSettings } from '../config';
import { type GameDays } from '../gameDays/GameDays';
import { toImplied } from '../implied/toImplied';
import { type TrafficStore } from '../implied/TrafficStore';
import { type HaltedPlace, type Halts } from '../levers/Halts';
import { standingKindOf } from '../manifest/readStanding';
import { type Preflight } from '../preflight/Preflight';
import { type EntityPresets } from '../presets/EntityPresets';
import { type RunControls } from '../runs/RunControls';
import { type Runs } from '../runs/Runs';
import { type RunStore } from '../runs/RunStore';
import { type Scores } from '../scores/Scores';
import { type StandingApprovals } from '../standing/StandingApprovals';
import { type StandingSet } from '../standing/StandingSet';
import { type ChaosService, type PersonalCall } from './ChaosService';
import { describePolicy } from './describePolicy';
import { toWire } from './toWire';

export type ClusterChaosOptions = {
  clusters: ClustersService;
  presets: Pick<EntityPresets, 'of'>;
  watches: readonly ClusterWatch[];
  store: RunStore;
  halts: Halts;
  preflight: Preflight;
  runs: Runs;
  controls: RunControls;
  scores: Scores;
  standing: StandingSet;
  approvals: StandingApprovals;
  calendar: Calendar;
  gameDays: GameDays;
  samples: Pick<SampleStore, 'of'>;
  traffic: Pick<TrafficStore, 'of'>;
  settings: Pick<ChaosSettings, 'policy' | 'checks'>;
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
      this.#options.halts.list(),
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

  async presets(ref: string, call: Call) {
    return this.#options.presets.of(ref, call);
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

  async changeGameDay({ id, plan }: { id: string; plan: ChaosGameDayPlan }) {
    return this.#options.gameDays.change(id, plan);
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

  async standingRequest(id: string) {
    return this.#options.approvals.details(id);
  }

  async approveStanding(id: string, call: PersonalCall) {
    return this.#options.approvals.approve(id, call);
  }

  async rejectStanding(
    { id, reason }: { id: string; reason: string },
    call: PersonalCall,
  ) {
    return this.#options.approvals.reject(id, reason, call);
  }

  async withdrawStanding(id: string, call: PersonalCall) {
    return this.#options.approvals.withdraw(id, call);
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

  async haltAll(request: ChaosHaltRequest, { person }: PersonalCall) {
    return this.#options.halts.pull(request, person);
  }

  async arm(place: HaltedPlace) {
    return this.#options.halts.arm(place);
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
