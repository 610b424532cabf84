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

/** The pods that an experiment may hit, and what the rules say of them. */
export type Selected = {
  findings: ChaosFinding[];
  targets: ChaosRunTarget[];
  entities: string[];
  candidates?: number;
};

/** Finds the pods that an experiment may hit, by the selectors of Chaos Mesh. */
export class Targets {
  readonly #options: { clusters: ClustersService; policy: PolicySettings };

  constructor(options: { clusters: ClustersService; policy: PolicySettings }) {
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
