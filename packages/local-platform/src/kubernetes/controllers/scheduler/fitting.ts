import { nameOf } from '../../model/KubeObject';
import { holds } from '../work/conditions';
import type { Node, Pod } from '../types';
import { capacityOf, Demand, demandOf } from './Demand';
import { isSelected } from './nodeAffinity';
import { repelling, tolerates } from './taints';

const UNSCHEDULABLE = {
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
};

/** Why a pod cannot run on a node, in the scheduler's words; empty where it can. */
export function obstacles(pod: Pod, node: Node, taken: Demand): string[] {
  const tolerations = pod.spec.tolerations ?? [];
  if (!holds(node.status, 'Ready')) {
    return ['node(s) were not ready'];
  }
  if (
    node.spec?.unschedulable &&
    !tolerations.some(one => tolerates(one, UNSCHEDULABLE))
  ) {
    return ['node(s) were unschedulable'];
  }
  const taint = repelling(node.spec?.taints, tolerations);
  if (taint) {
    const { key, value = '' } = taint;
    return [`node(s) had untolerated taint {${key}: ${value}}`];
  }
  if (!isSelected(node, pod.spec)) {
    return ["node(s) didn't match Pod's node affinity/selector"];
  }
  const has = capacityOf(node.status?.allocatable ?? node.status?.capacity);
  return Object.entries(demandOf(pod))
    .filter(
      ([name, amount]) =>
        amount > 0 && (taken[name] ?? 0) + amount > (has[name] ?? 0),
    )
    .map(([name]) =>
      name === 'pods' ? 'Too many pods' : `Insufficient ${name}`,
    );
}

/** The sentence that says why no node will do. */
export function explain(found: Map<Node, string[]>): string {
  if (found.size === 0) {
    return 'no nodes available to schedule pods';
  }
  const counts = new Map<string, number>();
  [...found.values()]
    .flat()
    .forEach(reason => counts.set(reason, (counts.get(reason) ?? 0) + 1));
  const reasons = [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
  return `0/${found.size} nodes are available: ${reasons}.`;
}

const ZONE = 'topology.kubernetes.io/zone';

export function zoneOf(node: Node | undefined): string {
  return node?.metadata.labels?.[ZONE] ?? '';
}

/** How many pods of the same owner run on each node and in each zone. */
export type Siblings = {
  nodes: Map<string, number>;
  zones: Map<string, number>;
};

/**
 * Chooses among the nodes that will do: what the pod prefers, then where fewest
 * of its kind are, by zone and by node, then where most is free.
 */
export function choose(
  candidates: Node[],
  siblings: Siblings,
  taken: (node: Node) => Demand,
  preference: (node: Node) => number,
): Node {
  const load = (node: Node) => {
    const has = capacityOf(node.status?.allocatable ?? node.status?.capacity);
    const used = taken(node);
    return Math.max(
      ...['cpu', 'memory', 'pods'].map(name =>
        has[name] ? (used[name] ?? 0) / has[name] : 0,
      ),
    );
  };
  const rank = (node: Node) => [
    -preference(node),
    siblings.zones.get(zoneOf(node)) ?? 0,
    siblings.nodes.get(nameOf(node)) ?? 0,
    load(node),
  ];
  const ranked = candidates.map(node => ({ node, rank: rank(node) }));
  return ranked.reduce((best, one) =>
    compare(one.rank, best.rank) < 0 ? one : best,
  ).node;
}

function compare(a: number[], b: number[]): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i < 0 ? 0 : a[i] - b[i];
}
