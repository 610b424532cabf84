import { sql, type Sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type TableLayout } from '../layout/types';
import { allOf, matchesQuery, startsWithin } from '../queries/conditions';
import { isInCopyByTime } from './copyByTime';

/** The order in which the matches of a slice can be read from the newest on, where there is one. */
export function newestFirst(
  query: TraceQuery,
  slice: TraceWindow,
  { byTime, backwards }: Pick<TableLayout, 'byTime' | 'backwards'>,
): Sql | undefined {
  if (isInCopyByTime(query, slice, byTime)) {
    return backwards.copy ? sql`Timestamp DESC` : undefined;
  }
  const { services, operation, attributes = [] } = query;
  // The index of the attributes leaves little to group.
  const isOneOperation =
    services?.length === 1 && operation !== undefined && !attributes.length;
  return isOneOperation && backwards.operation
    ? sql`toDateTime(Timestamp) DESC, Timestamp DESC`
    : undefined;
}

/**
 * The newest match of each trace in a slice, newest first, as `traceId` and
 * `time`. What lies in the order of time is read backwards until there are
 * enough; of what does not, all of the slice is grouped.
 */
export function newestMatches(
  query: TraceQuery,
  options: {
    layout: TableLayout;
    slice: TraceWindow;
    seen: ReadonlySet<string>;
    limit: number;
  },
): Sql {
  const { layout, slice, seen } = options;
  const { byTime, spans } = layout;
  const table = isInCopyByTime(query, slice, byTime) ? byTime.table : spans;
  const order = newestFirst(query, slice, layout);
  const limit = sql.uint64(options.limit);
  const where = allOf([
    startsWithin(slice),
    matchesQuery(query, layout),
    seen.size > 0 ? sql`TraceId NOT IN ${sql.strings([...seen])}` : sql.empty,
  ]);
  return order
    ? sql`SELECT TraceId AS traceId, toUnixTimestamp64Nano(Timestamp) AS time
      FROM ${table}
      WHERE ${where}
      ORDER BY ${order}, TraceId
      LIMIT 1 BY TraceId
      LIMIT ${limit}
      SETTINGS read_in_order_use_buffering = 0, max_block_size = 4096`
    : sql`SELECT TraceId AS traceId, toUnixTimestamp64Nano(max(Timestamp) AS newest) AS time
      FROM ${table}
      WHERE ${where}
      GROUP BY TraceId
      ORDER BY newest DESC, TraceId
      LIMIT ${limit}`;
}
