import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import { type ChaosSettings, type Rate } from '../config';

/** Minutes since midnight as `09:00`. */
function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function rateOf({ starts, withinMs }: Rate) {
  return { starts, withinSeconds: withinMs / 1000 };
}

/** The rules of the configuration, as people are told. */
export function describePolicy({
  policy,
  checks,
}: Pick<ChaosSettings, 'policy' | 'checks'>): ChaosPolicy {
  const { kinds, namespaces, maxPercentage, maxActive, rate } = policy;
  return {
    kinds,
    namespaces,
    maxDurationSeconds: policy.maxDurationMs / 1000,
    maxPercentage,
    maxActive,
    environments: policy.environments.map(({ maxDurationMs, ...narrower }) => ({
      ...narrower,
      ...(maxDurationMs === undefined
        ? {}
        : { maxDurationSeconds: maxDurationMs / 1000 }),
    })),
    rate: {
      ...(rate.perPerson ? { perPerson: rateOf(rate.perPerson) } : {}),
      ...(rate.perTarget ? { perTarget: rateOf(rate.perTarget) } : {}),
    },
    statusUrls: policy.statusUrls,
    freezes: policy.freezes.map(({ from, to, reason, regions }) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      reason,
      ...(regions ? { regions } : {}),
    })),
    hours: policy.hours.map(({ from, to, ...hours }) => ({
      ...hours,
      from: timeOf(from),
      to: timeOf(to),
    })),
    approval: policy.approval.map(({ clusters, namespaces: names }) => ({
      ...(clusters ? { clusters } : {}),
      ...(names ? { namespaces: names } : {}),
    })),
    checks: {
      origins: checks.origins,
      queries: checks.queries.map(({ name, title }) => ({
        name,
        ...(title ? { title } : {}),
      })),
      prometheus: checks.prometheus !== undefined,
    },
  };
}
