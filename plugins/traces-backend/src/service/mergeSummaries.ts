import { type TraceSummary } from '@shop-platform/backstage-plugin-traces-common';
import { type StoredTraceSummary } from '@shop-platform/backstage-plugin-traces-node';

/** What one source knows of a trace. */
export type Part = { source: string; summary: StoredTraceSummary };

type ServiceCount = TraceSummary['services'][number];

function toSummary({ source, summary }: Part): TraceSummary {
  const { position: _position, ...rest } = summary;
  return { ...rest, source, restrictedSpanCount: 0 };
}

// Two stores that were sent the same spans: they do not add up.
function isSamePart({ summary: left }: Part, { summary: right }: Part) {
  return (
    left.startTimeUnixNano === right.startTimeUnixNano &&
    left.durationNano === right.durationNano &&
    left.spanCount === right.spanCount &&
    left.errorCount === right.errorCount
  );
}

function addServices(counts: ServiceCount[]): ServiceCount[] {
  const services = new Map<string, ServiceCount>();
  for (const count of counts) {
    const known = services.get(count.service);
    services.set(count.service, {
      service: count.service,
      spanCount: count.spanCount + (known?.spanCount ?? 0),
      errorCount: count.errorCount + (known?.errorCount ?? 0),
    });
  }
  return [...services.values()].sort(
    (left, right) => right.spanCount - left.spanCount,
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The span of time that several cover, in the nanoseconds of the wire. */
export function coverTimes(
  times: { startTimeUnixNano: string; durationNano: string }[],
): { startTimeUnixNano: string; durationNano: string } {
  const starts = times.map(time => BigInt(time.startTimeUnixNano));
  const ends = times.map(
    (time, index) => starts[index] + BigInt(time.durationNano),
  );
  const start = starts.reduce((a, b) => (a < b ? a : b));
  const end = ends.reduce((a, b) => (a > b ? a : b));
  return {
    startTimeUnixNano: String(start),
    durationNano: String(end - start),
  };
}

/**
 * One summary out of what several sources have of a trace: a request that
 * crossed two regions has a part in the store of each.
 */
export function mergeSummaries(parts: Part[]): TraceSummary {
  const distinct = parts.filter(
    (part, index) =>
      parts.findIndex(other => isSamePart(other, part)) === index,
  );
  const main = distinct.find(({ summary }) => summary.root) ?? distinct[0];
  if (distinct.length === 1) {
    return toSummary(main);
  }
  const summaries = distinct.map(({ summary }) => summary);
  return {
    ...toSummary(main),
    ...coverTimes(summaries),
    spanCount: sum(summaries.map(({ spanCount }) => spanCount)),
    errorCount: sum(summaries.map(({ errorCount }) => errorCount)),
    services: addServices(summaries.flatMap(({ services }) => services)),
  };
}
