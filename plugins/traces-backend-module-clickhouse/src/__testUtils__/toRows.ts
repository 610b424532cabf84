import {
  type OtlpAttribute,
  type OtlpExport,
  type OtlpMetricsExport,
  type OtlpSpan,
  type OtlpValue,
} from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { type Layout } from './layouts';

const KINDS = [
  'Unspecified',
  'Internal',
  'Server',
  'Client',
  'Producer',
  'Consumer',
];
const STATUS_CODES = ['Unset', 'Ok', 'Error'];

/** A row of a metric table as it is inserted. */
export type MetricInsert = Record<string, unknown>;

/** A row of `otel_traces` as it is inserted. */
export type SpanInsert = Record<string, unknown>;

function toText(value: OtlpValue): string {
  if ('stringValue' in value) {
    return value.stringValue;
  }
  if ('arrayValue' in value) {
    const elements = value.arrayValue.values.map(element =>
      'stringValue' in element
        ? JSON.stringify(element.stringValue)
        : toText(element),
    );
    return `[${elements.join(',')}]`;
  }
  const [scalar] = Object.values(value);
  return String(scalar);
}

function toMap(attributes: OtlpAttribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, toText(value)]),
  );
}

/** `DateTime64` takes seconds with decimals, exactly, as text. */
export function toDateTime(nanoseconds: bigint | string): string {
  const digits = BigInt(nanoseconds).toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

function toRow(
  span: OtlpSpan,
  options: {
    resource: Record<string, string>;
    scope: { name: string; version?: string };
    names: Layout['names'];
  },
): SpanInsert {
  const isLong = options.names === 'long';
  const kind = KINDS[span.kind];
  const status = STATUS_CODES[span.status.code];
  return {
    Timestamp: toDateTime(span.startTimeUnixNano),
    TraceId: span.traceId,
    SpanId: span.spanId,
    ParentSpanId: span.parentSpanId ?? '',
    SpanName: span.name,
    SpanKind: isLong ? `SPAN_KIND_${kind.toUpperCase()}` : kind,
    ServiceName: options.resource['service.name'],
    ResourceAttributes: options.resource,
    ScopeName: options.scope.name,
    ScopeVersion: options.scope.version ?? '',
    SpanAttributes: toMap(span.attributes),
    Duration: BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano),
    StatusCode: isLong ? `STATUS_CODE_${status.toUpperCase()}` : status,
    StatusMessage: span.status.message ?? '',
    'Events.Timestamp': span.events.map(event =>
      toDateTime(event.timeUnixNano),
    ),
    'Events.Name': span.events.map(({ name }) => name),
    'Events.Attributes': span.events.map(event => toMap(event.attributes)),
    'Links.TraceId': span.links.map(({ traceId }) => traceId),
    'Links.SpanId': span.links.map(({ spanId }) => spanId),
    'Links.TraceState': span.links.map(() => ''),
    'Links.Attributes': span.links.map(link => toMap(link.attributes)),
  };
}

/** The rows that the Collector's exporter makes of an export. */
export function toRows(otlp: OtlpExport, names: Layout['names']): SpanInsert[] {
  return otlp.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map(span =>
        toRow(span, { resource: toMap(resource.attributes), scope, names }),
      ),
    ),
  );
}

/** The rows that the Collector's exporter makes of metrics, by table. */
export function toMetricRows(otlp: OtlpMetricsExport): {
  gauge: MetricInsert[];
  sum: MetricInsert[];
} {
  const rows = {
    gauge: new Array<MetricInsert>(),
    sum: new Array<MetricInsert>(),
  };
  for (const { resource, scopeMetrics } of otlp.resourceMetrics) {
    const ResourceAttributes = toMap(resource.attributes);
    for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      const { dataPoints } = 'gauge' in metric ? metric.gauge : metric.sum;
      rows['gauge' in metric ? 'gauge' : 'sum'].push(
        ...dataPoints.map(point => ({
          ResourceAttributes,
          ServiceName: ResourceAttributes['service.name'],
          MetricName: metric.name,
          MetricUnit: metric.unit,
          Attributes: toMap(point.attributes),
          TimeUnix: toDateTime(point.timeUnixNano),
          Value: point.asDouble,
          ...('sum' in metric && {
            AggregationTemporality: metric.sum.aggregationTemporality,
            IsMonotonic: metric.sum.isMonotonic,
          }),
        })),
      );
    }
  }
  return rows;
}
