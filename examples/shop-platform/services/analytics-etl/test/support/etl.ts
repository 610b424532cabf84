import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { ClickHouse } from '../../src/clickhouse/ClickHouse.ts';
import { Etl } from '../../src/etl/Etl.ts';
import { EtlMetrics } from '../../src/etl/EtlMetrics.ts';
import { createRun, type Run, type RunRequest } from '../../src/etl/Run.ts';
import type { SourceOptions } from '../../src/source/SourceSession.ts';
import { createLogger } from '../../src/logger.ts';
import { tables } from '../../src/tables/index.ts';
import { Tracer } from '../../src/tracing/index.ts';
import type { Stores } from './stores.ts';

export interface EtlSettings {
  sourceUrl?: string;
  targetUrl?: string;
  batchRows?: number;
  reconcileIntervalMs?: number;
  reconcileDays?: number;
}

export type RunEtl = (request?: Partial<RunRequest>) => Promise<Run>;

/** The pipeline alone; each call of the function it gives is a run. */
export function createEtl(
  t: TestContext,
  stores: Stores,
  settings: EtlSettings = {},
): RunEtl {
  return createPipeline(t, stores, settings).run;
}

export interface Pipeline {
  run: RunEtl;
  etl: Etl;
  source: SourceOptions;
  metrics: EtlMetrics;
}

export function createPipeline(
  t: TestContext,
  stores: Stores,
  settings: EtlSettings = {},
): Pipeline {
  const clickhouse = new ClickHouse({
    url: settings.targetUrl ?? stores.targetUrl,
    timeoutMs: 10_000,
  });
  t.after(() => clickhouse.stop());
  const source = {
    url: settings.sourceUrl ?? stores.sourceUrl,
    connectTimeoutMs: 5000,
    statementTimeoutMs: 10_000,
    settleMs: 0,
    blindLagMs: 60_000,
  };
  const metrics = new EtlMetrics();
  const etl = new Etl({
    source,
    clickhouse,
    tracer: new Tracer(),
    logger: createLogger('silent'),
    metrics,
    batchRows: settings.batchRows ?? 3,
    reconcileIntervalMs: settings.reconcileIntervalMs ?? 0,
    reconcileDays: settings.reconcileDays ?? 400,
  });
  return {
    etl,
    source,
    metrics,
    async run(request) {
      const run = createRun({ trigger: 'manual', tables, ...request });
      await etl.carryOut(run);
      return run;
    },
  };
}

export function assertSucceeded(run: Run): void {
  assert.equal(run.status, 'succeeded', run.failure);
}

const comparedSchema = z.object({ row: z.string() });

/** What the target should hold and what it holds, a line per row. */
const comparisons = [
  {
    source: `SELECT o.id || ' ' || o.status || ' ' || (o.total_amount * 0.01)::numeric(20, 2) || ' ' ||
        (SELECT count(*) FROM core.order_lines l WHERE l.order_id = o.id) || ' ' ||
        (SELECT coalesce(sum(quantity), 0) FROM core.order_lines l WHERE l.order_id = o.id) || ' ' ||
        coalesce((SELECT status FROM payments.payments p WHERE p.id = o.payment_id), 'none') || ' ' || o.delivery_city AS row
      FROM core.orders o`,
    target: `SELECT concat(order_id, ' ', status, ' ', toDecimalString(total, 2), ' ', items, ' ', units, ' ', payment_status, ' ', delivery_city) AS row
      FROM orders_analytics`,
  },
  {
    source: `SELECT l.id || ' ' || o.status || ' ' || l.quantity || ' ' || p.category || ' ' ||
        (CASE o.status WHEN 'cancelled' THEN 0 ELSE l.total_amount * 0.01 END)::numeric(20, 2) AS row
      FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id JOIN core.products p ON p.id = l.product_id`,
    target: `SELECT concat(order_item_id, ' ', order_status, ' ', quantity_ordered, ' ', category, ' ', toDecimalString(revenue, 2)) AS row
      FROM order_items_analytics`,
  },
  {
    source: `SELECT e.id || ' ' || e.type || ' ' || coalesce(e.session_id::text, '') || ' ' || md5(coalesce(e.page, '')) AS row FROM storefront.events e`,
    target: `SELECT concat(event_id, ' ', type, ' ', ifNull(toString(session_id), ''), ' ', lower(hex(MD5(page)))) AS row FROM events`,
  },
  {
    source: `SELECT e.id || ' ' || e.product_id || ' ' || p.name AS row
      FROM storefront.events e JOIN core.products p ON p.id = e.product_id WHERE e.type = 'product_view'`,
    target: `SELECT concat(event_id, ' ', product_id, ' ', product_name) AS row FROM product_views`,
  },
  {
    source: `SELECT (o.created_at AT TIME ZONE 'Europe/Kyiv')::date || ' ' || o.currency || ' ' || p.category || ' ' ||
        count(DISTINCT o.id) || ' ' || sum(l.quantity) || ' ' || (sum(l.total_amount) * 0.01)::numeric(38, 2) || ' ' || count(DISTINCT o.customer_id) AS row
      FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id JOIN core.products p ON p.id = l.product_id
      WHERE o.status <> 'cancelled' GROUP BY (o.created_at AT TIME ZONE 'Europe/Kyiv')::date, o.currency, p.category`,
    target: `SELECT concat(day, ' ', currency, ' ', category, ' ', orders, ' ', units, ' ', toDecimalString(revenue, 2), ' ', customers) AS row FROM sales_daily`,
  },
  {
    source: `SELECT day || ' ' || product_id || ' ' || currency || ' ' || coalesce(v.views, 0) || ' ' || coalesce(s.units, 0) || ' ' || coalesce(s.revenue, 0)::numeric(38, 2) AS row
      FROM (SELECT (o.created_at AT TIME ZONE 'Europe/Kyiv')::date AS day, l.product_id, o.currency, sum(l.quantity) AS units, sum(l.total_amount) * 0.01 AS revenue
            FROM core.order_lines l JOIN core.orders o ON o.id = l.order_id WHERE o.status <> 'cancelled' GROUP BY 1, 2, 3) s
      FULL JOIN (SELECT (e.occurred_at AT TIME ZONE 'Europe/Kyiv')::date AS day, p.id AS product_id, p.price_currency AS currency, count(*) AS views
            FROM storefront.events e JOIN core.products p ON p.id = e.product_id WHERE e.type = 'product_view' GROUP BY 1, 2, 3) v USING (day, product_id, currency)`,
    target: `SELECT concat(day, ' ', product_id, ' ', currency, ' ', views, ' ', units, ' ', toDecimalString(revenue, 2)) AS row FROM product_performance`,
  },
  {
    source: `WITH counted AS (
        SELECT customer_id, currency, date_trunc('month', created_at AT TIME ZONE 'Europe/Kyiv') AS month, count(*) AS orders, sum(total_amount - delivery_cost_amount) AS revenue
        FROM core.orders WHERE status <> 'cancelled' GROUP BY 1, 2, 3
      ), firsts AS (SELECT customer_id, min(month) AS cohort FROM counted GROUP BY 1)
      SELECT f.cohort::date || ' ' || (extract(year FROM age(c.month, f.cohort)) * 12 + extract(month FROM age(c.month, f.cohort))) || ' ' ||
        c.currency || ' ' || count(DISTINCT c.customer_id) || ' ' || sum(c.orders) || ' ' || (sum(c.revenue) * 0.01)::numeric(38, 2) AS row
      FROM counted c JOIN firsts f USING (customer_id) GROUP BY f.cohort, c.month, c.currency`,
    target: `SELECT concat(cohort, ' ', months_since, ' ', currency, ' ', customers, ' ', orders, ' ', toDecimalString(revenue, 2)) AS row FROM customer_cohorts`,
  },
];

/** Every row of every table, copied or computed, equals what the source says now. */
export async function assertExact(stores: Stores): Promise<void> {
  await assertEqual(stores, comparisons);
}

/** The same of the tables that ClickHouse has as soon as rows come, without a run. */
export async function assertRowsExact(stores: Stores): Promise<void> {
  await assertEqual(stores, comparisons.slice(0, 4));
}

async function assertEqual(
  stores: Stores,
  pairs: readonly { source: string; target: string }[],
): Promise<void> {
  for (const { source, target } of pairs) {
    const { rows } = await stores.source.query<Record<string, unknown>>(source);
    const expected = z.array(comparedSchema).parse(rows);
    const found = await stores.rows(target, comparedSchema);
    assert.deepEqual(
      found.map(({ row }) => row).toSorted(),
      expected.map(({ row }) => row).toSorted(),
      target,
    );
  }
}
