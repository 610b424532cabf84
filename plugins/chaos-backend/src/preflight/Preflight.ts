import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { stringify } from 'yaml';
import { checkSteadyState, toSamples } from '../checks/CheckWatch';
import { toWatched } from '../checks/toWatched';
import { type KnownComponents } from '../components/Components';
import { readManifest, type ManifestReading } from '../manifest/readManifest';
import { approvalRulesFor, describeApproval } from '../policy/approval';
import { checkPolicy, namespacesOf } from '../policy/checkPolicy';
import { checkCluster } from './checkCluster';
import { checkLever } from './checkLever';
import { checkLoad } from './checkLoad';
import { checkOwnStart } from './checkOwnTimes';
import { describeReach, readable, unreadable } from './describe';
import { readKnown } from './readKnown';
import { StandingPreflight } from './StandingPreflight';
import { Targets, type Selected } from './Targets';
import {
  type Checked,
  type CheckedStanding,
  type PreflightCall,
  type PreflightOptions,
  type StandingQuery,
} from './types';

type Request = {
  cluster: string;
  manifest: string;
  startedBy: string;
  /** The run that is about to be approved: it does not count beside itself. */
  approves?: string;
};

/** An experiment with what it would hit. */
type Plan = Extract<ManifestReading, { problems: [] }> & {
  cluster: Cluster;
  known: KnownComponents;
  selected: Selected;
};

/** Finds out what an experiment would hit, and whether it may start. */
export class Preflight {
  readonly #options: PreflightOptions;
  readonly #targets: Targets;
  readonly #standing: StandingPreflight;

  constructor(options: PreflightOptions) {
    this.#options = options;
    this.#targets = new Targets(options);
    this.#standing = new StandingPreflight(options, this.#targets);
  }

  async check(request: Request, call: PreflightCall): Promise<Checked> {
    const { clusters, levers } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readManifest(request.manifest);
    const known = await readKnown(this.#options, call.credentials);
    const lever = await checkLever(levers, cluster);
    if (!reading.experiment) {
      return {
        known,
        entities: [],
        places: [],
        placesOf: () => [],
        seen: [],
        preflight: unreadable(reading.problems, lever),
      };
    }
    const { experiment } = reading;
    const selected = await this.#targets.select(
      cluster,
      experiment,
      known,
      call,
    );
    const plan: Plan = { ...reading, cluster, known, selected };
    const findings = [
      readable(experiment.kind),
      lever,
      ...(await this.#checkRules(plan, request)),
    ];
    return this.#finish(plan, findings, request, call);
  }

  /**
   * Finds out what a Schedule or a Workflow would hit, and whether it may be made,
   * or be resumed where it is there: `resumes` says whether it starts something
   * as soon as it is.
   */
  async checkStanding(
    request: StandingQuery,
    call: PreflightCall,
  ): Promise<CheckedStanding> {
    return this.#standing.check(request, call);
  }

  async #checkRules(
    { experiment, cluster, known, selected }: Plan,
    { startedBy, approves }: Request,
  ): Promise<ChaosFinding[]> {
    const { policy, active, recent, now } = this.#options;
    const { name, region } = cluster;
    const { entities, places, own } = selected;
    return [
      ...checkPolicy({ policy, experiment, region, cluster: name, now: now() }),
      ...selected.findings,
      ...checkOwnStart(own, cluster, experiment, now()),
      ...checkLoad({
        ...{ policy, known, entities, places, cluster, startedBy, now: now() },
        placesOf: selected.placesOf,
        isForAnother: approves !== undefined,
        active: (await active()).filter(({ id }) => id !== approves),
        recent: await recent(approves),
      }),
    ];
  }

  /** Asks what takes long: the checks, and the cluster where all else lets it. */
  async #finish(
    plan: Plan,
    rules: ChaosFinding[],
    { startedBy }: Request,
    { signal }: PreflightCall,
  ): Promise<Checked> {
    const { policy, sources, now } = this.#options;
    const { experiment, checks, cluster, known, selected } = plan;
    const { entities, places, placesOf } = selected;
    const approval = approvalRulesFor(
      policy,
      cluster.name,
      namespacesOf(experiment),
    );
    const steady = await checkSteadyState(sources, checks, {
      entities,
      region: cluster.region,
      now: now(),
      ...(signal ? { signal } : {}),
    });
    const findings = [
      ...rules,
      ...describeApproval(approval),
      ...steady.findings,
    ];
    if (findings.every(({ ok }) => ok)) {
      findings.push(
        await checkCluster(this.#options, {
          cluster,
          object: experiment,
          person: startedBy,
          signal,
        }),
      );
    }
    return {
      known,
      experiment,
      ...{ entities, places, placesOf },
      seen: steady.seen,
      preflight: {
        mayStart: findings.every(({ ok }) => ok),
        findings,
        ...(approval.length > 0 ? { needsApproval: true } : {}),
        ...describePlan(plan),
        ...(checks.length > 0
          ? { checks: toWatched(checks, toSamples(steady.seen, now())) }
          : {}),
      },
    };
  }
}

/** What people see of what would be hit. */
function describePlan({ experiment, known, selected }: Plan) {
  const { candidates, targets, entities } = selected;
  return {
    manifest: stringify(experiment),
    namespace: experiment.metadata.namespace ?? '',
    ...(candidates === undefined ? {} : { candidates }),
    targets,
    ...describeReach(entities, known),
  };
}
