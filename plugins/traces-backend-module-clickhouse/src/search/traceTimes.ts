import {
  int64,
  sql,
  uint64,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import { type SpanReader } from '../queries/SpanTables';

const SECOND = 1_000_000_000n;

const timesSchema = z.object({ from: int64(), to: int64(), count: uint64() });

/**
 * The window in which all spans of these traces start, by the table of their
 * times; undefined when it is not there or does not have all of them.
 */
export async function readTraceTimes(
  reader: SpanReader,
  traceIds: readonly string[],
): Promise<TraceWindow | undefined> {
  const { traceTimes } = reader.layout;
  if (!traceTimes) {
    return undefined;
  }
  // A trace has as many rows as it came in batches. The times are whole seconds in newer versions.
  const [times] = await reader.query(
    sql`SELECT toInt64(toUnixTimestamp(min(Start))) AS from,
        toInt64(toUnixTimestamp(max(End))) AS to,
        uniqExact(TraceId) AS count
      FROM ${traceTimes}
      WHERE TraceId IN ${sql.strings(traceIds)}`,
    { schema: timesSchema },
  );
  return times && times.count === BigInt(new Set(traceIds).size)
    ? { from: times.from * SECOND, to: (times.to + 1n) * SECOND }
    : undefined;
}

/**
 * A condition on a trace's spans: that they start when the trace was, as far as
 * that is known. It is read by the same query, for a question of its own takes
 * as long as a quarter of a small trace.
 */
export function withinItsTimes(
  { layout: { traceTimes } }: SpanReader,
  traceId: string,
): Sql {
  if (!traceTimes) {
    return sql.empty;
  }
  const times = sql`(SELECT (
      if(count() = 0, toDateTime64(0, 9), toDateTime64(min(Start), 9)),
      if(count() = 0, toDateTime64('2106-01-01 00:00:00', 9), toDateTime64(max(End), 9) + INTERVAL 1 SECOND)
    ) FROM ${traceTimes} WHERE TraceId = ${sql.string(traceId)})`;
  return sql`Timestamp >= tupleElement(${times}, 1) AND Timestamp < tupleElement(${times}, 2)`;
}
