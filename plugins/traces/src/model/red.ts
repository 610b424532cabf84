import {
  type RedPoint,
  type RedSeries,
} from '@shop-platform/backstage-plugin-traces-common';

/** Rate, errors and duration of a service, of all sources together. */
export type ServiceRed = {
  from: Date;
  to: Date;
  /** Whether there was any request at all. */
  hasRequests: boolean;
  requestsPerSecond: number;
  /** Without requests, no ratio. */
  errorRatio?: number;
  p95Ms?: number;
  points: RedStep[];
};

/** One step of time. */
export type RedStep = {
  time: Date;
  requestsPerSecond: number;
  errorRatio?: number;
  p95Ms?: number;
};

type Measured = { requests: number; errors: number; p95Ms?: number };

/** Requests and errors add up; a quantile does not: the highest one stands. */
function add(one: Measured, other: Measured): Measured {
  const quantiles = [one.p95Ms, other.p95Ms].filter(
    (value): value is number => value !== undefined,
  );
  return {
    requests: one.requests + other.requests,
    errors: one.errors + other.errors,
    p95Ms: quantiles.length > 0 ? Math.max(...quantiles) : undefined,
  };
}

function ratio({ requests, errors }: Measured): number | undefined {
  return requests > 0 ? errors / requests : undefined;
}

const NOTHING: Measured = { requests: 0, errors: 0 };

function pointsByTime(series: readonly RedSeries[]): Map<number, Measured> {
  const byTime = new Map<number, Measured>();
  const points: RedPoint[] = series.flatMap(one => one.points);
  for (const point of points) {
    const time = new Date(point.time).getTime();
    byTime.set(time, add(byTime.get(time) ?? NOTHING, point));
  }
  return byTime;
}

/** Makes one service out of the series of several sources. */
export function mergeRed(
  answer: { stepSeconds: number; series: readonly RedSeries[] },
  window: { from: Date; to: Date },
): ServiceRed {
  const { stepSeconds, series } = answer;
  const total = series.map(one => one.total).reduce<Measured>(add, NOTHING);
  const seconds = (window.to.getTime() - window.from.getTime()) / 1_000;
  return {
    ...window,
    hasRequests: total.requests > 0,
    requestsPerSecond: total.requests / seconds,
    errorRatio: ratio(total),
    p95Ms: total.p95Ms,
    points: [...pointsByTime(series)]
      .sort(([one], [other]) => one - other)
      .map(([time, measured]) => ({
        time: new Date(time),
        requestsPerSecond: measured.requests / stepSeconds,
        errorRatio: ratio(measured),
        p95Ms: measured.p95Ms,
      })),
  };
}

/** The last hour in whole steps: a step that is not over would look like a fall. */
export function lastHour(now: Date, stepSeconds: number) {
  const stepMs = stepSeconds * 1_000;
  const to = Math.floor(now.getTime() / stepMs) * stepMs;
  return { from: new Date(to - 3_600_000), to: new Date(to) };
}
