import { TableDefinition } from './types';

const MAP = 'Map(LowCardinality(String), String)';
const TEXT = 'String CODEC(ZSTD(1))';
const FLOAT = 'Float64 CODEC(ZSTD(1))';
const TIME = 'DateTime64(9) CODEC(Delta, ZSTD(1))';

/** What every metric table has before its values. */
const head = {
  ResourceAttributes: `${MAP} CODEC(ZSTD(1))`,
  ResourceSchemaUrl: TEXT,
  ScopeName: TEXT,
  ScopeVersion: TEXT,
  ScopeAttributes: `${MAP} CODEC(ZSTD(1))`,
  ScopeDroppedAttrCount: 'UInt32 CODEC(ZSTD(1))',
  ScopeSchemaUrl: TEXT,
  ServiceName: 'LowCardinality(String) CODEC(ZSTD(1))',
  MetricName: TEXT,
  MetricDescription: TEXT,
  MetricUnit: TEXT,
  Attributes: `${MAP} CODEC(ZSTD(1))`,
  StartTimeUnix: TIME,
  TimeUnix: TIME,
};

const exemplars = {
  'Exemplars.FilteredAttributes': `Array(${MAP}) CODEC(ZSTD(1))`,
  'Exemplars.TimeUnix': 'Array(DateTime64(9)) CODEC(ZSTD(1))',
  'Exemplars.Value': 'Array(Float64) CODEC(ZSTD(1))',
  'Exemplars.SpanId': 'Array(String) CODEC(ZSTD(1))',
  'Exemplars.TraceId': 'Array(String) CODEC(ZSTD(1))',
};

const flags = { Flags: 'UInt32 CODEC(ZSTD(1))' };
const count = { Count: 'UInt64 CODEC(Delta, ZSTD(1))' };
const temporality = { AggregationTemporality: 'Int32 CODEC(ZSTD(1))' };
const range = { Min: FLOAT, Max: FLOAT };

function metricTable(
  kind: string,
  columns: Record<string, string>,
): TableDefinition {
  return {
    name: `otel_metrics_${kind}`,
    columns: { ...head, ...columns },
    indexes: {
      idx_res_attr_key:
        'mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
      idx_res_attr_value:
        'mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
      idx_scope_attr_key:
        'mapKeys(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
      idx_scope_attr_value:
        'mapValues(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
      idx_attr_key: 'mapKeys(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1',
      idx_attr_value:
        'mapValues(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1',
    },
    engine: 'MergeTree',
    partitionBy: 'toDate(TimeUnix)',
    orderBy:
      '(ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))',
    ttlTime: 'toDateTime(TimeUnix)',
  };
}

/** The metric tables of the Collector's ClickHouse exporter. */
export const metricTables: TableDefinition[] = [
  metricTable('gauge', { Value: FLOAT, ...flags, ...exemplars }),
  metricTable('sum', {
    Value: FLOAT,
    ...flags,
    ...exemplars,
    ...temporality,
    IsMonotonic: 'Boolean CODEC(Delta, ZSTD(1))',
  }),
  metricTable('histogram', {
    ...count,
    Sum: FLOAT,
    BucketCounts: 'Array(UInt64) CODEC(ZSTD(1))',
    ExplicitBounds: 'Array(Float64) CODEC(ZSTD(1))',
    ...exemplars,
    ...flags,
    ...range,
    ...temporality,
  }),
  metricTable('exponential_histogram', {
    ...count,
    Sum: FLOAT,
    Scale: 'Int32 CODEC(ZSTD(1))',
    ZeroCount: 'UInt64 CODEC(ZSTD(1))',
    PositiveOffset: 'Int32 CODEC(ZSTD(1))',
    PositiveBucketCounts: 'Array(UInt64) CODEC(ZSTD(1))',
    NegativeOffset: 'Int32 CODEC(ZSTD(1))',
    NegativeBucketCounts: 'Array(UInt64) CODEC(ZSTD(1))',
    ...exemplars,
    ...flags,
    ...range,
    ...temporality,
  }),
  metricTable('summary', {
    ...count,
    Sum: FLOAT,
    'ValueAtQuantiles.Quantile': 'Array(Float64) CODEC(ZSTD(1))',
    'ValueAtQuantiles.Value': 'Array(Float64) CODEC(ZSTD(1))',
    ...flags,
  }),
];
