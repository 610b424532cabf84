import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { stringify } from 'yaml';
import { type KnownComponents } from '../components/Components';
import { type ApprovalRule } from '../config';
import { say } from '../findings/say';
import { type Part } from '../manifest/partsOf';
import { readStanding, type StandingReading } from '../manifest/readStanding';
import { approvalRulesFor, describeApproval } from '../policy/approval';
import { checkPolicy, namespacesOf } from '../policy/checkPolicy';
import { checkProbe } from '../policy/checkProbe';
import { checkTask } from '../policy/checkTask';
import { upcoming } from '../standing/toStanding';
import { checkBranches } from './checkBranches';
import { checkCluster } from './checkCluster';
import { checkLever } from './checkLever';
import { checkLoad } from './checkLoad';
import { checkOwnTimes, ownTimesOf } from './checkOwnTimes';
import { checkTimes } from './checkTimes';
import { describeReach, readable, unreadable } from './describe';
import { readKnown } from './readKnown';
import { type Selected, type Targets } from './Targets';
import {
  type CheckedStanding,
  type Hit,
  type PreflightCall,
  type PreflightOptions,
  type StandingQuery,
} from './types';

type Read = Extract<StandingReading, { problems: [] }>;

/** A Schedule or a Workflow with what it would hit. */
type Plan = Read & {
  cluster: Cluster;
  known: KnownComponents;
  selected: (Selected & { path: string; part: Part })[];
  entities: string[];
  startedBy: string;
  isForAnother: boolean;
  approval: ApprovalRule[];
  /** The next times of a Schedule. */
  times: string[];
  /** Whether it starts something as soon as it is there. */
  isDue: boolean;
  time: number;
};

/** Finds out what a Schedule or a Workflow would hit, and whether it may be made. */
export class StandingPreflight {
  readonly #options: PreflightOptions;
  readonly #targets: Targets;

  constructor(options: PreflightOptions, targets: Targets) {
    this.#options = options;
    this.#targets = targets;
  }

  async check(
    request: StandingQuery,
    call: PreflightCall,
  ): Promise<CheckedStanding> {
    const { clusters, levers } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readStanding(request.manifest);
    const lever = await checkLever(levers, cluster);
    if (!reading.standing) {
      return {
        entities: [],
        approval: [],
        preflight: unreadable(reading.problems, lever),
      };
    }
    const plan = await this.#plan(cluster, reading, request, call);
    const { standing, known, entities, times, approval } = plan;
    const findings: ChaosFinding[] = [
      readable(standing.kind),
      lever,
      ...this.#checkWhatItIs(plan),
      ...(plan.isDue ? await this.#checkLoad(plan) : []),
      ...describeApproval(approval),
    ];
    if (!request.resumes && findings.every(({ ok }) => ok)) {
      findings.push(
        await checkCluster(this.#options, {
          cluster,
          object: standing,
          person: request.startedBy,
          signal: call.signal,
        }),
      );
    }
    return {
      ...{ standing, entities, approval },
      // What a Schedule starts is kept apart when it starts.
      ...(standing.kind === 'Workflow' ? { hit: hitOf(plan) } : {}),
      preflight: {
        mayStart: findings.every(({ ok }) => ok),
        findings,
        ...(approval.length > 0 ? { needsApproval: true } : {}),
        standing: standing.kind,
        ...(standing.kind === 'Schedule' ? { nextRuns: times } : {}),
        manifest: stringify(standing),
        namespace: standing.metadata.namespace ?? '',
        targets: distinct(plan.selected.flatMap(({ targets }) => targets)),
        ...describeReach(entities, known),
      },
    };
  }

  async #plan(
    cluster: Cluster,
    reading: Read,
    { startedBy, resumes, isForAnother = false }: StandingQuery,
    call: PreflightCall,
  ): Promise<Plan> {
    const { standing, parts, tasks } = reading;
    const { namespace = '' } = standing.metadata;
    const known = await readKnown(this.#options, call.credentials);
    const time = this.#options.now();
    const selected = await Promise.all(
      parts.map(part => this.#checkPart(cluster, part, known, call)),
    );
    return {
      ...reading,
      ...{ cluster, known, selected, startedBy, isForAnother, time },
      entities: [...new Set(selected.flatMap(found => found.entities))],
      times:
        standing.kind === 'Schedule'
          ? upcoming(standing.spec.schedule, { now: time })
          : [],
      isDue: standing.kind === 'Workflow' || resumes?.isDue === true,
      approval: approvalRulesFor(this.#options.policy, cluster.name, [
        ...(tasks.length > 0 ? [namespace] : []),
        ...parts.flatMap(({ experiment }) => namespacesOf(experiment)),
      ]),
    };
  }

  /** Whatever else is on. */
  #checkWhatItIs(plan: Plan): ChaosFinding[] {
    const { policy } = this.#options;
    const { standing, parts, probes, tasks, cluster, selected, known } = plan;
    const { namespace = '' } = standing.metadata;
    const when = {
      cluster: cluster.name,
      region: cluster.region,
      standing,
      isDue: plan.isDue,
      now: plan.time,
    };
    return [
      ...checkSteps(plan),
      ...checkTimes({
        ...when,
        policy,
        parts,
        times: plan.times.map(text => Date.parse(text)),
      }),
      ...probes.flatMap(probe => checkProbe(probe, policy)),
      ...tasks.flatMap(task => checkTask(task, namespace, policy)),
      ...distinct(selected.flatMap(found => found.findings)),
      ...ownTimesOf(selected).flatMap(own => checkOwnTimes(own, when)),
      ...checkBranches({ standing, hits: selected, components: known.all }),
    ];
  }

  async #checkLoad(plan: Plan): Promise<ChaosFinding[]> {
    const { policy, active, recent } = this.#options;
    const { cluster, startedBy, isForAnother, time } = plan;
    return checkLoad({
      ...hitOf(plan),
      ...{ policy, cluster, startedBy, isForAnother, now: time },
      active: await active(),
      recent: await recent(),
    });
  }

  /** Of one experiment in it; when it starts is checked for the whole. */
  async #checkPart(
    cluster: Cluster,
    part: Part,
    known: KnownComponents,
    call: { signal?: AbortSignal },
  ) {
    const { policy, now } = this.#options;
    const { experiment, path, durationPath } = part;
    const found = await this.#targets.select(cluster, experiment, known, call);
    const placeOf = (field: string) =>
      field === 'spec.duration' ? durationPath : field.replace(/^spec/, path);
    const findings = [
      ...checkPolicy({
        policy,
        experiment,
        cluster: cluster.name,
        region: cluster.region,
        now: now(),
      }),
      ...found.findings,
    ]
      .filter(({ rule }) => rule !== 'freeze' && rule !== 'hours')
      .map(finding => ({
        ...finding,
        ...(finding.path ? { path: placeOf(finding.path) } : {}),
      }));
    return { ...found, findings, path, part };
  }
}

/** Whether there is anything in it that does something. */
function checkSteps({ parts, probes, tasks }: Plan): ChaosFinding[] {
  return parts.length + probes.length + tasks.length > 0
    ? []
    : [
        {
          rule: 'targets',
          ok: false,
          path: 'spec.templates',
          ...say('stepsNone', {}),
        },
      ];
}

function hitOf({ known, entities, selected }: Plan): Hit {
  return {
    ...{ known, entities },
    places: [...new Set(selected.flatMap(({ places }) => places))],
    placesOf: run => selected.flatMap(({ placesOf }) => placesOf(run)),
  };
}

/** Each once: several experiments of a Workflow may say the same. */
function distinct<T>(list: T[]): T[] {
  return [...new Map(list.map(item => [JSON.stringify(item), item])).values()];
}
