import {
  sql,
  uint64,
  type ClickHouseConnection,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { type TableLayout } from './types';
import { whereAllowed } from './whereAllowed';

const orderSchema = z.object({
  table: z.string(),
  sortingKey: z.string(),
  unbuffered: uint64(),
});

const NOWHERE = { copy: false, operation: false };

/**
 * Where a search can read from the newest row backwards and stop at the last one
 * that it needs. Servers from 24.7 on can do so: those before, and those that are
 * not told, fill a buffer of each part first.
 */
export async function readBackwards(
  connection: ClickHouseConnection,
  names: { database: Sql; table: string; copy: string },
  { signal }: { signal: AbortSignal },
): Promise<TableLayout['backwards']> {
  return whereAllowed(async () => {
    const { rows } = await connection.query(
      sql`SELECT name AS table, sorting_key AS sortingKey,
          (SELECT count() FROM system.settings WHERE name = 'read_in_order_use_buffering') AS unbuffered
        FROM system.tables
        WHERE database = ${names.database}
          AND name IN ${sql.strings([names.table, names.copy])}`,
      { schema: orderSchema, signal },
    );
    const isOrdered = (table: string, order: string) =>
      rows.some(
        row =>
          row.table === table &&
          row.unbuffered > 0 &&
          // A key of one column is written in brackets, as it was given.
          row.sortingKey.replace(/^\(/, '').startsWith(order),
      );
    return {
      copy: isOrdered(names.copy, 'Timestamp'),
      operation: isOrdered(
        names.table,
        'ServiceName, SpanName, toDateTime(Timestamp)',
      ),
    };
  }, NOWHERE);
}
