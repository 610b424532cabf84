import { sql, type Sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { type RuntimeQuery } from '@shop-platform/backstage-plugin-traces-node';
import { allOf } from '../queries/conditions';
import { type MetricTable } from './metricTables';

/** Where metrics are; never empty. */
export type RuntimeTables = readonly MetricTable[];

const DELAY = 'nodejs.eventloop.delay.p99';
const UTILIZATION = 'nodejs.eventloop.utilization';
const HEAP_USED = 'v8js.memory.heap.used';
const HEAP_LIMIT = 'v8js.memory.heap.limit';
const RESIDENT = 'process.memory.usage';
const POOL_COUNT = 'db.client.connection.count';
const POOL_PENDING = 'db.client.connection.pending_requests';
const POOL_MAX = 'db.client.connection.max';

const METRICS = [
  DELAY,
  UTILIZATION,
  HEAP_USED,
  HEAP_LIMIT,
  RESIDENT,
  POOL_COUNT,
  POOL_PENDING,
  POOL_MAX,
];

/** Which process measured: the pod where there is one, for people know it by that. */
const INSTANCE = sql`coalesce(
  nullIf(ResourceAttributes['k8s.pod.name'], ''),
  nullIf(ResourceAttributes['service.instance.id'], ''),
  ResourceAttributes['host.name'])`;

/** A sum since the last export is not how things are. */
const NOT_DELTA = sql`AggregationTemporality != 1`;

function is(metric: string): Sql {
  return sql`metric = ${sql.string(metric)}`;
}

function isPool(state: 'used' | 'idle'): Sql {
  return sql`${is(POOL_COUNT)} AND state = ${sql.string(state)}`;
}

/** Each measurement once, also when a sender repeated it. */
function measurements(table: MetricTable, query: RuntimeQuery): Sql {
  const conditions = allOf([
    sql`ServiceName = ${sql.string(query.service)}`,
    sql`MetricName IN ${sql.strings(METRICS)}`,
    sql`TimeUnix >= ${sql.dateTime64(query.from)}`,
    sql`TimeUnix < ${sql.dateTime64(query.to)}`,
    // One such value would spoil every sum that it is in.
    sql`isFinite(Value)`,
    table.hasTemporality ? NOT_DELTA : sql.empty,
  ]);
  return sql`SELECT ${INSTANCE} AS instance, MetricName AS metric,
      Attributes['db.client.connection.state'] AS state,
      toUnixTimestamp64Nano(TimeUnix) AS time, any(Value) AS value
    FROM ${table.name}
    WHERE ${conditions}
    GROUP BY instance, metric, state, Attributes, time`;
}

/**
 * A row for each moment at which a process measured. The spaces of a heap and
 * the pools of a process are one number, so they are added up.
 */
export function measuredAt(tables: RuntimeTables, query: RuntimeQuery): Sql {
  const all = sql.join(
    tables.map(table => measurements(table, query)),
    sql` UNION ALL `,
  );
  return sql`SELECT instance, time,
      maxOrNullIf(value, ${is(DELAY)}) AS delay,
      maxOrNullIf(value, ${is(UTILIZATION)}) AS utilization,
      sumOrNullIf(value, ${is(HEAP_USED)}) AS heap,
      sumOrNullIf(value, ${is(HEAP_LIMIT)}) AS limit,
      sumOrNullIf(value, ${is(RESIDENT)}) AS resident,
      sumOrNullIf(value, ${isPool('used')}) AS used,
      sumOrNullIf(value, ${isPool('idle')}) AS idle,
      sumOrNullIf(value, ${is(POOL_PENDING)}) AS pending,
      sumOrNullIf(value, ${is(POOL_MAX)}) AS size
    FROM (${all})
    GROUP BY instance, time`;
}

/**
 * The worst of each step of each process that is shown, and of all others
 * together.
 *
 * The most of a delay, of memory, of connections in use and of those waited
 * for: an average would hide the moment that one looks for, and quantiles have
 * no average. The fewest free connections, at the same bad moment. The mean of
 * the utilization, which is a share of the time since the last export, so that
 * its mean is the share of the step. The last of a limit, which is a setting; none of
 * zero, which a process sends when it has closed its pool at its end.
 */
export function measuredBySteps(
  measured: Sql,
  options: { from: bigint; width: bigint; shown: string[] },
): Sql {
  const { from, width, shown } = options;
  return sql`SELECT toUInt8(instance IN ${sql.strings(shown)}) AS isShown,
      if(isShown, instance, '') AS label, step,
      max(worstDelay) * 1000 AS eventLoopDelayP99Ms,
      max(meanUtilization) AS eventLoopUtilization,
      max(mostHeap) AS heapUsedBytes,
      min(lastLimit) AS heapLimitBytes,
      max(mostResident) AS residentBytes,
      max(mostUsed) AS poolUsed,
      min(leastIdle) AS poolIdle,
      max(mostPending) AS poolPending,
      min(lastSize) AS poolMax
    FROM (
      SELECT instance, intDiv(time - ${sql.int64(from)}, ${sql.int64(
    width,
  )}) AS step,
        max(delay) AS worstDelay,
        avg(utilization) AS meanUtilization,
        max(heap) AS mostHeap,
        argMax(nullIf(limit, 0), time) AS lastLimit,
        max(resident) AS mostResident,
        max(used) AS mostUsed,
        min(idle) AS leastIdle,
        max(pending) AS mostPending,
        argMax(nullIf(size, 0), time) AS lastSize
      FROM (${measured})
      GROUP BY instance, step
    )
    GROUP BY isShown, label, step`;
}
