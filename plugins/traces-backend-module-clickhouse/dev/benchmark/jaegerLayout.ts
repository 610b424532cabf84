import { setTimeout as delay } from 'node:timers/promises';
import { type ClickHouseClient } from '@clickhouse/client';
import { type TraceQuery } from '@shop-platform/backstage-plugin-traces-node';

/*
 * The table layout of Jaeger's own ClickHouse storage (Jaeger 2.20, ADR-008):
 * the columns that the questions touch, its order, partitions and indexes, and
 * its table of times by trace id. Filled from otel_traces, on the same engine.
 */
const TABLES = [
  `CREATE TABLE jaeger.spans (
    id String, trace_id String, trace_state String, parent_span_id String,
    name String, kind String, start_time DateTime64(9), status_code String, status_message String,
    duration Int64,
    bool_attributes Nested (key String, value Bool),
    double_attributes Nested (key String, value Float64),
    int_attributes Nested (key String, value Int64),
    str_attributes Nested (key String, value String),
    complex_attributes Nested (key String, value String),
    service_name String,
    resource_str_attributes Nested (key String, value String),
    scope_name String, scope_version String,
    scope_str_attributes Nested (key String, value String),
    INDEX idx_trace_id trace_id TYPE bloom_filter GRANULARITY 1,
    INDEX idx_duration duration TYPE minmax GRANULARITY 1
  ) ENGINE = MergeTree PARTITION BY toDate(start_time)
  ORDER BY (service_name, name, toDateTime(start_time))`,
  `CREATE TABLE jaeger.trace_id_timestamps (
    trace_id String,
    start SimpleAggregateFunction(min, DateTime64(9)),
    end SimpleAggregateFunction(max, DateTime64(9))
  ) ENGINE = AggregatingMergeTree ORDER BY trace_id`,
  `CREATE MATERIALIZED VIEW jaeger.trace_id_timestamps_mv TO jaeger.trace_id_timestamps AS
  SELECT trace_id, min(start_time) AS start, max(start_time) AS end FROM jaeger.spans GROUP BY trace_id`,
];

const FILL = `INSERT INTO jaeger.spans
  (id, trace_id, trace_state, parent_span_id, name, kind, start_time, status_code, status_message, duration,
   str_attributes.key, str_attributes.value, service_name,
   resource_str_attributes.key, resource_str_attributes.value, scope_name, scope_version)
  SELECT SpanId, TraceId, TraceState, ParentSpanId, SpanName, SpanKind, Timestamp, StatusCode, StatusMessage,
    Duration, mapKeys(SpanAttributes), mapValues(SpanAttributes), ServiceName,
    mapKeys(ResourceAttributes), mapValues(ResourceAttributes), ScopeName, ScopeVersion
  FROM otel_traces WHERE toDate(Timestamp) = {day: Date}`;

/** Makes Jaeger's tables and copies all spans into them, a day at a time. */
export async function fillJaegerLayout(
  client: ClickHouseClient,
): Promise<void> {
  for (const query of [
    'DROP DATABASE IF EXISTS jaeger',
    'CREATE DATABASE jaeger',
    ...TABLES,
  ]) {
    await client.command({ query });
  }
  const days = await client.query({
    query:
      'SELECT DISTINCT toDate(Timestamp) AS day FROM otel_traces ORDER BY day',
    format: 'JSONEachRow',
  });
  for (const { day } of await days.json<{ day: string }>()) {
    await client.command({ query: FILL, query_params: { day } });
  }
  await untilMerged(client);
}

/** The questions are about data at rest. */
async function untilMerged(client: ClickHouseClient): Promise<void> {
  const countMerges = async () => {
    const merges = await client.query({
      query: 'SELECT * FROM system.merges',
      format: 'JSONEachRow',
    });
    return (await merges.json()).length;
  };
  while ((await countMerges()) > 0) {
    await delay(1_000);
  }
}

function attributeCondition(index: number): string {
  const has = (column: string) =>
    `arrayExists((key, value) -> key = {key${index}: String} AND value = {value${index}: String}, ${column}.key, ${column}.value)`;
  return `(${[
    'str_attributes',
    'resource_str_attributes',
    'scope_str_attributes',
  ]
    .map(has)
    .join(' OR ')})`;
}

/** The conditions and parameters of Jaeger's search for trace ids. */
function conditionsOf(query: TraceQuery) {
  const conditions = [
    "start_time >= fromUnixTimestamp64Nano({from: Int64}, 'UTC')",
    "start_time <= fromUnixTimestamp64Nano({to: Int64}, 'UTC')",
  ];
  const parameters: Record<string, string> = {
    from: String(query.from),
    to: String(query.to),
  };
  const add = (condition: string, name: string, value: string | undefined) => {
    if (value !== undefined) {
      conditions.push(condition);
      parameters[name] = value;
    }
  };
  add('service_name = {service: String}', 'service', query.services?.[0]);
  add('name = {operation: String}', 'operation', query.operation);
  add(
    'duration >= {shortest: Int64}',
    'shortest',
    query.minDurationNano?.toString(),
  );
  add(
    'duration <= {longest: Int64}',
    'longest',
    query.maxDurationNano?.toString(),
  );
  (query.attributes ?? []).forEach(({ key, value }, index) => {
    conditions.push(attributeCondition(index));
    parameters[`key${index}`] = key;
    parameters[`value${index}`] = value;
  });
  return { conditions: conditions.join(' AND '), parameters };
}

async function read(
  client: ClickHouseClient,
  query: string,
  parameters: Record<string, string>,
): Promise<unknown[]> {
  const result = await client.query({
    query,
    query_params: parameters,
    format: 'JSONEachRow',
  });
  return result.json();
}

/** Ids of matching traces, any of them, as Jaeger searches for them. */
export async function findInJaegerLayout(
  client: ClickHouseClient,
  query: TraceQuery,
): Promise<number> {
  const { conditions, parameters } = conditionsOf(query);
  const rows = await read(
    client,
    `SELECT DISTINCT trace_id FROM jaeger.spans WHERE ${conditions} LIMIT ${query.limit}`,
    parameters,
  );
  return rows.length;
}

/** A whole trace, as Jaeger reads it when nobody says when it was. */
export async function readFromJaegerLayout(
  client: ClickHouseClient,
  traceId: string,
): Promise<number> {
  const rows = await read(
    client,
    'SELECT * FROM jaeger.spans WHERE trace_id = {traceId: String}',
    { traceId },
  );
  return rows.length;
}
