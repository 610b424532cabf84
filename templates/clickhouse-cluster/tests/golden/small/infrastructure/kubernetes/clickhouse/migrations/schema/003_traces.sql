-- Names, types and order are those of the Collector's ClickHouse exporter, which
-- finds these tables and makes none. What lies on the shards has the same names in
-- otel_shards; what is asked for, in otel, spreads over them by trace. The granules
-- are smaller than usual: of each operation in a trace a whole one is read.
CREATE TABLE IF NOT EXISTS otel_shards.otel_traces ON CLUSTER 'all' (
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  TraceState String CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(T64, ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  StatusMessage String CODEC(ZSTD(1)),
  Events Nested (
    Timestamp DateTime64(9),
    Name LowCardinality(String),
    Attributes Map(LowCardinality(String), String)
  ) CODEC(ZSTD(1)),
  Links Nested (
    TraceId String,
    SpanId String,
    TraceState String,
    Attributes Map(LowCardinality(String), String)
  ) CODEC(ZSTD(1)),
  INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_res_attr_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_res_attr_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_span_attr_key mapKeys(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_span_attr_value mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_duration Duration TYPE minmax GRANULARITY 1
) ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(Timestamp)
PRIMARY KEY (ServiceName, SpanName, toDateTime(Timestamp))
ORDER BY (ServiceName, SpanName, toDateTime(Timestamp), Timestamp)
TTL toDateTime(Timestamp) + INTERVAL 1 DAY
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1;

CREATE TABLE IF NOT EXISTS otel_shards.otel_traces_trace_id_ts ON CLUSTER 'all' (
  TraceId String CODEC(ZSTD(1)),
  Start SimpleAggregateFunction(min, DateTime) CODEC(ZSTD(1)),
  End SimpleAggregateFunction(max, DateTime) CODEC(ZSTD(1))
) ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toStartOfWeek(Start)
ORDER BY TraceId
TTL Start + INTERVAL 1 DAY
SETTINGS index_granularity = 1024, min_compress_block_size = 4096, ttl_only_drop_parts = 1;

-- On each shard, from its own spans: a trace lies on one shard as a whole.
CREATE MATERIALIZED VIEW IF NOT EXISTS otel_shards.otel_traces_trace_id_ts_mv ON CLUSTER 'all'
TO otel_shards.otel_traces_trace_id_ts AS
SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End
FROM otel_shards.otel_traces
WHERE TraceId != ''
GROUP BY TraceId;

-- A narrow copy in the order of traces, in which the portal finds the summaries of
-- its lists: of small blocks, because a few rows are read in each of many places.
CREATE TABLE IF NOT EXISTS otel_shards.otel_traces_by_trace ON CLUSTER 'all' (
  TraceId String CODEC(ZSTD(1)),
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(T64, ZSTD(1))
) ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toStartOfWeek(Timestamp)
ORDER BY (TraceId, Timestamp)
TTL toDateTime(Timestamp) + INTERVAL 1 DAY
SETTINGS index_granularity = 256, min_compress_block_size = 4096, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS otel_shards.otel_traces_by_trace_mv ON CLUSTER 'all'
TO otel_shards.otel_traces_by_trace AS
SELECT TraceId, Timestamp, SpanId, ParentSpanId, ServiceName, SpanName, SpanKind, StatusCode, Duration
FROM otel_shards.otel_traces
WHERE TraceId != '';

CREATE TABLE IF NOT EXISTS otel.otel_traces ON CLUSTER '{cluster}' (
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  TraceState String CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(T64, ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  StatusMessage String CODEC(ZSTD(1)),
  Events Nested (
    Timestamp DateTime64(9),
    Name LowCardinality(String),
    Attributes Map(LowCardinality(String), String)
  ) CODEC(ZSTD(1)),
  Links Nested (
    TraceId String,
    SpanId String,
    TraceState String,
    Attributes Map(LowCardinality(String), String)
  ) CODEC(ZSTD(1))
) ENGINE = Distributed('all', 'otel_shards', 'otel_traces', cityHash64(TraceId));

CREATE TABLE IF NOT EXISTS otel.otel_traces_trace_id_ts ON CLUSTER '{cluster}' (
  TraceId String CODEC(ZSTD(1)),
  Start SimpleAggregateFunction(min, DateTime) CODEC(ZSTD(1)),
  End SimpleAggregateFunction(max, DateTime) CODEC(ZSTD(1))
) ENGINE = Distributed('all', 'otel_shards', 'otel_traces_trace_id_ts', cityHash64(TraceId));

CREATE TABLE IF NOT EXISTS otel.otel_traces_by_trace ON CLUSTER '{cluster}' (
  TraceId String CODEC(ZSTD(1)),
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(T64, ZSTD(1))
) ENGINE = Distributed('all', 'otel_shards', 'otel_traces_by_trace', cityHash64(TraceId));
