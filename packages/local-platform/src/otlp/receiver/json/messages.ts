/*
 * OTLP's messages with the field names of its JSON form and the numbers and types
 * of its protobuf form, as far as something of them is stored.
 */

/** How a field is written; `id` is hexadecimal in OTLP's JSON, `bytes` is base64. */
export type ScalarType =
  | 'string'
  | 'id'
  | 'bytes'
  | 'bool'
  | 'uint32'
  | 'sint32'
  | 'int64'
  | 'uint64'
  | 'fixed64'
  | 'sfixed64'
  | 'double';

export type Field = {
  number: number;
  repeated?: boolean;
} & (
  | { type: ScalarType }
  | { type: 'enum'; names: Record<string, number> }
  | { type: 'message'; message: () => Message }
);

export type Message = { name: string; fields: Map<string, Field> };

function define(name: string, fields: Record<string, Field>): Message {
  return { name, fields: new Map(Object.entries(fields)) };
}

function scalar(number: number, type: ScalarType): Field {
  return { number, type };
}

function list(number: number, message: () => Message): Field {
  return { number, type: 'message', message, repeated: true };
}

function one(number: number, message: () => Message): Field {
  return { number, type: 'message', message };
}

function enumeration(number: number, prefix: string, names: string[]): Field {
  return {
    number,
    type: 'enum',
    names: Object.fromEntries(
      names.map((name, index) => [`${prefix}${name}`, index]),
    ),
  };
}

export const anyValue = define('AnyValue', {
  stringValue: scalar(1, 'string'),
  boolValue: scalar(2, 'bool'),
  intValue: scalar(3, 'int64'),
  doubleValue: scalar(4, 'double'),
  bytesValue: scalar(7, 'bytes'),
});
const arrayValue = define('ArrayValue', { values: list(1, () => anyValue) });
const keyValue = define('KeyValue', {
  key: scalar(1, 'string'),
  value: one(2, () => anyValue),
});
const keyValueList = define('KeyValueList', {
  values: list(1, () => keyValue),
});
// Values hold values.
anyValue.fields.set(
  'arrayValue',
  one(5, () => arrayValue),
);
anyValue.fields.set(
  'kvlistValue',
  one(6, () => keyValueList),
);
const resource = define('Resource', { attributes: list(1, () => keyValue) });
const scope = define('InstrumentationScope', {
  name: scalar(1, 'string'),
  version: scalar(2, 'string'),
  attributes: list(3, () => keyValue),
  droppedAttributesCount: scalar(4, 'uint32'),
});

const event = define('Event', {
  timeUnixNano: scalar(1, 'fixed64'),
  name: scalar(2, 'string'),
  attributes: list(3, () => keyValue),
});
const link = define('Link', {
  traceId: scalar(1, 'id'),
  spanId: scalar(2, 'id'),
  traceState: scalar(3, 'string'),
  attributes: list(4, () => keyValue),
});
const status = define('Status', {
  message: scalar(2, 'string'),
  code: enumeration(3, 'STATUS_CODE_', ['UNSET', 'OK', 'ERROR']),
});
const span = define('Span', {
  traceId: scalar(1, 'id'),
  spanId: scalar(2, 'id'),
  traceState: scalar(3, 'string'),
  parentSpanId: scalar(4, 'id'),
  name: scalar(5, 'string'),
  kind: enumeration(6, 'SPAN_KIND_', [
    'UNSPECIFIED',
    'INTERNAL',
    'SERVER',
    'CLIENT',
    'PRODUCER',
    'CONSUMER',
  ]),
  startTimeUnixNano: scalar(7, 'fixed64'),
  endTimeUnixNano: scalar(8, 'fixed64'),
  attributes: list(9, () => keyValue),
  events: list(11, () => event),
  links: list(13, () => link),
  status: one(15, () => status),
});
const scopeSpans = define('ScopeSpans', {
  scope: one(1, () => scope),
  spans: list(2, () => span),
  schemaUrl: scalar(3, 'string'),
});
const resourceSpans = define('ResourceSpans', {
  resource: one(1, () => resource),
  scopeSpans: list(2, () => scopeSpans),
  schemaUrl: scalar(3, 'string'),
});

export const exportTraceServiceRequest = define('ExportTraceServiceRequest', {
  resourceSpans: list(1, () => resourceSpans),
});

const temporality = enumeration(2, 'AGGREGATION_TEMPORALITY_', [
  'UNSPECIFIED',
  'DELTA',
  'CUMULATIVE',
]);
const exemplar = define('Exemplar', {
  filteredAttributes: list(7, () => keyValue),
  timeUnixNano: scalar(2, 'fixed64'),
  asDouble: scalar(3, 'double'),
  asInt: scalar(6, 'sfixed64'),
  spanId: scalar(4, 'id'),
  traceId: scalar(5, 'id'),
});
const numberDataPoint = define('NumberDataPoint', {
  attributes: list(7, () => keyValue),
  startTimeUnixNano: scalar(2, 'fixed64'),
  timeUnixNano: scalar(3, 'fixed64'),
  asDouble: scalar(4, 'double'),
  asInt: scalar(6, 'sfixed64'),
  exemplars: list(5, () => exemplar),
  flags: scalar(8, 'uint32'),
});
const histogramDataPoint = define('HistogramDataPoint', {
  attributes: list(9, () => keyValue),
  startTimeUnixNano: scalar(2, 'fixed64'),
  timeUnixNano: scalar(3, 'fixed64'),
  count: scalar(4, 'fixed64'),
  sum: scalar(5, 'double'),
  bucketCounts: { number: 6, type: 'fixed64', repeated: true },
  explicitBounds: { number: 7, type: 'double', repeated: true },
  exemplars: list(8, () => exemplar),
  flags: scalar(10, 'uint32'),
  min: scalar(11, 'double'),
  max: scalar(12, 'double'),
});
const buckets = define('Buckets', {
  offset: scalar(1, 'sint32'),
  bucketCounts: { number: 2, type: 'uint64', repeated: true },
});
const exponentialHistogramDataPoint = define('ExponentialHistogramDataPoint', {
  attributes: list(1, () => keyValue),
  startTimeUnixNano: scalar(2, 'fixed64'),
  timeUnixNano: scalar(3, 'fixed64'),
  count: scalar(4, 'fixed64'),
  sum: scalar(5, 'double'),
  scale: scalar(6, 'sint32'),
  zeroCount: scalar(7, 'fixed64'),
  positive: one(8, () => buckets),
  negative: one(9, () => buckets),
  flags: scalar(10, 'uint32'),
  exemplars: list(11, () => exemplar),
  min: scalar(12, 'double'),
  max: scalar(13, 'double'),
});
const valueAtQuantile = define('ValueAtQuantile', {
  quantile: scalar(1, 'double'),
  value: scalar(2, 'double'),
});
const summaryDataPoint = define('SummaryDataPoint', {
  attributes: list(7, () => keyValue),
  startTimeUnixNano: scalar(2, 'fixed64'),
  timeUnixNano: scalar(3, 'fixed64'),
  count: scalar(4, 'fixed64'),
  sum: scalar(5, 'double'),
  quantileValues: list(6, () => valueAtQuantile),
  flags: scalar(8, 'uint32'),
});
const gauge = define('Gauge', { dataPoints: list(1, () => numberDataPoint) });
const sum = define('Sum', {
  dataPoints: list(1, () => numberDataPoint),
  aggregationTemporality: temporality,
  isMonotonic: scalar(3, 'bool'),
});
const histogram = define('Histogram', {
  dataPoints: list(1, () => histogramDataPoint),
  aggregationTemporality: temporality,
});
const exponentialHistogram = define('ExponentialHistogram', {
  dataPoints: list(1, () => exponentialHistogramDataPoint),
  aggregationTemporality: temporality,
});
const summary = define('Summary', {
  dataPoints: list(1, () => summaryDataPoint),
});
const metric = define('Metric', {
  name: scalar(1, 'string'),
  description: scalar(2, 'string'),
  unit: scalar(3, 'string'),
  gauge: one(5, () => gauge),
  sum: one(7, () => sum),
  histogram: one(9, () => histogram),
  exponentialHistogram: one(10, () => exponentialHistogram),
  summary: one(11, () => summary),
});
const scopeMetrics = define('ScopeMetrics', {
  scope: one(1, () => scope),
  metrics: list(2, () => metric),
  schemaUrl: scalar(3, 'string'),
});
const resourceMetrics = define('ResourceMetrics', {
  resource: one(1, () => resource),
  scopeMetrics: list(2, () => scopeMetrics),
  schemaUrl: scalar(3, 'string'),
});

export const exportMetricsServiceRequest = define(
  'ExportMetricsServiceRequest',
  { resourceMetrics: list(1, () => resourceMetrics) },
);
