import { type TraceStore } from '@shop-platform/backstage-plugin-traces-node';
import { type OtlpExport } from '@shop-platform/backstage-plugin-traces-node/testUtils';

/**
 * Jaeger keeps a span that took no time as one of a nanosecond, on purpose.
 * This takes the nanosecond off again, and nothing else, so that the suite can
 * compare everything to the last digit.
 */
export function withoutAddedNanosecond(
  store: TraceStore,
  exports: OtlpExport[],
): TraceStore {
  const emptyTraces = findEmptyTraces(exports);
  const shorten = <T extends { traceId: string; durationNano: string }>(
    trace: T,
  ): T =>
    emptyTraces.has(trace.traceId)
      ? { ...trace, durationNano: String(BigInt(trace.durationNano) - 1n) }
      : trace;

  return {
    capabilities: options => store.capabilities(options),
    services: (window, options) => store.services(window, options),
    operations: (query, options) => store.operations(query, options),
    red: (query, options) => store.red(query, options),
    edges: (window, options) => store.edges(window, options),
    async search(query, options) {
      const answer = await store.search(query, options);
      return {
        ...answer,
        traces: answer.traces.map(trace => shorten(trace)),
      };
    },
    async trace(request, options) {
      const trace = await store.trace(request, options);
      if (!trace || !emptyTraces.has(trace.traceId)) {
        return trace;
      }
      const spans = trace.spans.map(span => ({ ...span, durationNano: '0' }));
      return { ...shorten(trace), spans };
    },
  };
}

/** The traces of which no span took any time. */
function findEmptyTraces(exports: OtlpExport[]): Set<string> {
  const spans = exports
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(scope => scope.spans);
  const lasting = new Set(
    spans
      .filter(span => span.startTimeUnixNano !== span.endTimeUnixNano)
      .map(({ traceId }) => traceId),
  );
  return new Set(
    spans.map(({ traceId }) => traceId).filter(id => !lasting.has(id)),
  );
}
