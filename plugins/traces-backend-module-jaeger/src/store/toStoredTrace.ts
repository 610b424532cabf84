import {
  type Span,
  type SpanKind,
  type StoredTrace,
} from '@shop-platform/backstage-plugin-traces-common';
import { type OtlpSpan, type OtlpTrace } from '../client/schemas';
import { toAttributes } from './attributes';
import { compare } from './compare';
import { readSpanId, readTraceId } from './ids';
import { ResourceList } from './ResourceList';

/** In the order of OTLP's numbers. */
const KINDS: SpanKind[] = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
const STATUS_CODES: Span['status']['code'][] = ['unset', 'ok', 'error'];

/** Jaeger's own remarks on a span, which the sender knows nothing of. */
const WARNINGS_ATTRIBUTE = '@jaeger@warnings';

type PlacedSpan = { span: Span; start: bigint; end: bigint; cut: boolean };

/** One trace out of OTLP; `undefined` when it has no spans. */
export function toStoredTrace(otlp: OtlpTrace): StoredTrace | undefined {
  const resources = new ResourceList();
  const placed = otlp.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const index = resources.add(toAttributes(resource?.attributes ?? []));
    return scopeSpans.flatMap(({ scope, spans }) =>
      spans.map(span => placeSpan(span, index, scope)),
    );
  });
  const traceId = findTraceId(otlp);
  if (traceId === undefined) {
    return undefined;
  }
  placed.sort(byStart);

  const start = placed[0].start;
  const end = placed.reduce(
    (latest, span) => (span.end > latest ? span.end : latest),
    start,
  );
  return {
    traceId,
    startTimeUnixNano: String(start),
    durationNano: String(end - start),
    resources: resources.all,
    spans: placed.map(({ span }) => span),
    spanCount: placed.length,
    truncated: placed.some(({ cut }) => cut),
  };
}

function findTraceId(otlp: OtlpTrace): string | undefined {
  for (const { scopeSpans } of otlp.resourceSpans) {
    for (const { spans } of scopeSpans) {
      if (spans.length > 0) {
        return readTraceId(spans[0].traceId);
      }
    }
  }
  return undefined;
}

function byStart(a: PlacedSpan, b: PlacedSpan): number {
  return compare(a.start, b.start) || compare(a.span.spanId, b.span.spanId);
}

function placeSpan(
  span: OtlpSpan,
  resource: number,
  scope?: { name: string; version: string },
): PlacedSpan {
  const start = BigInt(span.startTimeUnixNano);
  const end = BigInt(span.endTimeUnixNano);
  const duration = end > start ? end - start : 0n;
  const { [WARNINGS_ATTRIBUTE]: warnings = '', ...attributes } = toAttributes(
    span.attributes,
  );
  return {
    start,
    end: start + duration,
    cut: /trace has more than \d+ spans/.test(warnings),
    span: {
      spanId: readSpanId(span.spanId),
      ...(span.parentSpanId && {
        parentSpanId: readSpanId(span.parentSpanId),
      }),
      operation: span.name,
      kind: readEnum(span.kind, KINDS, 'SPAN_KIND_'),
      resource,
      startTimeUnixNano: String(start),
      durationNano: String(duration),
      status: {
        code: readEnum(span.status?.code ?? 0, STATUS_CODES, 'STATUS_CODE_'),
        ...(span.status?.message && { message: span.status.message }),
      },
      ...(scope?.name && {
        scope: {
          name: scope.name,
          ...(scope.version && { version: scope.version }),
        },
      }),
      attributes,
      events: span.events.map(event => ({
        timeUnixNano: event.timeUnixNano,
        name: event.name,
        attributes: toAttributes(event.attributes),
      })),
      links: span.links.map(link => ({
        traceId: readTraceId(link.traceId),
        spanId: readSpanId(link.spanId),
        attributes: toAttributes(link.attributes),
      })),
    },
  };
}

/** OTLP in JSON has numbers for its enumerations; protobuf's mapping has names. */
function readEnum<Value extends string>(
  value: number | string,
  values: Value[],
  prefix: string,
): Value {
  const index =
    typeof value === 'number'
      ? value
      : values.findIndex(name => `${prefix}${name.toUpperCase()}` === value);
  return values[index] ?? values[0];
}
