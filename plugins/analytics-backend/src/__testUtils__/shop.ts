import { type ClickHouseTestDatabase } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';

/** Beyond 2^53, where JavaScript's numbers are no longer exact. */
export const FIRST_ORDER = 9007199254740993n;
export const LARGE_AMOUNT = '9007199254740993.07';

/** Tables of two tenants, of one table that nobody may read, and of what a pipeline reports. */
export async function createShop({
  command,
  insert,
}: Pick<ClickHouseTestDatabase, 'command' | 'insert'>): Promise<void> {
  await command(
    `CREATE TABLE orders (tenant_id LowCardinality(String), order_id UInt64, category String, currency String, total Decimal(18, 2), created_at DateTime64(3, 'UTC')) ENGINE = ReplacingMergeTree ORDER BY (tenant_id, order_id)`,
  );
  await command('CREATE VIEW orders_analytics AS SELECT * FROM orders FINAL');
  await command(
    `CREATE TABLE events (tenant_id String, order_id UInt64, type String) ENGINE = MergeTree ORDER BY order_id`,
  );
  await command(
    `CREATE TABLE secrets (tenant_id String, secret String) ENGINE = MergeTree ORDER BY tuple()`,
  );
  await command(
    `CREATE TABLE etl_tables (pipeline String, table_name String, up_to DateTime64(3, 'UTC'), last_success_at DateTime64(3, 'UTC'), last_run_at DateTime64(3, 'UTC'), lag_seconds Float64, rows UInt64, duration_ms UInt64, error String, updated_at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY table_name`,
  );
  await insert('secrets', [{ tenant_id: 'acme', secret: 'hunter2' }]);
  const orders = [
    ['acme', 'books', 'UAH', LARGE_AMOUNT, '2026-01-10 12:00:00.000'],
    ['acme', 'games', 'XTS', '10.50', '2026-01-20 12:00:00.000'],
    ['acme', 'books', 'UAH', '5.00', '2025-12-20 12:00:00.000'],
    ['globex', 'globex-only', 'UAH', '7.00', '2026-01-15 12:00:00.000'],
  ];
  await insert(
    'orders',
    orders.map(([tenant_id, category, currency, total, created_at], index) => ({
      tenant_id,
      order_id: FIRST_ORDER + BigInt(index),
      category,
      currency,
      total,
      created_at,
    })),
  );
  await insert('events', [
    { tenant_id: 'acme', order_id: FIRST_ORDER, type: 'click' },
    { tenant_id: 'globex', order_id: FIRST_ORDER + 3n, type: 'globex-only' },
  ]);
  await insert('etl_tables', [
    {
      pipeline: 'analytics-etl',
      table_name: 'orders_analytics',
      up_to: '2026-02-01 00:00:00.000',
      last_success_at: '2026-02-01 00:00:04.000',
      last_run_at: '2026-02-01 00:05:00.000',
      lag_seconds: 4,
      rows: FIRST_ORDER,
      duration_ms: 120,
      error: 'the source did not answer',
      updated_at: '2026-02-01 00:05:00.000',
    },
  ]);
}

/** The file of a dashboard over these tables. */
export const SALES = `apiVersion: shop-platform.io/v1
kind: Dashboard
metadata:
  name: sales
  title: { en: Sales, uk: Продажі }
  tags: [business]
spec:
  parameters:
    - name: category
      multiple: true
      suggestions: { query: categories }
    - name: minimum
      type: number
      default: 0
  queries:
    revenue:
      sql: >-
        SELECT currency, sum(total) AS revenue, max(order_id) AS last_order
        FROM orders_analytics
        WHERE created_at >= {from} AND created_at < {to}
          AND total >= {minimum:Decimal(18, 2)}
          AND ({category:Array(String)} = [] OR has({category:Array(String)}, category))
        GROUP BY currency ORDER BY currency
    by_day:
      sql: >-
        SELECT toStartOfInterval(created_at, toIntervalSecond({step})) AS time, count() AS orders
        FROM orders_analytics
        WHERE created_at >= {from} AND created_at < {to}
        GROUP BY time ORDER BY time
    rows:
      sql: SELECT order_id, {tenant} AS tenant, total FROM orders_analytics WHERE currency = {currency:String} ORDER BY order_id
    categories:
      sql: SELECT DISTINCT category AS value, upper(category) AS label FROM orders_analytics ORDER BY value
  panels:
    - id: revenue
      title: Revenue
      type: value
      query: revenue
      value: revenue
      trend: { query: by_day, time: time, value: orders }
      format: { unit: money, currencyColumn: currency }
      drillDown: { rows: rows, parameters: { currency: currency } }
    - id: orders
      title: Orders
      type: timeSeries
      query: by_day
      time: time
      values: [orders]
`;
