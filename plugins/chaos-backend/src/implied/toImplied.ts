import { type ChaosImpliedCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type TrafficSample } from './measures';

/**
 * What a run will be judged by beside its own checks, with what was seen of it.
 * As in the verdict, a service that was slower before is not measured by that.
 */
export function toImplied(
  startedAt: Date,
  samples: readonly TrafficSample[],
): ChaosImpliedCheck[] {
  const groups = new Map<string, TrafficSample[]>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.service, sample.measure]);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()]
    .filter(group => !wasSlowBefore(startedAt, group))
    .map(group => {
      const { service, entity, role, measure, limit } = group[group.length - 1];
      return {
        service,
        ...(entity ? { entity } : {}),
        role,
        measure,
        unit: measure === 'p95' ? ('ms' as const) : ('ratio' as const),
        limit,
        samples: group.map(({ at, value, limit: then, scope }) => ({
          at: at.toISOString(),
          value,
          ok: value <= then,
          ...(scope ? { scope } : {}),
        })),
      };
    })
    .sort(
      (one, other) =>
        // What is hit first, then who calls it.
        other.role.localeCompare(one.role) ||
        one.service.localeCompare(other.service) ||
        one.measure.localeCompare(other.measure),
    );
}

function wasSlowBefore(
  startedAt: Date,
  group: readonly TrafficSample[],
): boolean {
  return group.some(
    ({ measure, at, value, limit }) =>
      measure === 'p95' && at <= startedAt && value > limit,
  );
}
