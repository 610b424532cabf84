import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type SteadyState } from '../config';
import { ENOUGH_REQUESTS } from '../verdict/enough';
import { type Traffic } from '../verdict/TrafficReader';
import { type WatchedService } from '../verdict/watchedOf';

/** What a service was measured to be at a moment, and its limit. */
export type TrafficSample = Pick<
  WatchedService,
  'service' | 'entity' | 'role'
> & {
  measure: 'errorRate' | 'p95';
  value: number;
  limit: number;
  at: Date;
  /** Where its requests were counted. */
  scope?: ChaosScope | undefined;
};

/** The measures of a service that enough requests stand behind. */
export function measure(
  {
    service,
    entity,
    role,
    scope,
  }: WatchedService & Pick<TrafficSample, 'scope'>,
  { requests, errors, p95Ms }: Traffic,
  { errorRate, p95Ms: slowest }: SteadyState,
  at: Date,
): TrafficSample[] {
  if (requests < ENOUGH_REQUESTS) {
    return [];
  }
  const common = {
    service,
    ...(entity ? { entity } : {}),
    ...{ role, at },
    ...(scope ? { scope } : {}),
  };
  return [
    {
      ...common,
      measure: 'errorRate',
      value: errors / requests,
      limit: errorRate,
    },
    ...(p95Ms === undefined
      ? []
      : [{ ...common, measure: 'p95' as const, value: p95Ms, limit: slowest }]),
  ];
}
