import { type SpanKind } from '@shop-platform/backstage-plugin-traces-common';
import { groupBy } from './groupBy';
import {
  type AttributeValue,
  type Attributes,
  type ConformanceSpan,
  resourceOf,
} from './model';

/**
 * A value in OTLP's JSON encoding.
 *
 * @public
 */
export type OtlpValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: OtlpValue[] } };

/**
 * An attribute in OTLP's JSON encoding.
 *
 * @public
 */
export type OtlpAttribute = { key: string; value: OtlpValue };

/**
 * A span in OTLP's JSON encoding: ids in hexadecimal, nanoseconds as text.
 *
 * @public
 */
export type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: OtlpAttribute[];
  events: { timeUnixNano: string; name: string; attributes: OtlpAttribute[] }[];
  links: { traceId: string; spanId: string; attributes: OtlpAttribute[] }[];
  status: { code: number; message?: string };
};

/**
 * The body of a POST to an OTLP receiver's `/v1/traces`, as JSON.
 *
 * @public
 */
export type OtlpExport = {
  resourceSpans: {
    resource: { attributes: OtlpAttribute[] };
    scopeSpans: {
      scope: { name: string; version?: string; attributes: OtlpAttribute[] };
      spans: OtlpSpan[];
    }[];
  }[];
};

const KINDS: Record<SpanKind, number> = {
  unspecified: 0,
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};
const STATUS_CODES = { unset: 0, ok: 1, error: 2 };

function toValue(value: AttributeValue): OtlpValue {
  if (Array.isArray(value)) {
    return { arrayValue: { values: value.map(toValue) } };
  }
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: value.toString() };
    default:
      return { doubleValue: value };
  }
}

export function toAttributes(attributes: Attributes): OtlpAttribute[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: toValue(value),
  }));
}

function toSpan(span: ConformanceSpan): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    name: span.operation,
    kind: KINDS[span.kind],
    startTimeUnixNano: span.start.toString(),
    endTimeUnixNano: (span.start + span.duration).toString(),
    attributes: toAttributes(span.attributes),
    events: span.events.map(event => ({
      timeUnixNano: event.time.toString(),
      name: event.name,
      attributes: toAttributes(event.attributes),
    })),
    links: span.links.map(link => ({
      traceId: link.traceId,
      spanId: link.spanId,
      attributes: toAttributes(link.attributes),
    })),
    status: {
      code: STATUS_CODES[span.status.code],
      ...(span.status.message && { message: span.status.message }),
    },
  };
}

/** One export, the spans grouped by resource and scope as a Collector groups them. */
export function toOtlpExport(spans: ConformanceSpan[]): OtlpExport {
  const byService = groupBy(spans, span => span.service);
  return {
    resourceSpans: [...byService.values()].map(ofService => ({
      resource: { attributes: toAttributes(resourceOf(ofService[0])) },
      scopeSpans: [
        ...groupBy(ofService, ({ scope }) =>
          JSON.stringify([scope.name, scope.version]),
        ).values(),
      ].map(ofScope => ({
        scope: {
          ...ofScope[0].scope,
          attributes: toAttributes({ 'scope.origin': 'conformance' }),
        },
        spans: ofScope.map(toSpan),
      })),
    })),
  };
}
