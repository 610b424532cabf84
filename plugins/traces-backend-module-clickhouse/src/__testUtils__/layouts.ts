/** The tables that the Collector's exporter has made over time, and what may stand next to them. */
export type Layout = {
  /** What creates them. */
  tables: string[];
  /** How the exporter of that time wrote kinds and states. */
  names: 'short' | 'long';
};

type SpanTableOptions = {
  attributes: 'items' | 'maps';
  indexes: string[];
  duration?: string;
};

const ITEMS = ['Resource', 'Span'].map(
  owner =>
    `${owner}AttributeItems Array(String) ALIAS arrayMap(kv -> concat(kv.1, '=', kv.2), CAST(${owner}Attributes, 'Array(Tuple(String, String))'))`,
);

const TEXT_INDEXES = [
  `INDEX idx_trace_id TraceId TYPE text(tokenizer = 'array')`,
  `INDEX idx_res_attr_items ResourceAttributeItems TYPE text(tokenizer = 'array')`,
  `INDEX idx_span_attr_items SpanAttributeItems TYPE text(tokenizer = 'array')`,
  `INDEX idx_duration Duration TYPE minmax GRANULARITY 1`,
];

const BLOOM_INDEXES = [
  `INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1`,
  `INDEX idx_res_attr_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1`,
  `INDEX idx_res_attr_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1`,
  `INDEX idx_span_attr_key mapKeys(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1`,
  `INDEX idx_span_attr_value mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1`,
  `INDEX idx_duration Duration TYPE minmax GRANULARITY 1`,
];

function createSpanTable(options: SpanTableOptions): string {
  const { attributes, indexes, duration = 'UInt64' } = options;
  const lines = [
    'Timestamp DateTime64(9)',
    'TraceId String',
    'SpanId String',
    'ParentSpanId String',
    'TraceState String',
    'SpanName LowCardinality(String)',
    'SpanKind LowCardinality(String)',
    'ServiceName LowCardinality(String)',
    'ResourceAttributes Map(LowCardinality(String), String)',
    'ScopeName String',
    'ScopeVersion String',
    'SpanAttributes Map(LowCardinality(String), String)',
    `Duration ${duration}`,
    'StatusCode LowCardinality(String)',
    'StatusMessage String',
    'Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String))',
    'Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String))',
    ...(attributes === 'items' ? ITEMS : []),
    ...indexes,
  ];
  return `CREATE TABLE otel_traces (${lines.join(', ')}) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    PRIMARY KEY (ServiceName, SpanName, toDateTime(Timestamp))
    ORDER BY (ServiceName, SpanName, toDateTime(Timestamp), Timestamp)`;
}

function createTimesTable(options: { isAggregating: boolean }): string[] {
  const table = options.isAggregating
    ? `CREATE TABLE otel_traces_trace_id_ts (TraceId String,
        Start SimpleAggregateFunction(min, DateTime), End SimpleAggregateFunction(max, DateTime))
        ENGINE = AggregatingMergeTree PARTITION BY toStartOfWeek(Start) ORDER BY TraceId`
    : `CREATE TABLE otel_traces_trace_id_ts (TraceId String, Start DateTime64(9), End DateTime64(9),
        INDEX idx_trace_id TraceId TYPE bloom_filter(0.01) GRANULARITY 1)
        ENGINE = MergeTree PARTITION BY toDate(Start) ORDER BY (TraceId, toUnixTimestamp(Start))`;
  return [
    table,
    `CREATE MATERIALIZED VIEW otel_traces_trace_id_ts_mv TO otel_traces_trace_id_ts AS
      SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End
      FROM otel_traces WHERE TraceId != '' GROUP BY TraceId`,
  ];
}

const BY_TRACE_COLUMNS =
  'TraceId, Timestamp, SpanId, ParentSpanId, ServiceName, SpanName, SpanKind, StatusCode, Duration';

const BY_TRACE = [
  `CREATE TABLE otel_traces_by_trace (TraceId String, Timestamp DateTime64(9), SpanId String,
    ParentSpanId String, ServiceName LowCardinality(String), SpanName LowCardinality(String),
    SpanKind LowCardinality(String), StatusCode LowCardinality(String), Duration UInt64)
    ENGINE = MergeTree PARTITION BY toStartOfWeek(Timestamp) ORDER BY (TraceId, Timestamp)
    SETTINGS index_granularity = 256, min_compress_block_size = 4096`,
  `CREATE MATERIALIZED VIEW otel_traces_by_trace_mv TO otel_traces_by_trace AS
    SELECT ${BY_TRACE_COLUMNS} FROM otel_traces WHERE TraceId != ''`,
];

const BY_TIME = [
  `CREATE TABLE otel_traces_by_time (Timestamp DateTime64(9), TraceId String,
    ServiceName LowCardinality(String), SpanName LowCardinality(String),
    StatusCode LowCardinality(String), Duration UInt64)
    ENGINE = MergeTree PARTITION BY toDate(Timestamp) ORDER BY Timestamp
    SETTINGS index_granularity = 2048`,
  `CREATE MATERIALIZED VIEW otel_traces_by_time_mv TO otel_traces_by_time AS
    SELECT Timestamp, TraceId, ServiceName, SpanName, StatusCode, Duration FROM otel_traces`,
];

const WITH_TEXT_INDEXES = createSpanTable({
  attributes: 'items',
  indexes: TEXT_INDEXES,
});

function createMetricTable(kind: string, columns: string[]): string {
  const lines = [
    'ResourceAttributes Map(LowCardinality(String), String)',
    'ServiceName LowCardinality(String)',
    'MetricName String',
    'MetricUnit String',
    'Attributes Map(LowCardinality(String), String)',
    'StartTimeUnix DateTime64(9)',
    'TimeUnix DateTime64(9)',
    'Value Float64',
    ...columns,
  ];
  return `CREATE TABLE otel_metrics_${kind} (${lines.join(', ')})
    ENGINE = MergeTree PARTITION BY toDate(TimeUnix)
    ORDER BY (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))`;
}

/** The tables of the services' own metrics: gauges, and sums. */
export const METRIC_TABLES = [
  createMetricTable('gauge', []),
  createMetricTable('sum', [
    'AggregationTemporality Int32',
    'IsMonotonic Boolean',
  ]),
];

/** By what a person would call them. */
export const LAYOUTS = {
  'text indexes and our copies': {
    tables: [
      WITH_TEXT_INDEXES,
      ...createTimesTable({ isAggregating: true }),
      ...BY_TRACE,
      ...BY_TIME,
    ],
    names: 'short',
  },
  'text indexes': {
    tables: [WITH_TEXT_INDEXES, ...createTimesTable({ isAggregating: true })],
    names: 'short',
  },
  'bloom filters': {
    tables: [
      createSpanTable({ attributes: 'items', indexes: BLOOM_INDEXES }),
      ...createTimesTable({ isAggregating: false }),
    ],
    names: 'short',
  },
  'an old table without anything next to it': {
    tables: [
      createSpanTable({
        attributes: 'maps',
        indexes: [],
        duration: 'Int64',
      }),
    ],
    names: 'long',
  },
} as const satisfies Record<string, Layout>;
