import {
  type Span,
  type StoredTrace,
} from '@shop-platform/backstage-plugin-traces-common';

/** A span with its times in milliseconds from the start of the trace. */
export type TimedSpan = {
  span: Span;
  service: string;
  restricted: boolean;
  startMs: number;
  endMs: number;
};

/** A trace as a tree; spans whose parent is missing are roots. */
export type SpanTree = {
  spans: TimedSpan[];
  roots: TimedSpan[];
  childrenOf(span: TimedSpan): TimedSpan[];
};

const NANOS_PER_MS = 1e6;

function toMs(nanoseconds: bigint): number {
  return Number(nanoseconds) / NANOS_PER_MS;
}

/** Reads the spans of a trace as a tree. */
export function buildSpanTree(trace: StoredTrace): SpanTree {
  const origin = BigInt(trace.startTimeUnixNano);
  const spans = trace.spans.map(span => {
    const resource = trace.resources[span.resource];
    const startMs = toMs(BigInt(span.startTimeUnixNano) - origin);
    // A clock that was set back can make a duration negative.
    const durationMs = Math.max(0, toMs(BigInt(span.durationNano)));
    return {
      span,
      service: resource?.service ?? '',
      restricted: resource?.restricted ?? false,
      startMs,
      endMs: startMs + durationMs,
    };
  });
  const ids = new Set(spans.map(({ span }) => span.spanId));
  const children = new Map<string, TimedSpan[]>();
  const roots: TimedSpan[] = [];
  for (const item of spans) {
    const { parentSpanId } = item.span;
    if (parentSpanId === undefined || !ids.has(parentSpanId)) {
      roots.push(item);
    } else {
      const siblings = children.get(parentSpanId) ?? [];
      siblings.push(item);
      children.set(parentSpanId, siblings);
    }
  }
  return {
    spans,
    roots,
    childrenOf: ({ span }) => children.get(span.spanId) ?? [],
  };
}

function durationOf({ startMs, endMs }: TimedSpan): number {
  return endMs - startMs;
}

/** The span that the rest hangs on: the longest root, or the longest span of a trace that is only cycles. */
export function findMainSpan({
  roots,
  spans,
}: SpanTree): TimedSpan | undefined {
  const candidates = roots.length > 0 ? roots : spans;
  return candidates.reduce<TimedSpan | undefined>(
    (longest, item) =>
      longest && durationOf(longest) >= durationOf(item) ? longest : item,
    undefined,
  );
}
