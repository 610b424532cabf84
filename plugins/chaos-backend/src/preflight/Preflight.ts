import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  matchPods,
  SelectionError,
  selectTargets,
  type ChaosFinding,
  type ChaosObject,
  type ChaosPreflight,
  type ChaosRunTarget,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  pods as podKind,
  type Cluster,
  type ClustersService,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { stringify } from 'yaml';
import { FIELD_MANAGER, toManifest } from '../clusters/experiments';
import { nodes } from '../clusters/nodes';
import { ownerOf } from '../clusters/ownerOf';
import { Components, type Component } from '../components/Components';
import { type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { readManifest } from '../manifest/readManifest';
import { readStanding, type Standing } from '../manifest/readStanding';
import {
  approvalRulesFor,
  describeApproval,
  refuseUnapproved,
} from '../policy/approval';
import {
  checkPercentage,
  checkPolicy,
  namespacesOf,
  podsOf,
} from '../policy/checkPolicy';
import { checkProbe } from '../policy/checkProbe';
import { type Run } from '../runs/types';
import { upcoming } from '../standing/toStanding';
import { checkActive } from './checkActive';
import { checkBranches } from './checkBranches';
import { checkTimes } from './checkTimes';

/** What a start needs of its preflight beside what is shown of it. */
export type Checked = {
  preflight: ChaosPreflight;
  experiment?: Experiment;
  /** The components that are hit. */
  entities: string[];
  components: Components;
};

/** The same of a Schedule or a Workflow. */
export type CheckedStanding = {
  preflight: ChaosPreflight;
  standing?: Standing;
  /** What begins to be hit with it. */
  hit?: Pick<Checked, 'entities' | 'components'>;
};

type Selected = {
  findings: ChaosFinding[];
  targets: ChaosRunTarget[];
  entities: string[];
  candidates?: number;
};

export type PreflightOptions = {
  clusters: ClustersService;
  catalog: CatalogService;
  policy: PolicySettings;
  levers: Levers;
  /** The runs that are not over. */
  active(): Promise<Run[]>;
  now(): number;
};

/** Finds out what an experiment would hit, and whether it may start. */
export class Preflight {
  readonly #options: PreflightOptions;

  constructor(options: PreflightOptions) {
    this.#options = options;
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
    const { clusters, catalog, policy, now } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readManifest(request.manifest);
    const components = await Components.read(catalog, call.credentials);
    const lever = await this.#checkLever(cluster);
    if (!reading.experiment) {
      const findings = [
        ...reading.problems.map(problem => ({
          rule: 'manifest' as const,
          ok: false,
          ...problem,
        })),
        lever,
      ];
      return {
        components,
        entities: [],
        preflight: { mayStart: false, findings, targets: [], dependents: [] },
      };
    }
    const { experiment } = reading;
    const selected = await this.#select(cluster, experiment, components, call);
    const dependents = components.dependentsOf(selected.entities);
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
      ...checkActive({
        policy,
        components,
        entities: selected.entities,
        cluster,
        startedBy: request.startedBy,
        active: (await this.#options.active()).filter(
          ({ id }) => id !== request.approves,
        ),
      }),
    ];
    const approval = approvalRulesFor(
      policy,
      cluster.name,
      namespacesOf(experiment),
    );
    findings.push(...describeApproval(approval));
    if (findings.every(({ ok }) => ok)) {
      findings.push(await this.#checkCluster(cluster, experiment, call));
    }
    return {
      components,
      experiment,
      entities: selected.entities,
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
        dependents: dependents.map(({ ref, title }) => ({
          entity: ref,
          title,
        })),
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
    const { clusters, catalog, policy, now } = this.#options;
    const cluster = clusters.client(request.cluster).cluster;
    const reading = readStanding(request.manifest);
    const lever = await this.#checkLever(cluster);
    if (!reading.standing) {
      const findings = [
        ...reading.problems.map(problem => ({
          rule: 'manifest' as const,
          ok: false,
          ...problem,
        })),
        lever,
      ];
      return {
        preflight: { mayStart: false, findings, targets: [], dependents: [] },
      };
    }
    const { standing, parts, probes } = reading;
    const isDue =
      standing.kind === 'Workflow' || request.resumes?.isDue === true;
    const components = await Components.read(catalog, call.credentials);
    const time = now();
    const selected = await Promise.all(
      parts.map(async ({ experiment, path, durationPath }) => {
        const found = await this.#select(cluster, experiment, components, call);
        const findings = [
          ...checkPolicy({
            policy,
            experiment,
            cluster: cluster.name,
            region: cluster.region,
            now: time,
          }),
          ...found.findings,
        ]
          // When it starts is checked for the whole.
          .filter(({ rule }) => rule !== 'freeze' && rule !== 'hours')
          .map(finding => ({
            ...finding,
            ...(finding.path
              ? {
                  path:
                    finding.path === 'spec.duration'
                      ? durationPath
                      : finding.path.replace(/^spec/, path),
                }
              : {}),
          }));
        return { ...found, findings, path };
      }),
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
      ...probes.flatMap(probe => checkProbe(probe, policy.namespaces)),
      ...distinct(selected.flatMap(found => found.findings)),
      ...checkBranches({ standing, hits: selected, components }),
      ...refuseUnapproved(
        approvalRulesFor(
          policy,
          cluster.name,
          parts.flatMap(({ experiment }) => namespacesOf(experiment)),
        ),
      ),
      ...(isDue
        ? checkActive({
            policy,
            components,
            entities,
            cluster,
            startedBy: request.startedBy,
            active: await this.#options.active(),
          })
        : []),
    ];
    if (!request.resumes && findings.every(({ ok }) => ok)) {
      findings.push(await this.#checkCluster(cluster, standing, call));
    }
    return {
      standing,
      // What a Schedule starts is kept apart when it starts.
      ...(standing.kind === 'Workflow'
        ? { hit: { entities, components } }
        : {}),
      preflight: {
        mayStart: findings.every(({ ok }) => ok),
        findings,
        standing: standing.kind,
        ...(standing.kind === 'Schedule' ? { nextRuns: times } : {}),
        manifest: stringify(standing),
        namespace: standing.metadata.namespace ?? '',
        targets: distinct(selected.flatMap(({ targets }) => targets)),
        dependents: components
          .dependentsOf(entities)
          .map(({ ref, title }) => ({ entity: ref, title })),
      },
    };
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

  /** What the cluster itself says: its admission, and what the portal may do there. */
  async #checkCluster(
    { name, title }: Cluster,
    object: ChaosObject,
    { signal }: { signal?: AbortSignal },
  ): Promise<ChaosFinding> {
    const answer = await this.#options.clusters.ask(
      name,
      client =>
        client.apply(toManifest(object), {
          fieldManager: FIELD_MANAGER,
          dryRun: true,
          ...(signal ? { signal } : {}),
        }),
      { ...(signal ? { signal } : {}) },
    );
    return answer.status === 'answered'
      ? { rule: 'cluster', ok: true, message: `${title} would take it` }
      : {
          rule: 'cluster',
          ok: false,
          message:
            answer.status === 'silent'
              ? `${title} does not answer: ${answer.reason}`
              : answer.reason,
        };
  }

  async #select(
    cluster: Cluster,
    experiment: Experiment,
    components: Components,
    { signal }: { signal?: AbortSignal },
  ): Promise<Selected> {
    const answer = await this.#options.clusters.ask(
      cluster.name,
      async client => ({
        pods: await client.list(podKind, {}, { ...(signal ? { signal } : {}) }),
        nodes: await client.list(nodes, {}, { ...(signal ? { signal } : {}) }),
      }),
      { ...(signal ? { signal } : {}) },
    );
    if (answer.status !== 'answered') {
      return {
        findings: [
          {
            rule: 'cluster',
            ok: false,
            message: `${cluster.title} cannot be asked what would be hit: ${answer.reason}`,
          },
        ],
        targets: [],
        entities: [],
      };
    }
    return this.#pick(experiment, answer.value, components);
  }

  #pick(
    experiment: Experiment,
    seen: { pods: Pod[]; nodes: { metadata: Pod['metadata'] }[] },
    components: Components,
  ): Selected {
    try {
      const candidates = matchPods(experiment.spec.selector, seen);
      const picked = selectTargets(experiment, seen);
      const main = picked.filter(({ selectorKey }) => selectorKey === '.');
      const hit = new Set(main.map(({ pod }) => pod)).size;
      const others = picked
        .filter(({ selectorKey }) => selectorKey === '.Target')
        .map(({ pod }) => pod);
      const shown = [...new Set([...candidates, ...others])];
      return {
        candidates: candidates.length,
        targets: shown.map(pod =>
          toTarget(pod, components.ofPod(pod.metadata)),
        ),
        entities: [
          ...new Set(
            shown.flatMap(pod => components.ofPod(pod.metadata)?.ref ?? []),
          ),
        ],
        findings: [
          {
            rule: 'targets',
            ok: true,
            message: `The selector means ${podsOf(candidates.length)}`,
          },
          checkPercentage(this.#options.policy, hit, candidates.length),
        ],
      };
    } catch (error) {
      if (!(error instanceof SelectionError)) {
        throw error;
      }
      return {
        findings: [
          {
            rule: 'targets',
            ok: false,
            path: 'spec.selector',
            message: `Nothing would be hit: ${error.message}`,
          },
        ],
        targets: [],
        entities: [],
      };
    }
  }
}

/** Each once: several experiments of a Workflow may say the same. */
function distinct<T>(list: T[]): T[] {
  return [...new Map(list.map(item => [JSON.stringify(item), item])).values()];
}

function toTarget(pod: Pod, component: Component | undefined): ChaosRunTarget {
  const owner = ownerOf(pod);
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    ...(owner ? { owner } : {}),
    ...(component ? { entity: component.ref } : {}),
    ...(pod.spec.nodeName ? { node: pod.spec.nodeName } : {}),
  };
}
