import { type StoredTraceSummary } from '@shop-platform/backstage-plugin-traces-node';
import { type JaegerSummary } from '../client/schemas';
import { compare } from './compare';
import { readTraceId } from './ids';

/** A summary in the portal's words. */
export function toSummary(summary: JaegerSummary): StoredTraceSummary {
  const traceId = readTraceId(summary.traceId);
  const start = BigInt(summary.minStartTimeUnixNano);
  const end = BigInt(summary.maxEndTimeUnixNano);
  const { rootServiceName: service, rootOperationName: operation } = summary;

  return {
    traceId,
    startTimeUnixNano: String(start),
    durationNano: String(end > start ? end - start : 0n),
    spanCount: summary.spanCount,
    errorCount: summary.errorSpanCount,
    ...((service || operation) && { root: { service, operation } }),
    services: summary.services
      .map(({ name, spanCount, errorSpanCount }) => ({
        service: name,
        spanCount,
        errorCount: errorSpanCount,
      }))
      .sort(
        (a, b) => b.spanCount - a.spanCount || compare(a.service, b.service),
      ),
    // Jaeger does not say when the newest match began; the trace's start is what there is.
    position: { time: start, traceId },
  };
}

/** Newest first, then by trace id. */
export function byPosition(
  a: StoredTraceSummary,
  b: StoredTraceSummary,
): number {
  return (
    compare(b.position.time, a.position.time) || compare(a.traceId, b.traceId)
  );
}
