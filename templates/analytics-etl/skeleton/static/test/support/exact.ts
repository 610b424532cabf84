import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Stores } from './stores.ts';

interface Comparison {
  /** What the target should hold, as `row`. */
  source: string;
  /** What it holds. */
  target: string;
}

const money = (amount: string, digits = 20) =>
  `(${amount} * 0.01)::numeric(${digits}, 2)`;
const utc = (time: string) =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')`;
const inKyiv = (time: string) => `(${time} AT TIME ZONE 'Europe/Kyiv')::date`;
const row = (...columns: string[]) =>
  `concat_ws(' ', ${columns.map(column => `coalesce((${column})::text, '-')`).join(', ')}) AS row`;
const found = (...columns: string[]) =>
  `concatWithSeparator(' ', ${columns.map(column => `ifNull(toString(${column}), '-')`).join(', ')}) AS row`;

/** Rows that are copied, with all their columns. */
const copied: readonly Comparison[] = [
  {
    source: `SELECT ${row(
      'o.id',
      'o.tenant_id',
      'o.number',
      'o.status',
      'o.customer_id',
      'o.currency',
      money('o.total_amount'),
      money('o.delivery_cost_amount'),
      'o.delivery_method',
      'o.delivery_city',
      '(SELECT count(*) FROM core.order_lines l WHERE l.order_id = o.id)',
      '(SELECT coalesce(sum(quantity), 0) FROM core.order_lines l WHERE l.order_id = o.id)',
      `coalesce((SELECT status FROM payments.payments p WHERE p.id = o.payment_id), 'none')`,
      utc('o.created_at'),
    )} FROM core.orders o`,
    target: `SELECT ${found(
      'order_id',
      'tenant_id',
      'order_number',
      'status',
      'customer_id',
      'currency',
      'toDecimalString(total, 2)',
      'toDecimalString(delivery_cost, 2)',
      'delivery_method',
      'delivery_city',
      'items',
      'units',
      'payment_status',
      'created_at',
    )} FROM orders_analytics`,
  },
  {
    source: `SELECT ${row(
      'l.id',
      'l.tenant_id',
      'l.order_id',
      'o.status',
      'o.customer_id',
      'l.product_id',
      'l.name',
      'p.sku',
      'p.category',
      'l.quantity',
      `CASE o.status WHEN 'cancelled' THEN 0 ELSE l.quantity END`,
      money('l.unit_price_amount'),
      money(`CASE o.status WHEN 'cancelled' THEN 0 ELSE l.total_amount END`),
      'o.currency',
      utc('o.created_at'),
    )}
      FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id JOIN core.products p ON p.id = l.product_id`,
    target: `SELECT ${found(
      'order_item_id',
      'tenant_id',
      'order_id',
      'order_status',
      'customer_id',
      'product_id',
      'product_name',
      'sku',
      'category',
      'quantity_ordered',
      'quantity_sold',
      'toDecimalString(unit_price, 2)',
      'toDecimalString(revenue, 2)',
      'currency',
      'created_at',
    )} FROM order_items_analytics`,
  },
  {
    source: `SELECT ${row(
      'e.id',
      'e.tenant_id',
      'e.type',
      'e.session_id',
      'e.customer_id',
      'e.product_id',
      `md5(coalesce(e.page, ''))`,
      `md5(coalesce(e.query, ''))`,
      utc('e.occurred_at'),
    )} FROM storefront.events e`,
    target: `SELECT ${found(
      'event_id',
      'tenant_id',
      'type',
      'session_id',
      'customer_id',
      'product_id',
      'lower(hex(MD5(page)))',
      'lower(hex(MD5(query)))',
      'occurred_at',
    )} FROM events`,
  },
  {
    source: `SELECT ${row(
      'e.id',
      'e.tenant_id',
      'e.product_id',
      'p.name',
      'p.category',
      'e.session_id',
      'e.customer_id',
      utc('e.occurred_at'),
    )}
      FROM storefront.events e JOIN core.products p ON p.id = e.product_id WHERE e.type = 'product_view'`,
    target: `SELECT ${found(
      'event_id',
      'tenant_id',
      'product_id',
      'product_name',
      'category',
      'session_id',
      'customer_id',
      'viewed_at',
    )} FROM product_views`,
  },
];

/** What ClickHouse computes of them after a run. */
const rolledUp: readonly Comparison[] = [
  {
    source: `SELECT ${row(
      'o.tenant_id',
      inKyiv('o.created_at'),
      'o.currency',
      'p.category',
      'count(DISTINCT o.id)',
      'sum(l.quantity)',
      money('sum(l.total_amount)', 38),
      'count(DISTINCT o.customer_id)',
    )}
      FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id JOIN core.products p ON p.id = l.product_id
      WHERE o.status <> 'cancelled' GROUP BY o.tenant_id, ${inKyiv(
        'o.created_at',
      )}, o.currency, p.category`,
    target: `SELECT ${found(
      'tenant_id',
      'day',
      'currency',
      'category',
      'orders',
      'units',
      'toDecimalString(revenue, 2)',
      'customers',
    )} FROM sales_daily`,
  },
  {
    source: `SELECT ${row(
      'tenant_id',
      'day',
      'product_id',
      'currency',
      'coalesce(v.views, 0)',
      'coalesce(s.units, 0)',
      'coalesce(s.revenue, 0)::numeric(38, 2)',
    )}
      FROM (SELECT o.tenant_id, ${inKyiv(
        'o.created_at',
      )} AS day, l.product_id, o.currency, sum(l.quantity) AS units, sum(l.total_amount) * 0.01 AS revenue
            FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id WHERE o.status <> 'cancelled' GROUP BY 1, 2, 3, 4) s
      FULL JOIN (SELECT e.tenant_id, ${inKyiv(
        'e.occurred_at',
      )} AS day, p.id AS product_id, p.price_currency AS currency, count(*) AS views
            FROM storefront.events e JOIN core.products p ON p.id = e.product_id WHERE e.type = 'product_view' GROUP BY 1, 2, 3, 4) v USING (tenant_id, day, product_id, currency)`,
    target: `SELECT ${found(
      'tenant_id',
      'day',
      'product_id',
      'currency',
      'views',
      'units',
      'toDecimalString(revenue, 2)',
    )} FROM product_performance`,
  },
  {
    source: `WITH counted AS (
        SELECT tenant_id, customer_id, currency, date_trunc('month', created_at AT TIME ZONE 'Europe/Kyiv') AS month, count(*) AS orders, sum(total_amount - delivery_cost_amount) AS revenue
        FROM core.orders WHERE status <> 'cancelled' GROUP BY 1, 2, 3, 4
      ), firsts AS (SELECT tenant_id, customer_id, min(month) AS cohort FROM counted GROUP BY 1, 2)
      SELECT ${row(
        'c.tenant_id',
        'f.cohort::date',
        'extract(year FROM age(c.month, f.cohort)) * 12 + extract(month FROM age(c.month, f.cohort))',
        'c.currency',
        'count(DISTINCT c.customer_id)',
        'sum(c.orders)',
        money('sum(c.revenue)', 38),
      )}
      FROM counted c JOIN firsts f USING (tenant_id, customer_id) GROUP BY c.tenant_id, f.cohort, c.month, c.currency`,
    target: `SELECT ${found(
      'tenant_id',
      'cohort',
      'months_since',
      'currency',
      'customers',
      'orders',
      'toDecimalString(revenue, 2)',
    )} FROM customer_cohorts`,
  },
];

/** Every row of every table, copied or computed, equals what the source says now. */
export async function assertExact(stores: Stores): Promise<void> {
  await assertEqual(stores, [...copied, ...rolledUp]);
}

/** The same of the tables that ClickHouse has as soon as rows come, without a run. */
export async function assertRowsExact(stores: Stores): Promise<void> {
  await assertEqual(stores, copied);
}

const comparedSchema = z.object({ row: z.string() });

async function assertEqual(
  stores: Stores,
  comparisons: readonly Comparison[],
): Promise<void> {
  for (const { source, target } of comparisons) {
    const { rows } = await stores.source.query<Record<string, unknown>>(source);
    const expected = z.array(comparedSchema).parse(rows);
    const actual = await stores.rows(target, comparedSchema);
    assert.deepEqual(
      actual.map(compared => compared.row).toSorted(),
      expected.map(compared => compared.row).toSorted(),
      target,
    );
  }
}
