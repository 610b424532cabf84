import { z } from 'zod';
import { type ClickHouseConnection, type Sql } from '../index';

/** A row of one column, whatever it holds. */
export const anyRow = z.object({ value: z.unknown() });

/** The column `value` of the one row that a query answers. */
export async function askOne<T>(
  connection: ClickHouseConnection,
  query: Sql,
  value: z.ZodType<T>,
): Promise<T> {
  const { rows } = await connection.query(query, {
    schema: z.object({ value }),
  });
  if (rows.length !== 1) {
    throw new Error(`The query answered ${rows.length} rows`);
  }
  return rows[0].value;
}
