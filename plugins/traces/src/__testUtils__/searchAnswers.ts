import { createApiMock } from '@backstage/frontend-test-utils';
import {
  type RedSeries,
  type SourceAnswer,
  type TraceSearchResult,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';
import { tracesApiRef } from '../api';

/** A traces API of which each test says what it answers. */
export const mockTracesApi = () =>
  createApiMock(tracesApiRef, () => ({
    getSources: jest.fn(),
    getServices: jest.fn(),
    getOperations: jest.fn(),
    searchTraces: jest.fn(),
    getTrace: jest.fn(),
    getRed: jest.fn(),
    getRedByResource: jest.fn(),
    getRuntime: jest.fn(),
    getEdges: jest.fn(),
  }))();

export const answered: SourceAnswer = {
  id: 'clickhouse',
  title: 'ClickHouse',
  state: 'answered',
  elapsedMs: 5,
};

export const failed: SourceAnswer = {
  id: 'jaeger',
  title: 'Jaeger',
  state: 'failed',
  message: 'no answer within 10 s',
  elapsedMs: 10_000,
};

/** The id of a trace, of 32 digits. */
export const idOf = (number: number) => String(number).padStart(32, '0');

const nanoseconds = (ms: number) => String(BigInt(ms) * 1_000_000n);

/** A trace that began so many minutes ago. */
export function summary(
  number: number,
  more: Partial<TraceSummary> & {
    minutesAgo?: number;
    durationMs?: number;
  } = {},
): TraceSummary {
  const { minutesAgo = number, durationMs = 100, ...rest } = more;
  return {
    traceId: idOf(number),
    source: 'clickhouse',
    root: { service: 'storefront', operation: `GET /orders/${number}` },
    startTimeUnixNano: nanoseconds(Date.now() - minutesAgo * 60_000),
    durationNano: nanoseconds(durationMs),
    spanCount: 3,
    errorCount: 0,
    services: [
      { service: 'storefront', spanCount: 2, errorCount: 0 },
      { service: 'core-service', spanCount: 1, errorCount: 0 },
    ],
    restrictedSpanCount: 0,
    ...rest,
  };
}

/** A page of summaries. */
export function found(
  traces: TraceSummary[],
  more: Partial<TraceSearchResult> = {},
): TraceSearchResult {
  return { traces, moreExist: false, sources: [answered], ...more };
}

/** A series with the same numbers in each of its steps. */
export function redSeries(
  source: string,
  step: { requests: number; errors: number; p95Ms?: number },
  from: string,
  steps = 60,
): RedSeries {
  const { requests, errors, p95Ms } = step;
  return {
    source,
    points: Array.from({ length: steps }, (_, index) => ({
      time: new Date(new Date(from).getTime() + index * 60_000).toISOString(),
      ...step,
    })),
    total: { requests: requests * steps, errors: errors * steps, p95Ms },
  };
}
