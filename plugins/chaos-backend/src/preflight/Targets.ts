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
import { type Component, type Components } from '../components/Components';
import { type PolicySettings } from '../config';
import { checkPercentage, podsOf } from '../policy/checkPolicy';
import { checkEntityRules } from '../policy/entityRules';

/** The pods that an experiment may hit, and what the rules say of them. */
export type Selected = {
  findings: ChaosFinding[];
  targets: ChaosRunTarget[];
  entities: string[];
  candidates?: number;
};

export type TargetsOptions = {
  clusters: ClustersService;
  policy: PolicySettings;
  /** Asks the catalog for all components, also those that a person may not see. */
  readComponents(): Promise<Components>;
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
    const all = await this.#options.readComponents();
    return this.#pick(experiment, answer.value, { components, all });
  }

  #pick(
    experiment: Experiment,
    seen: { pods: Pod[]; nodes: { metadata: Pod['metadata'] }[] },
    known: { components: Components; all: Components },
  ): Selected {
    const { components } = known;
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
          ...checkOwnRules({
            experiment,
            hit,
            candidates,
            others,
            pods: seen.pods,
            ...known,
          }),
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

/** What the rules of those that are hit say. */
function checkOwnRules(options: {
  experiment: Experiment;
  /** How many of the candidates are hit. */
  hit: number;
  candidates: readonly Pod[];
  /** The targets of a NetworkChaos. */
  others: readonly Pod[];
  pods: readonly Pod[];
  components: Components;
  all: Components;
}): ChaosFinding[] {
  const { experiment, hit, candidates, others, pods, components, all } =
    options;
  const hitOnes = new Set(
    [...candidates, ...others].flatMap(
      ({ metadata }) => all.ofPod(metadata) ?? [],
    ),
  );
  return [...hitOnes].flatMap(({ ref, rules, title, hasPod }) => {
    const own = (list: readonly Pod[]) =>
      new Set(list.filter(({ metadata }) => hasPod(metadata))).size;
    return rules
      ? checkEntityRules({
          // Its name is not for those who may not see it.
          name: components.get(ref)
            ? title
            : 'a component that you may not see',
          rules,
          experiment,
          hit: Math.max(Math.min(hit, own(candidates)), own(others)),
          pods: own(pods),
        })
      : [];
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
