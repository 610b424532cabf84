// @ts-check
/*
 * Copies the lines that the pipeline copies, joined alike, with ClickHouse's own
 * postgresql() into a table of the same order; prints rows and seconds as JSON.
 * A process of its own, because the portal's server does not let that function
 * through, and the engine stays in whoever loads it.
 *
 *   node copyByTableFunction.mjs <URL of the database> <folder>
 */
import { createRequire } from 'node:module';
import { inRoot } from '../paths.mjs';

const [url = '', folder = ''] = process.argv.slice(2);
const { host, pathname, username, password } = new URL(url);
const load = createRequire(inRoot('packages/local-platform/engines/'));
/** @type {{ Session: new (path: string) => { query: (text: string, format?: string) => string; cleanup: () => void } }} */
const { Session } = load('chdb');
const session = new Session(folder);
session.query(
  `CREATE TABLE lines (
     tenant_id LowCardinality(String), order_item_id UUID, order_id UUID, order_status LowCardinality(String),
     customer_id UUID, product_id UUID, product_name String, sku LowCardinality(String), category LowCardinality(String),
     quantity_ordered UInt32, quantity_sold UInt32, unit_price Decimal(18, 2), revenue Decimal(18, 2),
     currency LowCardinality(String), created_at DateTime64(3, 'UTC'), updated_at DateTime64(6, 'UTC')
   ) ENGINE = MergeTree PARTITION BY toYYYYMM(created_at)
   ORDER BY (tenant_id, toDate(created_at, 'Europe/Kyiv'), order_id, order_item_id)`,
);
const began = performance.now();
session.query(
  `INSERT INTO lines SELECT tenant_id, order_item_id, order_id, order_status, customer_id, product_id, product_name, sku,
     category, quantity_ordered, quantity_sold, unit_price, revenue, currency, created_at, updated_at
   FROM postgresql('${host}', '${pathname.slice(
    1,
  )}', 'sold_lines', '${decodeURIComponent(username)}', '${decodeURIComponent(
    password,
  )}', 'core')`,
);
const seconds = (performance.now() - began) / 1000;
const rows = Number(session.query('SELECT count() FROM lines', 'TSV'));
process.stdout.write(`${JSON.stringify({ rows, seconds })}\n`);
session.cleanup();
