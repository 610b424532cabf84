import { TableDefinition, ViewDefinition } from './types';

/**
 * The spans of a trace lie in as many places as it has operations, and of each
 * place a whole granule with its attributes is read.
 */
const WIDE_ROWS = 2048;

/** Where a few rows are read in each of many places, most of a larger block is decompressed for nothing. */
const SCATTERED = 4096;

const ATTRIBUTES = 'Map(LowCardinality(String), String) CODEC(ZSTD(1))';

/** The pairs of a map as `key=value`, which a text index finds as a whole. */
function items(map: string): string {
  return `Array(String) ALIAS arrayMap(kv -> concat(kv.1, '=', kv.2), CAST(${map}, 'Array(Tuple(String, String))'))`;
}

const textIndexesOfTraces = {
  idx_trace_id: "TraceId TYPE text(tokenizer = 'array')",
  idx_res_attr_key:
    "mapKeys(ResourceAttributes) TYPE text(tokenizer = 'array')",
  idx_res_attr_items: "ResourceAttributeItems TYPE text(tokenizer = 'array')",
  idx_span_attr_key: "mapKeys(SpanAttributes) TYPE text(tokenizer = 'array')",
  idx_span_attr_items: "SpanAttributeItems TYPE text(tokenizer = 'array')",
};

const bloomFiltersOfTraces = {
  idx_trace_id: 'TraceId TYPE bloom_filter(0.001) GRANULARITY 1',
  idx_res_attr_key:
    'mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  idx_res_attr_value:
    'mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  idx_span_attr_key:
    'mapKeys(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  idx_span_attr_value:
    'mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
};

/**
 * `otel_traces` as the Collector's ClickHouse exporter has it: names, types and
 * order are its, because dashboards and tools know them. With text indexes a
 * search by attribute reads the rows that have it; with bloom filters, on engines
 * without them, the blocks that may have it.
 */
export function tracesTable(textIndexes: boolean): TableDefinition {
  return {
    name: 'otel_traces',
    columns: {
      Timestamp: 'DateTime64(9) CODEC(Delta(8), ZSTD(1))',
      TraceId: 'String CODEC(ZSTD(1))',
      SpanId: 'String CODEC(ZSTD(1))',
      ParentSpanId: 'String CODEC(ZSTD(1))',
      TraceState: 'String CODEC(ZSTD(1))',
      SpanName: 'LowCardinality(String) CODEC(ZSTD(1))',
      SpanKind: 'LowCardinality(String) CODEC(ZSTD(1))',
      ServiceName: 'LowCardinality(String) CODEC(ZSTD(1))',
      ResourceAttributes: ATTRIBUTES,
      ScopeName: 'String CODEC(ZSTD(1))',
      ScopeVersion: 'String CODEC(ZSTD(1))',
      SpanAttributes: ATTRIBUTES,
      Duration: 'UInt64 CODEC(T64, ZSTD(1))',
      StatusCode: 'LowCardinality(String) CODEC(ZSTD(1))',
      StatusMessage: 'String CODEC(ZSTD(1))',
      'Events.Timestamp': 'Array(DateTime64(9)) CODEC(ZSTD(1))',
      'Events.Name': 'Array(LowCardinality(String)) CODEC(ZSTD(1))',
      'Events.Attributes':
        'Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))',
      'Links.TraceId': 'Array(String) CODEC(ZSTD(1))',
      'Links.SpanId': 'Array(String) CODEC(ZSTD(1))',
      'Links.TraceState': 'Array(String) CODEC(ZSTD(1))',
      'Links.Attributes':
        'Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))',
      ResourceAttributeItems: items('ResourceAttributes'),
      SpanAttributeItems: items('SpanAttributes'),
    },
    indexes: {
      ...(textIndexes ? textIndexesOfTraces : bloomFiltersOfTraces),
      idx_duration: 'Duration TYPE minmax GRANULARITY 1',
      idx_lower_span_name:
        'lower(SpanName) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 32',
    },
    engine: 'MergeTree',
    partitionBy: 'toDate(Timestamp)',
    primaryKey: '(ServiceName, SpanName, toDateTime(Timestamp))',
    orderBy: '(ServiceName, SpanName, toDateTime(Timestamp), Timestamp)',
    indexGranularity: WIDE_ROWS,
    ttlTime: 'toDateTime(Timestamp)',
  };
}

/** When each trace was: a trace is read by its id within that time. */
export const traceTimesTable: TableDefinition = {
  name: 'otel_traces_trace_id_ts',
  columns: {
    TraceId: 'String CODEC(ZSTD(1))',
    Start: 'SimpleAggregateFunction(min, DateTime) CODEC(ZSTD(1))',
    End: 'SimpleAggregateFunction(max, DateTime) CODEC(ZSTD(1))',
  },
  indexes: {},
  engine: 'AggregatingMergeTree',
  partitionBy: 'toStartOfWeek(Start)',
  orderBy: '(TraceId)',
  indexGranularity: 1024,
  compressBlockSize: SCATTERED,
  ttlTime: 'Start',
};

/**
 * The spans again, few columns of them, in the order of their traces: a list of
 * traces is summarised from neighbouring rows. The table is ours and not the
 * Collector's; whoever reads does without where it is not.
 */
export const spansByTraceTable: TableDefinition = {
  name: 'otel_traces_by_trace',
  columns: {
    TraceId: 'String CODEC(ZSTD(1))',
    Timestamp: 'DateTime64(9) CODEC(Delta(8), ZSTD(1))',
    SpanId: 'String CODEC(ZSTD(1))',
    ParentSpanId: 'String CODEC(ZSTD(1))',
    ServiceName: 'LowCardinality(String) CODEC(ZSTD(1))',
    SpanName: 'LowCardinality(String) CODEC(ZSTD(1))',
    SpanKind: 'LowCardinality(String) CODEC(ZSTD(1))',
    StatusCode: 'LowCardinality(String) CODEC(ZSTD(1))',
    Duration: 'UInt64 CODEC(T64, ZSTD(1))',
  },
  indexes: {},
  engine: 'MergeTree',
  partitionBy: 'toStartOfWeek(Timestamp)',
  orderBy: '(TraceId, Timestamp)',
  indexGranularity: 256,
  compressBlockSize: SCATTERED,
  ttlTime: 'toDateTime(Timestamp)',
};

/**
 * And again, fewer columns, in the order of their times: the newest traces are
 * found among neighbours, whichever services they belong to. Ours, too.
 */
export const spansByTimeTable: TableDefinition = {
  name: 'otel_traces_by_time',
  columns: {
    Timestamp: 'DateTime64(9) CODEC(Delta(8), ZSTD(1))',
    TraceId: 'String CODEC(ZSTD(1))',
    ServiceName: 'LowCardinality(String) CODEC(ZSTD(1))',
    SpanName: 'LowCardinality(String) CODEC(ZSTD(1))',
    StatusCode: 'LowCardinality(String) CODEC(ZSTD(1))',
    Duration: 'UInt64 CODEC(T64, ZSTD(1))',
  },
  indexes: {},
  engine: 'MergeTree',
  // As the spans' own: who reads compares the rows of each day, to know that none is missing.
  partitionBy: 'toDate(Timestamp)',
  orderBy: '(Timestamp)',
  indexGranularity: 2048,
  ttlTime: 'toDateTime(Timestamp)',
};

/** What fills the tables beside `otel_traces`. */
export const viewsOfTraces: ViewDefinition[] = [
  {
    name: 'otel_traces_trace_id_ts_mv',
    into: traceTimesTable.name,
    select:
      "SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End FROM otel_traces WHERE TraceId != '' GROUP BY TraceId",
  },
  {
    name: 'otel_traces_by_trace_mv',
    into: spansByTraceTable.name,
    select: `SELECT ${Object.keys(spansByTraceTable.columns).join(
      ', ',
    )} FROM otel_traces WHERE TraceId != ''`,
  },
  {
    name: 'otel_traces_by_time_mv',
    into: spansByTimeTable.name,
    select: `SELECT ${Object.keys(spansByTimeTable.columns).join(
      ', ',
    )} FROM otel_traces`,
  },
];
