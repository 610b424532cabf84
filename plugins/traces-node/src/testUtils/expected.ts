import {
  type Span,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type StoredTraceSummary,
  type TracePosition,
  type TraceQuery,
  type TraceWindow,
} from '../TraceStore';
import { conformanceSpans } from './conformanceTraces';
import { groupBy } from './groupBy';
import {
  attributeText,
  attributeTexts,
  type ConformanceSpan,
  resourceOf,
} from './model';

/** What a search has to find, worked out in the plainest way from the data set itself. */
export type ExpectedSummary = StoredTraceSummary;

const traces = conformanceSpans();

const isIn = (span: ConformanceSpan, { from, to }: TraceWindow) =>
  span.start >= from && span.start < to;
const endOf = (span: ConformanceSpan) => span.start + span.duration;
const isError = (span: ConformanceSpan) => span.status.code === 'error';
const smallest = (values: bigint[]) => values.reduce((a, b) => (a < b ? a : b));
const largest = (values: bigint[]) => values.reduce((a, b) => (a > b ? a : b));

function hasAttribute(
  span: ConformanceSpan,
  { key, value }: { key: string; value: string },
): boolean {
  return [span.attributes, resourceOf(span)].some(
    attributes =>
      Object.hasOwn(attributes, key) &&
      attributeText(attributes[key]) === value,
  );
}

function matches(span: ConformanceSpan, query: TraceQuery): boolean {
  const { services, operation, attributes = [], errors } = query;
  const { minDurationNano = 0n, maxDurationNano = span.duration } = query;
  return (
    isIn(span, query) &&
    (!services || services.includes(span.service)) &&
    (operation === undefined || span.operation === operation) &&
    attributes.every(attribute => hasAttribute(span, attribute)) &&
    span.duration >= minDurationNano &&
    span.duration <= maxDurationNano &&
    (!errors || isError(span))
  );
}

function rootOf(spans: ConformanceSpan[]): StoredTraceSummary['root'] {
  const [root] = spans
    .filter(span => !span.parentSpanId)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  return root && { service: root.service, operation: root.operation };
}

/** Newest first, then by trace id, as positions are defined. */
export function comparePositions(a: TracePosition, b: TracePosition): number {
  if (a.time !== b.time) {
    return a.time > b.time ? -1 : 1;
  }
  return a.traceId < b.traceId ? -1 : 1;
}

function summarize(
  spans: ConformanceSpan[],
  matching: ConformanceSpan[],
): StoredTraceSummary {
  const [{ traceId }] = spans;
  const start = smallest(spans.map(span => span.start));
  return {
    traceId,
    root: rootOf(spans),
    startTimeUnixNano: start.toString(),
    durationNano: (largest(spans.map(endOf)) - start).toString(),
    spanCount: spans.length,
    errorCount: spans.filter(isError).length,
    services: [...groupBy(spans, span => span.service)].map(
      ([service, ofService]) => ({
        service,
        spanCount: ofService.length,
        errorCount: ofService.filter(isError).length,
      }),
    ),
    position: { time: largest(matching.map(span => span.start)), traceId },
  };
}

/** Everything that matches, in order, whatever the limit and the position. */
export function expectedMatches(query: TraceQuery): StoredTraceSummary[] {
  return traces
    .map(spans => ({
      spans,
      matching: spans.filter(span => matches(span, query)),
    }))
    .filter(({ matching }) => matching.length > 0)
    .map(({ spans, matching }) => summarize(spans, matching))
    .sort((a, b) => comparePositions(a.position, b.position));
}

export function expectedServices(window: TraceWindow): string[] {
  const spans = traces.flat().filter(span => isIn(span, window));
  return [...new Set(spans.map(span => span.service))].sort();
}

export function expectedOperations(
  query: TraceWindow & { service: string },
): { name: string; kinds: string[] }[] {
  const spans = traces
    .flat()
    .filter(span => isIn(span, query) && span.service === query.service);
  return [...groupBy(spans, span => span.operation)]
    .map(([name, ofName]) => ({
      name,
      kinds: [...new Set(ofName.map(span => span.kind))].sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A span as a store answers it, with its resource in place of the index. */
export type ExpectedSpan = Omit<Span, 'resource'> & { resource: TraceResource };

export function expectedSpans(traceId: string): ExpectedSpan[] {
  return traces
    .flat()
    .filter(span => span.traceId === traceId)
    .map(span => ({
      spanId: span.spanId,
      ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
      operation: span.operation,
      kind: span.kind,
      startTimeUnixNano: span.start.toString(),
      durationNano: span.duration.toString(),
      status: span.status,
      ...(span.scope.name && { scope: span.scope }),
      attributes: attributeTexts(span.attributes),
      events: span.events.map(event => ({
        name: event.name,
        timeUnixNano: event.time.toString(),
        attributes: attributeTexts(event.attributes),
      })),
      links: span.links.map(link => ({
        ...link,
        attributes: attributeTexts(link.attributes),
      })),
      resource: {
        service: span.service,
        attributes: attributeTexts(resourceOf(span)),
      },
    }));
}

export function traceOf(operation: string): string {
  const [span] = traces.flat().filter(each => each.operation === operation);
  return span.traceId;
}

/** The spans that the red numbers of a service count. */
export function expectedRequests(query: {
  service: string;
  operation?: string;
  peer?: string;
}): ConformanceSpan[] {
  const spans = traces.flat();
  return spans.filter(span => {
    const kinds = query.peer ? ['client', 'producer'] : ['server', 'consumer'];
    return (
      span.service === query.service &&
      (!query.operation || span.operation === query.operation) &&
      kinds.includes(span.kind) &&
      (!query.peer ||
        spans.some(
          child =>
            child.traceId === span.traceId &&
            child.parentSpanId === span.spanId &&
            child.service === query.peer,
        ))
    );
  });
}

export function expectedEdges(): {
  caller: string;
  callee: string;
  children: ConformanceSpan[];
}[] {
  const calls = traces.flatMap(spans =>
    spans.flatMap(child =>
      spans
        .filter(
          parent =>
            parent.spanId === child.parentSpanId &&
            parent.service !== child.service,
        )
        .map(parent => ({ parent, child })),
    ),
  );
  return [
    ...groupBy(
      calls,
      ({ parent, child }) => `${parent.service} → ${child.service}`,
    ).values(),
  ].map(ofEdge => ({
    caller: ofEdge[0].parent.service,
    callee: ofEdge[0].child.service,
    children: ofEdge.map(({ child }) => child),
  }));
}
