import { type RedPoint } from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedAnswer,
  type RedQuery,
} from '@shop-platform/backstage-plugin-traces-node';
import {
  type JaegerClient,
  type JaegerMetricQuery,
} from '../client/JaegerClient';
import { type JaegerMetric } from '../client/schemas';
import { mapBounded } from './mapBounded';

const NANOS_PER_MILLISECOND = 1_000_000n;
const REQUESTS_AT_ONCE = 4;

/** Prometheus needs two samples in what a rate is made from; a shorter time often has fewer. */
const SHORTEST_RATE_MS = 60_000;

const QUANTILES = [0.5, 0.95, 0.99];

/** The points of the answer, on Jaeger's clock. */
type RedGrid = {
  fromMs: number;
  stepMs: number;
  length: number;
  /** What the moments that are asked for are moved by. */
  shiftMs: number;
};

type Ask = Pick<
  JaegerMetricQuery,
  'name' | 'quantile' | 'lookbackMs' | 'ratePerMs'
>;

/** Asks for the metrics of a service that is not there; rejects when Jaeger keeps none. */
export async function probeRed(
  client: JaegerClient,
  signal: AbortSignal,
): Promise<void> {
  await client.metric(
    {
      name: 'calls',
      services: ['none'],
      spanKinds: ['server'],
      byOperation: false,
      endMs: SHORTEST_RATE_MS,
      lookbackMs: 0,
      stepMs: SHORTEST_RATE_MS,
      ratePerMs: SHORTEST_RATE_MS,
    },
    signal,
  );
}

/** Makes rate, errors and duration out of Jaeger's metrics of spans. */
export async function measureRed(
  client: JaegerClient,
  query: RedQuery,
  signal: AbortSignal,
): Promise<RedAnswer> {
  const grid = toGrid(query);
  const windowMs = grid.length * grid.stepMs;
  const overTime = {
    lookbackMs: windowMs,
    ratePerMs: Math.max(grid.stepMs, SHORTEST_RATE_MS),
  };
  const asks: Ask[] = [
    { name: 'calls', ...overTime },
    { name: 'errors', ...overTime },
    ...QUANTILES.map(quantile => latencies(quantile, overTime)),
    ...(isOneUnit(windowMs) ? QUANTILES : []).map(quantile =>
      latencies(quantile, { lookbackMs: 0, ratePerMs: windowMs }),
    ),
  ];
  const [rates, ratios, p50, p95, p99, ...totals] = await mapBounded(
    asks,
    { atOnce: REQUESTS_AT_ONCE, signal },
    async (ask, each) =>
      place(await client.metric(toMetricQuery(ask, query, grid), each), {
        query,
        grid,
      }),
  );

  const requests = rates.map(rate => (rate ?? 0) * query.stepSeconds);
  const errors = requests.map((count, index) => count * (ratios[index] ?? 0));
  const points = requests.map((count, index) => ({
    time: new Date(grid.fromMs + index * grid.stepMs).toISOString(),
    requests: Math.round(count),
    errors: Math.round(errors[index]),
    ...toQuantiles(count, [p50[index], p95[index], p99[index]]),
  }));
  // A moment's value stands in the last point, which ends with the window.
  const [totalP50, totalP95, totalP99] = totals.map(total => total.at(-1));
  return {
    points,
    total: {
      requests: Math.round(sum(requests)),
      errors: Math.round(sum(errors)),
      ...toQuantiles(sum(requests), [totalP50, totalP95, totalP99]),
    },
  };
}

function latencies(
  quantile: number,
  times: Pick<Ask, 'lookbackMs' | 'ratePerMs'>,
): Ask {
  return { name: 'latencies', quantile, ...times };
}

function toGrid({ from, to, stepSeconds }: RedQuery): RedGrid {
  const fromMs = Number(from / NANOS_PER_MILLISECOND);
  const toMs = Number(to / NANOS_PER_MILLISECOND);
  const stepMs = stepSeconds * 1000;
  return {
    fromMs,
    stepMs,
    length: Math.max(0, Math.ceil((toMs - fromMs) / stepMs)),
    // So that no moment is a multiple of the step, see place().
    shiftMs: fromMs % stepMs === 0 ? 1 : 0,
  };
}

function toMetricQuery(
  ask: Ask,
  { service, operation }: RedQuery,
  { fromMs, stepMs, length, shiftMs }: RedGrid,
): JaegerMetricQuery {
  return {
    ...ask,
    services: toPatterns(service),
    spanKinds: ['server', 'consumer'],
    byOperation: operation !== undefined,
    endMs: fromMs + length * stepMs + shiftMs,
    stepMs,
  };
}

/**
 * Prometheus takes a service for a pattern, ClickHouse and Elasticsearch take
 * it for a name. Where the two differ both are asked for, except for a name
 * that is no pattern, which Prometheus would refuse.
 */
function toPatterns(service: string): string[] {
  const pattern = service.replace(/[\\+*?()|[\]{}^$]/g, '\\$&');
  return isPattern(service) ? [...new Set([service, pattern])] : [pattern];
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

/**
 * Puts the values of the service's metric into the points they belong to.
 *
 * What a value's time means depends on Jaeger's storage, which its API does not
 * tell: with Prometheus it is one of the moments that were asked for, and the
 * value is about the time before it. ClickHouse and Elasticsearch cut time into
 * multiples of the step instead, and give the beginning of the piece. The
 * moments that are asked for are never such multiples, which tells them apart.
 */
function place(
  metrics: JaegerMetric[],
  { query, grid }: { query: RedQuery; grid: RedGrid },
): (number | undefined)[] {
  const { fromMs, stepMs, length, shiftMs } = grid;
  const values: (number | undefined)[] = new Array(length).fill(undefined);
  const metric = metrics.find(({ labels }) =>
    labels.every(
      ({ name, value }) =>
        // Prometheus takes the name for a pattern, and may answer about others.
        (name !== 'service_name' || value === query.service) &&
        (name !== 'operation' || value === query.operation),
    ),
  );
  for (const { timestamp, gaugeValue } of metric?.metricPoints ?? []) {
    const time = Date.parse(timestamp);
    const value = gaugeValue?.doubleValue ?? 0;
    const index =
      time % stepMs === 0
        ? Math.floor((time - fromMs) / stepMs + 0.5)
        : Math.round((time - shiftMs - fromMs) / stepMs) - 1;
    if (index >= 0 && index < length && Number.isFinite(value)) {
      values[index] = value;
    }
  }
  return values;
}

/**
 * Jaeger hands Prometheus the first unit of a duration and drops the rest: of
 * "1h30m" it asks for an hour.
 */
function isOneUnit(durationMs: number): boolean {
  const seconds = durationMs / 1000;
  return (
    seconds < 60 ||
    (seconds < 3600 && seconds % 60 === 0) ||
    seconds % 3600 === 0
  );
}

function toQuantiles(
  requests: number,
  [p50Ms, p95Ms, p99Ms]: (number | undefined)[],
): Pick<RedPoint, 'p50Ms' | 'p95Ms' | 'p99Ms'> {
  return requests > 0
    ? {
        ...(p50Ms !== undefined && { p50Ms }),
        ...(p95Ms !== undefined && { p95Ms }),
        ...(p99Ms !== undefined && { p99Ms }),
      }
    : {};
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
