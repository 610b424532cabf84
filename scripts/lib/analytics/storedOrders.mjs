// @ts-check
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { inRoot } from '../paths.mjs';
import { say } from '../say.mjs';

/** @typedef {import('./ClickHouseClient.mjs').ClickHouseClient} ClickHouseClient */

const service = inRoot('examples/shop-platform/services/analytics-etl');
const LINES = 3;
const ORDERS_AT_ONCE = 1_000_000;
const SENT_AGAIN_DAYS = 40;
const DAY_MS = 86_400_000;
const MERGED_WITHIN_MS = 600_000;

/**
 * Orders and their lines as the pipeline leaves them, evenly over some days until
 * now, made inside ClickHouse. One line in a hundred of the last days was sent
 * again with other figures, so readers have something to leave out.
 * @param {ClickHouseClient} clickhouse - in a database of their own
 * @param {{ items: number; days: number; now: number }} size
 */
export async function fillStores(clickhouse, { items, days, now }) {
  await migrate(clickhouse, '0001_state');
  await migrate(clickhouse, '0002_tables');
  await migrate(clickhouse, '0005_merging');
  const orders = Math.ceil(items / LINES);
  const span = days * DAY_MS;
  const of = `toDateTime64(fromUnixTimestamp64Milli(toInt64(${
    now - span
  } + intDiv(o * ${span}, ${orders})), 'UTC'), 3, 'UTC') AS created_at`;
  const status = `['paid', 'shipped', 'delivered', 'cancelled'][if(o % 20 = 7, 4, 1 + o % 3)]`;
  const customer = `reinterpretAsUUID(sipHash128('customer', intDiv(o * 7919 % ${orders}, 5)))`;
  for (let from = 0; from < orders; from += ORDERS_AT_ONCE) {
    const to = Math.min(orders, from + ORDERS_AT_ONCE);
    await insert(
      clickhouse,
      `INSERT INTO order_items_store
         (tenant_id, order_item_id, order_id, order_status, customer_id, product_id, product_name, sku, category,
          quantity_ordered, quantity_sold, unit_price, revenue, currency, created_at, updated_at, checksum, version)
       WITH intDiv(number, ${LINES}) AS o, sipHash64('line', number) % 2000 AS p,
         1 + number % 4 AS quantity, toDecimal64(1000 + p * 37, 2) / 100 AS price, ${of}
       SELECT 'default', reinterpretAsUUID(sipHash128('line', number)), reinterpretAsUUID(sipHash128('order', o)),
         ${status} AS state, ${customer}, reinterpretAsUUID(sipHash128('product', p)), concat('Чай «Карпатський» ', toString(p)),
         concat('SKU-', toString(p)), ['tea', 'coffee', 'honey', 'cups', 'sweets', 'books', 'candles', 'gifts'][1 + p % 8],
         quantity, if(state = 'cancelled', 0, quantity), price, if(state = 'cancelled', 0, price * quantity), 'UAH',
         created_at, created_at, number, 1
       FROM numbers_mt(${from * LINES}, ${(to - from) * LINES})`,
    );
    await insert(
      clickhouse,
      `INSERT INTO orders_store
         (tenant_id, order_id, order_number, status, customer_id, currency, total, delivery_cost, delivery_method,
          delivery_city, items, units, payment_status, created_at, updated_at, checksum, version)
       WITH number AS o, ${of}
       SELECT 'default', reinterpretAsUUID(sipHash128('order', o)), toString(10000000 + o), ${status}, ${customer}, 'UAH',
         toDecimal64(7000 + o % 100000, 2) / 100, 70, ['branch', 'courier', 'locker'][1 + o % 3],
         ['Київ', 'Львів', 'Одеса', 'Харків', 'Дніпро', 'Запоріжжя', 'Вінниця'][1 + sipHash64(o) % 7],
         ${LINES}, ${LINES}, 'captured', created_at, created_at, o, 1
       FROM numbers_mt(${from}, ${to - from})`,
    );
    say(`Made ${to * LINES} of ${orders * LINES} order lines`);
  }
  // Only the days that were touched since then are computed.
  await migrate(clickhouse, '0003_roll_ups');
  const recent = `toUnixTimestamp64Milli(created_at) >= ${
    now - SENT_AGAIN_DAYS * DAY_MS
  }`;
  await insert(
    clickhouse,
    `INSERT INTO order_items_store SELECT * REPLACE (
       toUInt64(2) AS version, if(order_status = 'cancelled', 0, quantity_sold + 1) AS quantity_sold,
       if(order_status = 'cancelled', 0, revenue + unit_price) AS revenue)
     FROM order_items_store WHERE ${recent} AND sipHash64(order_item_id) % 100 = 0`,
  );
  await insert(
    clickhouse,
    `INSERT INTO orders_store SELECT * REPLACE (toUInt64(2) AS version, 'delivered' AS status)
     FROM orders_store WHERE ${recent} AND status = 'shipped' AND sipHash64(order_id) % 100 = 0`,
  );
  // A day on which nothing was sent again has to be computed as well.
  await insert(
    clickhouse,
    `INSERT INTO order_days
     SELECT 'default', toDate(fromUnixTimestamp64Milli(toInt64(${now})), 'Europe/Kyiv') - number, now64(6)
     FROM numbers(${SENT_AGAIN_DAYS})`,
  );
  await clickhouse.run('SYSTEM REFRESH VIEW sales_daily_refresh');
  await clickhouse.run('SYSTEM WAIT VIEW sales_daily_refresh');
}

/**
 * Waits until each month is one part, as the tables ask for. The roll-ups are
 * small and do not.
 * @param {ClickHouseClient} clickhouse
 */
export async function monthsAreMerged(clickhouse) {
  const deadline = Date.now() + MERGED_WITHIN_MS;
  for (;;) {
    const parts = await clickhouse.run(
      `SELECT table, partition FROM system.parts
       WHERE active AND database = currentDatabase() AND table IN ('orders_store', 'order_items_store')
       GROUP BY table, partition HAVING count() > 1 LIMIT 1`,
    );
    if (parts === '') {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Not merged to one part in ten minutes: ${parts}`);
    }
    await setTimeout(1_000);
  }
}

/**
 * @param {ClickHouseClient} clickhouse
 * @param {string} name
 */
async function migrate(clickhouse, name) {
  const text = readFileSync(
    `${service}/clickhouse/migrations/${name}.sql`,
    'utf8',
  );
  const statements = text
    .split('\n')
    .filter(line => !line.startsWith('--'))
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .filter(statement => statement.trim() !== '');
  for (const statement of statements) {
    await clickhouse.run(statement);
  }
}

/**
 * @param {ClickHouseClient} clickhouse
 * @param {string} statement
 */
async function insert(clickhouse, statement) {
  await clickhouse.run(statement, {
    max_execution_time: '0',
    max_insert_block_size: '500000',
    max_block_size: '500000',
    min_insert_block_size_rows: '500000',
    optimize_on_insert: '0',
  });
}
