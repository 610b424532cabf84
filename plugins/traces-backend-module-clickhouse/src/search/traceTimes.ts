import {
  sql,
  int64,
  uint64,
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
