import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  type ChaosFinding,
  type ChaosObject,
  type ChaosPreflight,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { stringify } from 'yaml';
import { lacksRights, type ActingClients } from '../clusters/ActingClients';
import { FIELD_MANAGER, toManifest } from '../clusters/experiments';
import { type CheckSources } from '../checks/CheckSources';
import { checkSteadyState, toSamples, type Seen } from '../checks/CheckWatch';
import { toWatched } from '../checks/toWatched';
import { Components, type KnownComponents } from '../components/Components';
import { type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { readManifest } from '../manifest/readManifest';
import { type Part, type Standing } from '../manifest/partsOf';
import { readStanding } from '../manifest/readStanding';
import {
  approvalRulesFor,
  describeApproval,
  refuseUnapproved,
} from '../policy/approval';
import { checkPolicy, namespacesOf } from '../policy/checkPolicy';
import { checkProbe } from '../policy/checkProbe';
import { checkTask } from '../policy/checkTask';
import { type Run } from '../runs/types';
import { upcoming } from '../standing/toStanding';
import { checkActive } from './checkActive';
import { checkBranches } from './checkBranches';
import { checkOwnStart, checkOwnTimes, ownTimesOf } from './checkOwnTimes';
import { checkRate, type Start } from './checkRate';
import { checkTimes } from './checkTimes';
import { Targets } from './Targets';

/** What a start needs of its preflight beside what is shown of it. */
export type Checked = {
  preflight: ChaosPreflight;
  experiment?: Experiment;
  /** The components that are hit. */
  entities: string[];
  known: KnownComponents;
  /** What its steady-state checks say now. */
  seen: Seen[];
};

/** The same of a Schedule or a Workflow. */
export type CheckedStanding = {
  preflight: ChaosPreflight;
  standing?: Standing;
  /** What begins to be hit with it. */
  hit?: Pick<Checked, 'entities' | 'known'>;
};

export type PreflightOptions = {
  clusters: ClustersService;
  acting: ActingClients;
  catalog: CatalogService;
  policy: PolicySettings;
  levers: Levers;
  sources: CheckSources;
  /** Asks the catalog for all components, also those that a person may not see. */
  readComponents(): Promise<Components>;
  /** The runs that are not over. */
  active(): Promise<Run[]>;
  /** What was started within the times of the rates, but for one of them. */
  recent(except?: string): Promise<Start[]>;
  now(): number;
};

/** Finds out what an experiment would hit, and whether it may start. */
export class Preflight {
  readonly #options: PreflightOptions;
  readonly #targets: Targets;

  constructor(options: PreflightOptions) {
    this.#options = options;
    this.#targets = new Targets(options);
  }

  async check(
    request: {
      cluster: string;
      manifest: string;
      startedBy: string;
      /** The run that is about to be approved: it does not count beside itself. */
      approves?: string;
    },
    call: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<Checked> {
    const { clusters, policy, now } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readManifest(request.manifest);
    const known = await this.#know(call.credentials);
    const lever = await this.#checkLever(cluster);
    if (!reading.experiment) {
      return {
        known,
        entities: [],
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
    const findings: ChaosFinding[] = [
      {
        rule: 'manifest',
        ok: true,
        message: `It is a ${experiment.kind} as Chaos Mesh takes it`,
      },
      lever,
      ...checkPolicy({
        policy,
        experiment,
        cluster: cluster.name,
        region: cluster.region,
        now: now(),
      }),
      ...selected.findings,
      ...checkOwnStart(selected.own, cluster, experiment, now()),
      ...checkActive({
        policy,
        known,
        entities: selected.entities,
        cluster,
        startedBy: request.startedBy,
        active: (await this.#options.active()).filter(
          ({ id }) => id !== request.approves,
        ),
      }),
      ...checkRate({
        policy,
        known,
        entities: selected.entities,
        startedBy: request.startedBy,
        recent: await this.#options.recent(request.approves),
        now: now(),
      }),
    ];
    const approval = approvalRulesFor(
      policy,
      cluster.name,
      namespacesOf(experiment),
    );
    findings.push(...describeApproval(approval));
    const { checks } = reading;
    const steady = await checkSteadyState(this.#options.sources, checks, {
      entities: selected.entities,
      now: now(),
      ...(call.signal ? { signal: call.signal } : {}),
    });
    findings.push(...steady.findings);
    if (findings.every(({ ok }) => ok)) {
      findings.push(
        await this.#checkCluster(cluster, experiment, request.startedBy, call),
      );
    }
    return {
      known,
      experiment,
      entities: selected.entities,
      seen: steady.seen,
      preflight: {
        mayStart: findings.every(({ ok }) => ok),
        findings,
        ...(approval.length > 0 ? { needsApproval: true } : {}),
        manifest: stringify(experiment),
        namespace: experiment.metadata.namespace ?? '',
        ...(selected.candidates === undefined
          ? {}
          : { candidates: selected.candidates }),
        targets: selected.targets,
        ...(checks.length > 0
          ? {
              checks: toWatched(checks, toSamples(steady.seen, now())),
            }
          : {}),
        dependents: dependentsOf(selected.entities, known),
      },
    };
  }

  /**
   * Finds out what a Schedule or a Workflow would hit, and whether it may be made,
   * or be resumed where it is there: `resumes` says whether it starts something
   * as soon as it is.
   */
  async checkStanding(
    request: {
      cluster: string;
      manifest: string;
      startedBy: string;
      resumes?: { isDue: boolean };
    },
    call: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<CheckedStanding> {
    const { clusters, policy, now } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readStanding(request.manifest);
    const lever = await this.#checkLever(cluster);
    if (!reading.standing) {
      return { preflight: unreadable(reading.problems, lever) };
    }
    const { standing, parts, probes, tasks } = reading;
    const { namespace = '' } = standing.metadata;
    const isDue =
      standing.kind === 'Workflow' || request.resumes?.isDue === true;
    const known = await this.#know(call.credentials);
    const time = now();
    const selected = await Promise.all(
      parts.map(part => this.#checkPart(cluster, part, known, call)),
    );
    const entities = [...new Set(selected.flatMap(found => found.entities))];
    const times =
      standing.kind === 'Schedule'
        ? upcoming(standing.spec.schedule, { now: time })
        : [];
    const findings: ChaosFinding[] = [
      {
        rule: 'manifest',
        ok: true,
        message: `It is a ${standing.kind} as Chaos Mesh takes it`,
      },
      lever,
      ...checkTimes({
        policy,
        cluster: cluster.name,
        region: cluster.region,
        standing,
        parts,
        times: times.map(text => Date.parse(text)),
        isDue,
        now: time,
      }),
      ...probes.flatMap(probe => checkProbe(probe, policy)),
      ...tasks.flatMap(task => checkTask(task, namespace, policy)),
      ...distinct(selected.flatMap(found => found.findings)),
      ...ownTimesOf(selected).flatMap(own =>
        checkOwnTimes(own, {
          cluster: cluster.name,
          region: cluster.region,
          standing,
          isDue,
          now: time,
        }),
      ),
      ...checkBranches({ standing, hits: selected, components: known.all }),
      ...refuseUnapproved(
        approvalRulesFor(policy, cluster.name, [
          ...(tasks.length > 0 ? [namespace] : []),
          ...parts.flatMap(({ experiment }) => namespacesOf(experiment)),
        ]),
      ),
      ...(isDue
        ? checkActive({
            policy,
            known,
            entities,
            cluster,
            startedBy: request.startedBy,
            active: await this.#options.active(),
          })
        : []),
      ...(isDue
        ? checkRate({
            policy,
            known,
            entities,
            startedBy: request.startedBy,
            recent: await this.#options.recent(),
            now: time,
          })
        : []),
    ];
    if (!request.resumes && findings.every(({ ok }) => ok)) {
      findings.push(
        await this.#checkCluster(cluster, standing, request.startedBy, call),
      );
    }
    return {
      standing,
      // What a Schedule starts is kept apart when it starts.
      ...(standing.kind === 'Workflow' ? { hit: { entities, known } } : {}),
      preflight: {
        mayStart: findings.every(({ ok }) => ok),
        findings,
        standing: standing.kind,
        ...(standing.kind === 'Schedule' ? { nextRuns: times } : {}),
        manifest: stringify(standing),
        namespace,
        targets: distinct(selected.flatMap(({ targets }) => targets)),
        dependents: dependentsOf(entities, known),
      },
    };
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

  async #know(credentials: BackstageCredentials): Promise<KnownComponents> {
    const { catalog, readComponents } = this.#options;
    const [all, visible] = await Promise.all([
      readComponents(),
      Components.read(catalog, credentials),
    ]);
    return { all, visible };
  }

  async #checkLever({ name, title }: Cluster): Promise<ChaosFinding> {
    const halt = (await this.#options.levers.pulled()).get(name);
    return halt
      ? {
          rule: 'lever',
          ok: false,
          message: `${halt.by} halted everything in ${title} at ${halt.at}: ${halt.reason}. It has to be armed again first`,
        }
      : { rule: 'lever', ok: true, message: `${title} is armed` };
  }

  /** What the cluster itself says: its admission, and what may be done there by whom. */
  async #checkCluster(
    { name, title }: Cluster,
    object: ChaosObject,
    person: string,
    { signal }: { signal?: AbortSignal },
  ): Promise<ChaosFinding> {
    const { acting, clusters } = this.#options;
    const options = signal ? { signal } : {};
    const answer = await clusters.ask(
      name,
      async (portal): Promise<ChaosFinding> => {
        try {
          const client = acting.tells(name)
            ? await acting.of(name, person)
            : portal;
          await client.apply(toManifest(object), {
            fieldManager: FIELD_MANAGER,
            dryRun: true,
            ...options,
          });
          return {
            rule: 'cluster',
            ok: true,
            message: `${title} would take it`,
          };
        } catch (error) {
          if (!lacksRights(error)) {
            throw error;
          }
          return { rule: 'rights', ok: false, message: error.message };
        }
      },
      options,
    );
    return answer.status === 'answered'
      ? answer.value
      : {
          rule: 'cluster',
          ok: false,
          message:
            answer.status === 'silent'
              ? `${title} does not answer: ${answer.reason}. Choose another cluster, or wait until it answers`
              : answer.reason,
        };
  }
}

/** What is said of a text that is no experiment that could start. */
function unreadable(
  problems: readonly { path?: string; message: string }[],
  lever: ChaosFinding,
): ChaosPreflight {
  return {
    mayStart: false,
    findings: [
      ...problems.map(problem => ({
        rule: 'manifest' as const,
        ok: false,
        ...problem,
      })),
      lever,
    ],
    targets: [],
    dependents: [],
  };
}

/** Those that a person may see of all that depend on some. */
function dependentsOf(
  entities: string[],
  { all, visible }: KnownComponents,
): ChaosPreflight['dependents'] {
  return all
    .dependentsOf(entities)
    .filter(({ ref }) => visible.get(ref))
    .map(({ ref, title }) => ({ entity: ref, title }));
}

/** Each once: several experiments of a Workflow may say the same. */
function distinct<T>(list: T[]): T[] {
  return [...new Map(list.map(item => [JSON.stringify(item), item])).values()];
}
