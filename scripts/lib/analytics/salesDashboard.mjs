// @ts-check
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from '../paths.mjs';

/** @typedef {import('./ClickHouseClient.mjs').ClickHouseClient} ClickHouseClient */
/** @typedef {{ from: number; to: number }} Window - in milliseconds */
/** @typedef {{ panel: string; sql: string; isRaw: boolean; isLine: boolean }} Question - of a panel or its small line */

const file = inRoot(
  'examples/shop-platform/services/analytics-etl/dashboards/sales.yaml',
);
/** How many of one person's questions the portal lets run at once. */
const CONCURRENCY = 6;

/** What is stored, each row once, without the views of the readers. */
const direct = {
  order_items_analytics: newest('order_items_store', 'order_item_id'),
  orders_analytics: newest('orders_store', 'order_id'),
  sales_daily: `(SELECT i.tenant_id AS tenant_id, i.day AS day, i.currency AS currency, i.category AS category,
      uniqExact(i.order_id) AS orders, sum(i.quantity_sold) AS units, sum(i.revenue) AS revenue
    FROM (SELECT *, day FROM order_items_store WHERE version = 2 OR order_item_id NOT IN (SELECT order_item_id FROM order_items_store WHERE version = 2)) AS i
    WHERE i.order_status != 'cancelled' AND i.created_at >= subtractDays({from:DateTime64(3)}, 2) GROUP BY 1, 2, 3, 4)`,
};

/** @param {string} store @param {string} id */
function newest(store, id) {
  return `(SELECT * FROM ${store} WHERE version = 2 OR ${id} NOT IN (SELECT ${id} FROM ${store} WHERE version = 2))`;
}

/** @returns {Question[]} all that the page asks when it opens */
export function readQuestions() {
  /** @type {{ queries: Record<string, { sql: string }>; panels: { id: string; query: string; trend?: { query: string } }[] }} */
  const { queries, panels } = parse(readFileSync(file, 'utf8')).spec;
  return panels.flatMap(({ id, query, trend }) =>
    [
      { panel: id, query, isLine: false },
      ...(trend
        ? [{ panel: `${id}, its line`, query: trend.query, isLine: true }]
        : []),
    ].map(question => {
      const { sql } = queries[question.query];
      return {
        panel: question.panel,
        isLine: question.isLine,
        sql,
        isRaw: /\border(s|_items)_analytics\b/.test(sql),
      };
    }),
  );
}

/**
 * All questions at once, as the page asks them.
 * @param {ClickHouseClient} clickhouse
 * @param {Question[]} questions
 * @param {Window} window
 * @returns {Promise<{ total: number; each: number[]; answers: unknown[][][] }>} times in ms
 */
export async function openDashboard(clickhouse, questions, window) {
  const began = performance.now();
  /** @type {number[]} */
  const each = [];
  /** @type {unknown[][][]} */
  const answers = [];
  const waiting = [...questions.entries()];
  const ask = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { sql }] = next;
      const asked = performance.now();
      answers[index] = await clickhouse.rows(sql, settings(window));
      each[index] = performance.now() - asked;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, ask));
  return { total: performance.now() - began, each, answers };
}

/**
 * The same answer from what is stored.
 * @param {ClickHouseClient} clickhouse
 * @param {Question} question
 * @param {Window} window
 */
export async function askDirectly(clickhouse, { sql }, window) {
  const text = Object.entries(direct).reduce(
    (query, [view, stored]) =>
      query.replaceAll(new RegExp(`\\b${view}\\b`, 'g'), stored),
    sql,
  );
  const { additional_table_filters: _, ...others } = settings(window);
  return await clickhouse.rows(text, others);
}

/** @param {unknown[][]} answer */
export function inAnyOrder(answer) {
  return answer
    .map(row => JSON.stringify(row))
    .sort()
    .join('\n');
}

/** As the portal's back end sends them. @param {Window} window @returns {Record<string, string>} */
function settings({ from, to }) {
  const tables = ['orders_analytics', 'order_items_analytics', 'sales_daily'];
  const filters = tables.map(
    table => `'${table}': 'tenant_id = \\'default\\''`,
  );
  return {
    readonly: '2',
    max_execution_time: '10',
    max_rows_to_read: '1000000000',
    max_result_rows: '1001',
    result_overflow_mode: 'break',
    output_format_json_quote_64bit_integers: '1',
    output_format_json_quote_decimals: '1',
    additional_table_filters: `{${filters.join(', ')}}`,
    param_tenant: 'default',
    param_from: String(from / 1000),
    param_to: String(to / 1000),
    param_step: '21600',
    param_category: '[]',
    param_city: '[]',
  };
}
