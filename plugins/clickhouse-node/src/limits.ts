import { InputError } from '@backstage/errors';
import { type QueryLimits } from './types';

/** Every limit there is. */
export const LIMIT_NAMES = [
  'executionTime',
  'memory',
  'resultRows',
  'resultBytes',
  'rowsToRead',
  'bytesToRead',
  'threads',
] as const satisfies (keyof QueryLimits)[];

/**
 * Lays the limits that are given over the others.
 */
export function mergeLimits(
  base: QueryLimits,
  over: Partial<QueryLimits>,
): QueryLimits {
  const merged = { ...base };
  for (const name of LIMIT_NAMES) {
    const value = over[name];
    if (value !== undefined) {
      merged[name] = value;
    }
  }
  return merged;
}

/**
 * Lays the limits of one call over the configured ones. A call cannot lift itself over a ceiling,
 * so what it asks above one is cut down to it.
 *
 * @throws InputError when a limit is not above zero: ClickHouse would read zero as no limit
 */
export function limitsOfCall(
  configured: { limits: QueryLimits; ceilings: QueryLimits },
  asked: Partial<QueryLimits>,
): QueryLimits {
  const capped: Partial<QueryLimits> = {};
  for (const name of LIMIT_NAMES) {
    const value = asked[name];
    if (value !== undefined) {
      if (!(value > 0)) {
        throw new InputError(
          `The limit '${name}' of a query must be above zero`,
        );
      }
      capped[name] = Math.min(value, configured.ceilings[name] ?? Infinity);
    }
  }
  return mergeLimits(configured.limits, capped);
}
