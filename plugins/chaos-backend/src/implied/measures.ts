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
};

/** The measures of a service that enough requests stand behind. */
export function measure(
  { service, entity, role }: WatchedService,
  { requests, errors, p95Ms }: Traffic,
  { errorRate, p95Ms: slowest }: SteadyState,
  at: Date,
): TrafficSample[] {
  if (requests < ENOUGH_REQUESTS) {
    return [];
  }
  const common = { service, ...(entity ? { entity } : {}), role, at };
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
