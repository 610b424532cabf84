import {
  findReach,
  SelectionError,
  type ChaosFinding,
  type ChaosReach,
  type ChaosRunTarget,
  type Experiment,
  type TakenCount,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type Cluster,
  type ClustersService,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { nodes } from '../clusters/nodes';
import { ownerOf } from '../clusters/ownerOf';
import { selectablePods, type SelectablePod } from '../clusters/selectablePods';
import { type Component, type KnownComponents } from '../components/Components';
import { HIDDEN } from '../components/hidden';
import { type Environment, type PolicySettings } from '../config';
import { say } from '../findings/say';
import { checkPercentage, namespacesOf } from '../policy/checkPolicy';
import { checkEntityRules, type EntityRules } from '../policy/entityRules';
import { environmentsFor } from '../policy/environments';
import { type Run } from '../runs/types';
import { checkWholeNamespaces } from './checkWholeNamespaces';
import { placesOf, placesOfRun } from './places';

/** The pods that an experiment may hit, and what the rules say of them. */
export type Selected = {
  findings: ChaosFinding[];
  targets: ChaosRunTarget[];
  /** The components of them, also those that the person may not see. */
  entities: string[];
  /** Their pods and workloads. */
  places: string[];
  /** Those of a run, by the pods of this moment. */
  placesOf(run: Run): string[];
  candidates?: number;
  /** Those of them with rules of their own, as people call them. */
  own: { name: string; rules: EntityRules }[];
};

export type TargetsOptions = {
  clusters: ClustersService;
  policy: PolicySettings;
};

/** Finds the pods that an experiment may hit, by the selectors of Chaos Mesh. */
export class Targets {
  readonly #options: TargetsOptions;

  constructor(options: TargetsOptions) {
    this.#options = options;
  }

  async select(
    cluster: Cluster,
    experiment: Experiment,
    known: KnownComponents,
    { signal }: { signal?: AbortSignal },
  ): Promise<Selected> {
    const answer = await this.#options.clusters.ask(
      cluster.name,
      async client => ({
        pods: await client.list(
          selectablePods,
          {},
          { ...(signal ? { signal } : {}) },
        ),
        nodes: await client.list(nodes, {}, { ...(signal ? { signal } : {}) }),
      }),
      { ...(signal ? { signal } : {}) },
    );
    return answer.status === 'answered'
      ? this.#pick(cluster.name, experiment, answer.value, known)
      : nothing({
          rule: 'cluster',
          ...(answer.status === 'silent'
            ? say('targetsUnknown', {
                cluster: cluster.title,
                reason: answer.reason,
              })
            : {
                message: `${cluster.title} cannot be asked what would be hit: ${answer.reason}`,
              }),
        });
  }

  #pick(
    cluster: string,
    experiment: Experiment,
    seen: Seen,
    known: KnownComponents,
  ): Selected {
    try {
      const [main, target] = findReach(experiment, seen);
      return this.#describe(
        {
          cluster,
          experiment,
          seen,
          main: toSide(main),
          ...(target ? { target: toSide(target) } : {}),
          matched: main.matched.length,
        },
        known,
      );
    } catch (error) {
      if (!(error instanceof SelectionError)) {
        throw error;
      }
      return nothing({
        rule: 'targets',
        path: 'spec.selector',
        ...(error.isEmpty
          ? say('targetsNone', {})
          : { message: `Nothing would be hit: ${error.message}` }),
      });
    }
  }

  #describe(reach: Reach, known: KnownComponents): Selected {
    const { policy } = this.#options;
    const { cluster, experiment, main, target, matched, seen } = reach;
    const { all, visible } = known;
    const shown = [...new Set([...main.pods, ...(target?.pods ?? [])])];
    const own = ruledBy(shown, known);
    const environmentsOf = (namespaces: string[]) =>
      environmentsFor(policy, cluster, namespaces);
    const targets = shown.map(pod =>
      toTarget(pod, visible.ofPod(pod.metadata)),
    );
    return {
      own,
      candidates: matched,
      targets,
      places: placesOf(targets),
      placesOf: run => placesOfRun(run, seen),
      entities: [
        ...new Set(shown.flatMap(pod => all.ofPod(pod.metadata)?.ref ?? [])),
      ],
      findings: [
        {
          rule: 'targets',
          ok: true,
          ...say('targets', { count: matched }),
        },
        checkPercentage(
          policy,
          main.taken,
          matched,
          environmentsOf(namespacesOf(experiment)),
        ),
        ...checkWholeNamespaces(main, seen.pods, all),
        ...own.flatMap(each => checkOwnRules(each, reach, environmentsOf)),
      ],
    };
  }
}

/** The pods and the nodes of a cluster. */
type Seen = {
  pods: SelectablePod[];
  nodes: { metadata: Pod['metadata'] }[];
};

/** What one selector may hit. */
type Side = {
  /** The pods with a target, each once. */
  pods: Pod[];
  taken: TakenCount;
};

type Reach = {
  cluster: string;
  experiment: Experiment;
  seen: Seen;
  main: Side;
  /** The other side of a NetworkChaos. */
  target?: Side;
  /** How many pods the selector means, those without a target included. */
  matched: number;
};

function toSide({ targets, taken }: ChaosReach<SelectablePod>): Side {
  return { pods: [...new Set(targets.map(({ pod }) => pod))], taken };
}

/** Nothing that is known would be hit. */
function nothing(finding: Omit<ChaosFinding, 'ok'>): Selected {
  return {
    findings: [{ ...finding, ok: false }],
    targets: [],
    entities: [],
    places: [],
    placesOf: () => [],
    own: [],
  };
}

/** A component that is hit, with its own rules. */
type Ruled = Selected['own'][number] & { hasPod: Component['hasPod'] };

/** Those of some pods that have rules of their own. */
function ruledBy(
  pods: readonly Pod[],
  { all, visible }: KnownComponents,
): Ruled[] {
  const hit = new Set(
    pods.flatMap(({ metadata }) => all.ofPod(metadata) ?? []),
  );
  return [...hit].flatMap(({ ref, rules, title, hasPod }) =>
    rules
      ? [
          {
            // Its name is not for those who may not see it.
            name: visible.get(ref) ? title : HIDDEN,
            rules,
            hasPod,
          },
        ]
      : [],
  );
}

/** What the rules of one that is hit say. */
function checkOwnRules(
  { name, rules, hasPod }: Ruled,
  { experiment, main, target, seen }: Reach,
  environmentsOf: (namespaces: string[]) => Environment[],
): ChaosFinding[] {
  const own = (list: readonly Pod[]) =>
    list.filter(({ metadata }) => hasPod(metadata));
  const most = ({ pods, taken }: Side) =>
    Math.min(taken.most, own(pods).length);
  const sides = [main, ...(target ? [target] : [])];
  const namespaces = [
    ...new Set(
      sides
        .flatMap(({ pods }) => own(pods))
        .map(({ metadata }) => metadata.namespace ?? ''),
    ),
  ];
  return checkEntityRules({
    name,
    rules,
    experiment,
    hit: Math.max(...sides.map(most)),
    pods: own(seen.pods).length,
    namespaces,
    environments: environmentsOf(namespaces).map(each => each.name),
  });
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
