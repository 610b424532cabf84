import { type Trace } from '@shop-platform/backstage-plugin-traces-common';
import { findCriticalPath } from './criticalPath';
import {
  buildSpanTree,
  findMainSpan,
  type SpanTree,
  type TimedSpan,
} from './spanTree';

const MAX_TEXT = 300;
const UNREADABLE = '(a service you may not read)';

export type DigestedSpan = {
  spanId: string;
  service: string;
  operation: string;
  startMs: number;
  durationMs: number;
};

/** What an engineer would say about a trace, in a few lines instead of its spans. */
export type TraceDigest = {
  sentence: string;
  startTime: string;
  durationMs: number;
  spanCount: number;
  restrictedSpanCount: number;
  services: { service: string; spanCount: number; errorCount: number }[];
  criticalPath: (DigestedSpan & { selfMs: number })[];
  errors: (DigestedSpan & { message?: string })[];
  notes: string[];
};

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function formatMs(milliseconds: number): string {
  const [value, unit] =
    milliseconds >= 1000 ? [milliseconds / 1000, 's'] : [milliseconds, 'ms'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

function digestSpan({
  span,
  service,
  restricted,
  startMs,
  endMs,
}: TimedSpan): DigestedSpan {
  return {
    spanId: span.spanId,
    service: restricted ? UNREADABLE : service,
    operation: span.operation,
    startMs: round(startMs),
    durationMs: round(endMs - startMs),
  };
}

function isError({ span }: TimedSpan): boolean {
  return span.status.code === 'error';
}

function messageOf({ span }: TimedSpan): string | undefined {
  const exception = span.events.find(
    ({ attributes }) => attributes['exception.message'],
  );
  const text =
    span.status.message || exception?.attributes['exception.message'];
  return text?.slice(0, MAX_TEXT);
}

// An error climbs from where it happened to the root: the cause is below.
function findCauses(tree: SpanTree): TimedSpan[] {
  return tree.spans.filter(
    item => isError(item) && !tree.childrenOf(item).some(isError),
  );
}

function countServices(tree: SpanTree): TraceDigest['services'] {
  const counts = new Map<string, { spanCount: number; errorCount: number }>();
  for (const item of tree.spans.filter(({ restricted }) => !restricted)) {
    const count = counts.get(item.service) ?? { spanCount: 0, errorCount: 0 };
    count.spanCount += 1;
    count.errorCount += isError(item) ? 1 : 0;
    counts.set(item.service, count);
  }
  return [...counts]
    .map(([service, count]) => ({ service, ...count }))
    .sort((left, right) => right.spanCount - left.spanCount);
}

function nameOf({ operation, service }: DigestedSpan): string {
  return operation ? `${operation} in ${service}` : service;
}

function composeSentence(
  tree: SpanTree,
  criticalPath: TraceDigest['criticalPath'],
): string {
  const main = findMainSpan(tree);
  if (!main) {
    return 'The trace has no spans.';
  }
  const name = nameOf(digestSpan(main));
  const opening = `${name} took ${formatMs(main.endMs - main.startMs)}`;
  const [cause] = findCauses(tree);
  if (cause) {
    const message = messageOf(cause);
    const where =
      cause === main
        ? ' and failed'
        : `, with an error in ${nameOf(digestSpan(cause))}`;
    return `${opening}${where}${message ? `: ${message}` : ''}.`;
  }
  const slowest = criticalPath.at(0);
  return slowest && slowest.spanId !== main.span.spanId
    ? `${opening}, ${formatMs(slowest.selfMs)} of it in ${nameOf(slowest)}.`
    : `${opening}.`;
}

function composeNotes(
  trace: Trace,
  shown: { what: string; all: number; kept: number }[],
): string[] {
  const failed = trace.sources.filter(({ state }) => state === 'failed');
  return [
    ...shown
      .filter(({ all, kept }) => all > kept)
      .map(({ what, all, kept }) => `${kept} of ${all} ${what} are listed.`),
    ...(trace.truncated
      ? [
          `The trace has ${trace.spanCount} spans; ${trace.spans.length} of them were read.`,
        ]
      : []),
    ...failed.map(
      ({ title, message }) =>
        `The source ${title} did not answer (${message}): the trace may have more spans there.`,
    ),
  ];
}

/** Sums up a trace, with at most `maxSpans` spans in each list. */
export function digestTrace(trace: Trace, maxSpans: number): TraceDigest {
  const tree = buildSpanTree(trace);
  const path = findCriticalPath(tree).sort(
    (left, right) => right.selfMs - left.selfMs,
  );
  const criticalPath = path.slice(0, maxSpans).map(({ item, selfMs }) => ({
    ...digestSpan(item),
    selfMs: round(selfMs),
  }));
  const failing = tree.spans.filter(isError);
  const errors = failing.slice(0, maxSpans).map(item => ({
    ...digestSpan(item),
    message: messageOf(item),
  }));
  const startMs = Number(BigInt(trace.startTimeUnixNano) / 1_000_000n);

  return {
    sentence: composeSentence(tree, criticalPath),
    startTime: new Date(startMs).toISOString(),
    durationMs: round(Number(trace.durationNano) / 1e6),
    spanCount: trace.spanCount,
    restrictedSpanCount: tree.spans.filter(({ restricted }) => restricted)
      .length,
    services: countServices(tree),
    criticalPath,
    errors,
    notes: composeNotes(trace, [
      {
        what: 'spans of the critical path',
        all: path.length,
        kept: criticalPath.length,
      },
      {
        what: 'spans with an error',
        all: failing.length,
        kept: errors.length,
      },
    ]),
  };
}
