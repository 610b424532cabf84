import {
  int64,
  sql,
  uint64,
  type ClickHouseConnection,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { whereAllowed } from './whereAllowed';

const SECOND = 1_000_000_000n;

const completeSchema = z.object({ partitions: uint64(), incomplete: int64() });

/**
 * Since when a copy of the spans has all of them: a copy begins on the day that
 * it was made, and what was there before is not in it. Told by the rows in the
 * partitions of both; undefined when the server knows nothing of them, as of a
 * distributed table.
 */
export async function readCompleteSince(
  connection: ClickHouseConnection,
  names: { database: Sql; table: string; copy: string },
  { signal }: { signal: AbortSignal },
): Promise<bigint | undefined> {
  const table = sql.string(names.table);
  const copy = sql.string(names.copy);
  return whereAllowed(async () => {
    const { rows } = await connection.query(
      sql`SELECT count() AS partitions,
          toInt64(toUnixTimestamp(maxIf(newest, copied < spans))) AS incomplete
        FROM (
          SELECT sumIf(rows, table = ${table}) AS spans,
            sumIf(rows, table = ${copy}) AS copied,
            maxIf(max_time, table = ${table}) AS newest
          FROM system.parts
          WHERE active AND database = ${names.database}
            AND table IN (${table}, ${copy})
          GROUP BY partition_id
          HAVING spans > 0
        )`,
      { schema: completeSchema, signal },
    );
    const [found] = rows;
    if (!found?.partitions) {
      return undefined;
    }
    return found.incomplete > 0n ? (found.incomplete + 1n) * SECOND : 0n;
  }, undefined);
}
