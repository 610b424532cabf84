import { type ClickHouseTestDatabase } from '../testUtils';

/** A table of two orders, one of them with the largest id there is. */
export async function createOrders(
  database: ClickHouseTestDatabase,
): Promise<void> {
  await database.command(
    'CREATE TABLE orders (id UInt64, name String) ENGINE = MergeTree ORDER BY id',
  );
  await database.insert('orders', [
    { id: 2n ** 64n - 1n, name: 'first' },
    { id: 1, name: 'second' },
  ]);
}
