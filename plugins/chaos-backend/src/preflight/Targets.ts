import {
  matchPods,
  SelectionError,
  selectTargets,
  type ChaosFinding,
  type ChaosRunTarget,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  pods as podKind,
  type Cluster,
  type ClustersService,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { nodes } from '../clusters/nodes';
import { ownerOf } from '../clusters/ownerOf';
import {
  HIDDEN,
  type Component,
  type KnownComponents,
} from '../components/Components';
import { type Environment, type PolicySettings } from '../config';
import { checkPercentage, namespacesOf, podsOf } from '../policy/checkPolicy';
import { checkEntityRules, type EntityRules } from '../policy/entityRules';
import { environmentsFor } from '../policy/environments';

/** The pods that an experiment may hit, and what the rules say of them. */
export type Selected = {
  findings: ChaosFinding[];
  targets: ChaosRunTarget[];
  /** The components of them, also those that the person may not see. */
  entities: string[];
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
            message: `${cluster.title} cannot be asked what would be hit: ${
              answer.reason
            }${
              answer.status === 'silent'
                ? '. Choose another cluster, or wait until it answers'
                : ''
            }`,
          },
        ],
        targets: [],
        entities: [],
        own: [],
      };
    }
    return this.#pick(cluster.name, experiment, answer.value, known);
  }

  #pick(
    cluster: string,
    experiment: Experiment,
    seen: { pods: Pod[]; nodes: { metadata: Pod['metadata'] }[] },
    known: KnownComponents,
  ): Selected {
    const { policy } = this.#options;
    const { all, visible } = known;
    try {
      const candidates = matchPods(experiment.spec.selector, seen);
      const picked = selectTargets(experiment, seen);
      const main = picked.filter(({ selectorKey }) => selectorKey === '.');
      const hit = new Set(main.map(({ pod }) => pod)).size;
      const others = picked
        .filter(({ selectorKey }) => selectorKey === '.Target')
        .map(({ pod }) => pod);
      const shown = [...new Set([...candidates, ...others])];
      const own = ruledBy([...candidates, ...others], known);
      const environmentsOf = (namespaces: string[]) =>
        environmentsFor(policy, cluster, namespaces);
      return {
        own,
        candidates: candidates.length,
        targets: shown.map(pod => toTarget(pod, visible.ofPod(pod.metadata))),
        entities: [
          ...new Set(shown.flatMap(pod => all.ofPod(pod.metadata)?.ref ?? [])),
        ],
        findings: [
          {
            rule: 'targets',
            ok: true,
            message: `The selector means ${podsOf(candidates.length)}`,
          },
          checkPercentage(
            policy,
            hit,
            candidates.length,
            environmentsOf(namespacesOf(experiment)),
          ),
          ...own.flatMap(each =>
            checkOwnRules(each, {
              experiment,
              hit,
              candidates,
              others,
              pods: seen.pods,
              environmentsOf,
            }),
          ),
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
        own: [],
      };
    }
  }
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
  options: {
    experiment: Experiment;
    /** How many of the candidates are hit. */
    hit: number;
    candidates: readonly Pod[];
    /** The targets of a NetworkChaos. */
    others: readonly Pod[];
    pods: readonly Pod[];
    environmentsOf(namespaces: string[]): Environment[];
  },
): ChaosFinding[] {
  const { experiment, hit, candidates, others, pods, environmentsOf } = options;
  const own = (list: readonly Pod[]) =>
    list.filter(({ metadata }) => hasPod(metadata));
  const count = (list: readonly Pod[]) => new Set(own(list)).size;
  const namespaces = [
    ...new Set(
      own([...candidates, ...others]).map(
        ({ metadata }) => metadata.namespace ?? '',
      ),
    ),
  ];
  return checkEntityRules({
    name,
    rules,
    experiment,
    hit: Math.max(Math.min(hit, count(candidates)), count(others)),
    pods: count(pods),
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
