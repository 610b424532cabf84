import {
  float64,
  sql,
  type ClickHouseConnection,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { whereAllowed } from './whereAllowed';

const densitySchema = z.object({ density: float64() });

/**
 * How many spans a second there are where they are densest, by what the server
 * knows of the table's partitions; undefined when it knows nothing, as of a
 * distributed table.
 */
export async function readDensity(
  connection: ClickHouseConnection,
  names: { database: Sql; table: string },
  { signal }: { signal: AbortSignal },
): Promise<number | undefined> {
  return whereAllowed(async () => {
    const { rows } = await connection.query(
      // A partition of less than an hour says little about a second.
      sql`SELECT max(spans / greatest(seconds, 3600)) AS density
        FROM (
          SELECT sum(rows) AS spans,
            toUnixTimestamp(max(max_time)) - toUnixTimestamp(min(min_time)) AS seconds
          FROM system.parts
          WHERE active AND database = ${names.database}
            AND table = ${sql.string(names.table)}
          GROUP BY partition_id
        )`,
      { schema: densitySchema, signal },
    );
    const [{ density } = { density: undefined }] = rows;
    return density || undefined;
  }, undefined);
}
