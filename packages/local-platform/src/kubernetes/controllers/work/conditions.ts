import type { Condition } from '../types';

type Conditioned = { conditions?: Condition[] };

export function conditionOf(
  status: Conditioned | undefined,
  type: string,
): Condition | undefined {
  return status?.conditions?.find(condition => condition.type === type);
}

export function holds(status: Conditioned | undefined, type: string): boolean {
  return conditionOf(status, type)?.status === 'True';
}

/** The conditions with one in its place; when it last changed is kept while it holds. */
export function withCondition(
  conditions: Condition[] = [],
  condition: Condition,
  now: string,
): Condition[] {
  const old = conditions.find(one => one.type === condition.type);
  const next = {
    ...condition,
    lastTransitionTime:
      old?.status === condition.status ? old.lastTransitionTime : now,
  };
  return old
    ? conditions.map(one => (one === old ? next : one))
    : [...conditions, next];
}

export function withoutCondition(
  conditions: Condition[] = [],
  type: string,
): Condition[] {
  return conditions.filter(condition => condition.type !== type);
}
