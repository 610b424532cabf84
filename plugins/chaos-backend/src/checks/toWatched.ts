import { type ChaosSteadyCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type Check, type Sample } from './types';

/** Checks as they are sent, with what was seen of each. */
export function toWatched(
  checks: readonly Check[],
  samples: readonly Sample[],
): ChaosSteadyCheck[] {
  return checks.map(({ id, type, title, unit, limit, comparator }) => ({
    id,
    type,
    title,
    unit,
    limit,
    comparator,
    samples: samples
      .filter(({ check }) => check === id)
      .map(({ at, value, ok, message, scope }) => ({
        ...{ at, value, ok, message },
        ...(scope ? { scope } : {}),
      })),
  }));
}
