import { InputError } from '@backstage/errors';
import { type TracesQuery } from '@shop-platform/backstage-plugin-traces-common';
import { type TracesLimits } from '../config';
import { type SearchQuery } from '../service/TracesService';
import { splitAttribute } from './splitAttribute';
import { parseWindow } from './window';

const NANOS_PER_MS = 1_000_000;
const DEFAULT_LIMIT = 100;

function toNanoseconds(
  name: string,
  milliseconds: number | undefined,
): bigint | undefined {
  if (milliseconds === undefined) {
    return undefined;
  }
  // The validator holds only finite numbers to their limits.
  if (!Number.isFinite(milliseconds)) {
    throw new InputError(`${name} has to be a number of milliseconds`);
  }
  return BigInt(Math.round(milliseconds * NANOS_PER_MS));
}

/** Reads a search. */
export function parseSearchQuery(
  query: TracesQuery<'searchTraces'>,
  limits: TracesLimits,
): SearchQuery {
  const { minDurationMs, maxDurationMs } = query;
  if (
    minDurationMs !== undefined &&
    maxDurationMs !== undefined &&
    minDurationMs > maxDurationMs
  ) {
    throw new InputError(
      'minDurationMs is more than maxDurationMs: no span could match',
    );
  }
  return {
    ...parseWindow(query, limits),
    service: query.service,
    operation: query.operation,
    errors: query.errors,
    attributes: query.attribute?.map(splitAttribute),
    minDurationNano: toNanoseconds('minDurationMs', minDurationMs),
    maxDurationNano: toNanoseconds('maxDurationMs', maxDurationMs),
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
    source: query.source,
  };
}
