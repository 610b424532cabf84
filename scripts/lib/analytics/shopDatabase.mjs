// @ts-check
import { readFileSync } from 'node:fs';
import { inRoot } from '../paths.mjs';

const tables = inRoot(
  'examples/shop-platform/services/analytics-etl/test/support/source.sql',
);

/**
 * What is asked of a PostgreSQL connection here.
 * @typedef {{ query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>; end: () => Promise<void> }} Source
 */

/**
 * The shop's tables, with orders of the last 120 days: three lines and a payment
 * each, and as many events.
 * @param {Source} source - a database of their own
 * @param {number} orders
 */
export async function fillSource(source, orders) {
  await source.query(readFileSync(tables, 'utf8'));
  const at = `now() - interval '120 days' + n * (interval '119 days' / ${orders})`;
  for (const statement of [
    `INSERT INTO core.products (sku, name, category, price_amount, updated_at)
     SELECT 'SKU-' || n, 'Чай «Карпатський» ' || n,
       (ARRAY['tea', 'coffee', 'honey', 'cups', 'sweets', 'books', 'candles', 'gifts'])[1 + n % 8],
       1000 + n * 37, now() - interval '200 days'
     FROM generate_series(1, 2000) n`,
    `CREATE TEMPORARY TABLE numbered AS
     SELECT id, name, price_amount, row_number() OVER () AS n FROM core.products`,
    'CREATE UNIQUE INDEX ON numbered (n)',
    `INSERT INTO core.orders (number, status, customer_id, delivery_method, delivery_city, total_amount, payment_id, created_at, updated_at)
     SELECT (10000000 + n)::text, (ARRAY['paid', 'shipped', 'delivered', 'cancelled', 'paid'])[1 + n % 5],
       md5('customer' || n % ${Math.ceil(
         orders / 5,
       )})::uuid, (ARRAY['branch', 'courier', 'locker'])[1 + n % 3],
       (ARRAY['Київ', 'Львів', 'Одеса', 'Харків', 'Дніпро'])[1 + n % 5], 7000 + n % 100000, md5('payment' || n)::uuid,
       ${at}, ${at}
     FROM generate_series(1, ${orders}) n`,
    `INSERT INTO payments.payments (id, order_id, status, updated_at)
     SELECT payment_id, id, 'captured', updated_at FROM core.orders`,
    `INSERT INTO core.order_lines (order_id, position, product_id, name, quantity, unit_price_amount, total_amount, created_at, updated_at)
     SELECT o.id, l, p.id, p.name, 1 + l, p.price_amount, p.price_amount * (1 + l), o.created_at, o.created_at
     FROM core.orders o CROSS JOIN generate_series(0, 2) l
     JOIN numbered p ON p.n = 1 + (o.number::bigint * 7 + l * 311) % 2000`,
    `INSERT INTO storefront.events (type, occurred_at, session_id, product_id, page, updated_at)
     SELECT (ARRAY['page_view', 'product_view', 'click'])[1 + e.n % 3], e.at, md5('session' || e.n / 10)::uuid,
       CASE e.n % 3 WHEN 1 THEN p.id END, '/products/' || e.n % 2000, e.at
     FROM (SELECT n, ${at} AS at FROM generate_series(1, ${orders}) n) e
     JOIN numbered p ON p.n = 1 + e.n % 2000`,
    // What the pipeline sends of a line, for those that copy without it.
    `CREATE VIEW core.sold_lines AS
     SELECT d.tenant_id, d.id AS order_item_id, d.order_id, o.status AS order_status, o.customer_id, d.product_id,
       d.name AS product_name, p.sku, p.category, d.quantity AS quantity_ordered,
       CASE o.status WHEN 'cancelled' THEN 0 ELSE d.quantity END AS quantity_sold,
       (d.unit_price_amount * 0.01)::numeric(18, 2) AS unit_price,
       (CASE o.status WHEN 'cancelled' THEN 0 ELSE d.total_amount * 0.01 END)::numeric(18, 2) AS revenue,
       o.currency, o.created_at, greatest(d.updated_at, o.updated_at) AS updated_at
     FROM core.order_lines d
     JOIN core.orders o ON o.id = d.order_id
     JOIN core.products p ON p.id = d.product_id`,
    'VACUUM ANALYZE',
  ]) {
    await source.query(statement);
  }
}

/**
 * One order in ten gets another state, which sends its lines again too.
 * @param {Source} source
 */
export async function changeOrders(source) {
  await source.query(
    `UPDATE core.orders SET status = 'delivered', updated_at = now() WHERE number::bigint % 10 = 3`,
  );
}

/**
 * Questions that have to read all rows, as both sides are asked them; the rows
 * are equal as text.
 */
export const rawQuestions = [
  {
    figure: 'Revenue by day',
    source: `SELECT (o.created_at AT TIME ZONE 'UTC')::date::text, sum(l.total_amount)::text FROM core.order_lines l
      JOIN core.orders o ON o.id = l.order_id WHERE o.status <> 'cancelled' GROUP BY 1`,
    target: `SELECT toString(toDate(created_at)), toString(toInt64(sum(revenue) * 100)) FROM order_items_analytics
      WHERE tenant_id = 'default' AND order_status != 'cancelled' GROUP BY 1`,
  },
  {
    figure: 'Revenue by category',
    source: `SELECT p.category, sum(l.total_amount)::text FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id
      JOIN core.products p ON p.id = l.product_id WHERE o.status <> 'cancelled' GROUP BY 1`,
    target: `SELECT category, toString(toInt64(sum(revenue) * 100)) FROM order_items_analytics
      WHERE tenant_id = 'default' AND order_status != 'cancelled' GROUP BY 1`,
  },
  {
    figure: 'Revenue and pieces by product',
    source: `SELECT l.product_id::text, l.name, sum(l.total_amount)::text AS revenue, sum(l.quantity)::text AS pieces FROM core.order_lines l
      JOIN core.orders o ON o.id = l.order_id WHERE o.status <> 'cancelled' GROUP BY 1, 2`,
    target: `SELECT toString(product_id), product_name, toString(toInt64(sum(revenue) * 100)), toString(sum(quantity_sold))
      FROM order_items_analytics WHERE tenant_id = 'default' AND order_status != 'cancelled' GROUP BY product_id, product_name`,
  },
  {
    figure: 'Orders by city',
    source: `SELECT delivery_city, count(*)::text FROM core.orders WHERE status <> 'cancelled' GROUP BY 1`,
    target: `SELECT delivery_city, toString(count()) FROM orders_analytics
      WHERE tenant_id = 'default' AND status != 'cancelled' GROUP BY 1`,
  },
  {
    figure: 'Orders by hour and weekday',
    source: `SELECT extract(hour FROM created_at AT TIME ZONE 'Europe/Kyiv')::text AS hour, extract(isodow FROM created_at AT TIME ZONE 'Europe/Kyiv')::text AS weekday,
      count(*)::text FROM core.orders WHERE status <> 'cancelled' GROUP BY 1, 2`,
    target: `SELECT toString(toHour(created_at, 'Europe/Kyiv')), toString(toDayOfWeek(created_at, 0, 'Europe/Kyiv')), toString(count())
      FROM orders_analytics WHERE tenant_id = 'default' AND status != 'cancelled' GROUP BY 1, 2`,
  },
];
