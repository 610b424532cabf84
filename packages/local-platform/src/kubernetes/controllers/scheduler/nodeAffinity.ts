import { nameOf } from '../../model/KubeObject';
import type {
  Node,
  NodeRequirement,
  NodeSelectorTerm,
  PodSpec,
} from '../types';

function meets(
  value: string | undefined,
  { operator, values = [] }: NodeRequirement,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}

export function matchesTerm(node: Node, term: NodeSelectorTerm): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  const labels = node.metadata.labels ?? {};
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every(one => meets(labels[one.key], one)) &&
    matchFields.every(
      one => one.key === 'metadata.name' && meets(nameOf(node), one),
    )
  );
}

/** Whether a pod may run on a node by its selector and its affinity. */
export function isSelected(node: Node, spec: PodSpec): boolean {
  const labels = node.metadata.labels ?? {};
  const required =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    Object.entries(spec.nodeSelector ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (!required ||
      required.nodeSelectorTerms.some(term => matchesTerm(node, term)))
  );
}

/** How much a pod would like a node, by the weights of its preferences. */
export function preferenceFor(node: Node, spec: PodSpec): number {
  const preferred =
    spec.affinity?.nodeAffinity
      ?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return preferred
    .filter(({ preference }) => matchesTerm(node, preference))
    .reduce((sum, { weight }) => sum + weight, 0);
}
