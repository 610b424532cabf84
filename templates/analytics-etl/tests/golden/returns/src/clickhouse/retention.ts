import { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { ClickHouse } from './ClickHouse.ts';
import type { Migration } from './migrate.ts';

/** What alters tables that are there. */
const altering = '0006_retention.sql';

interface Retained {
  store: string;
  /** What the time is counted from. */
  since: string;
  /** How many months longer than the years that are kept. */
  extraMonths: number;
}

/**
 * Cohorts go after no order of theirs is shown any more, and orders a year after
 * that, because roll-ups are computed from them. All versions of a row have the
 * same time, so that none comes back when a newer one went.
 */
const retained: readonly Retained[] = [
  { store: 'sales_daily_store', since: 'day', extraMonths: 1 },
  { store: 'product_performance_store', since: 'day', extraMonths: 1 },
  { store: 'customer_cohorts_store', since: 'cohort', extraMonths: 1 },
  {
    store: 'orders_store',
    since: 'toStartOfMonth(created_at)',
    extraMonths: 13,
  },
  {
    store: 'order_items_store',
    since: 'toStartOfMonth(created_at)',
    extraMonths: 13,
  },
];

const tableSchema = z.object({ name: z.string(), definition: z.string() });

/**
 * Without those that a cluster's own schema does in their place: what is altered or
 * made here would be on one replica alone, and with the days of a single server.
 */
export async function withoutClusters(
  clickhouse: Pick<ClickHouse, 'query'>,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const replicated = await clickhouse.query(
    `SELECT name FROM system.tables
     WHERE database = currentDatabase() AND name = 'orders_store' AND engine LIKE 'Replicated%'`,
    z.object({ name: z.string() }),
  );
  return replicated.length > 0
    ? migrations.filter(({ name }) => name !== altering)
    : migrations;
}

/** The days of which both sides surely have all orders. */
export function comparableDaysOf(years: number): number {
  return years * 365;
}

/**
 * Gives the tables the time for which they keep rows, and returns those that it
 * altered: none where the migration that prepares it was not taken over.
 */
export async function keepFor(
  years: number,
  { clickhouse, logger }: { clickhouse: ClickHouse; logger: Logger },
): Promise<string[]> {
  const tables = await clickhouse.query(
    `SELECT name, create_table_query AS definition FROM system.tables
     WHERE database = currentDatabase()`,
    tableSchema,
  );
  const definitions = new Map(
    tables.map(({ name, definition }) => [name, definition]),
  );
  if (!definitions.has('etl_kept')) {
    logger.warn(
      `There is no table etl_kept: ETL_KEEP_YEARS waits for the migration ${altering} of the template, and on a cluster for the schema of clickhouse-cluster 1.7.0`,
    );
    return [];
  }
  const changed = retained.filter(
    ({ store, since, extraMonths }) =>
      !definitions
        .get(store)
        ?.includes(
          `TTL ${since} + toIntervalMonth(${years * 12 + extraMonths})`,
        ),
  );
  const altered = changed.map(({ store }) => store);
  if (changed.length > 0) {
    await clickhouse.insertRow('etl_kept', { years });
    // Who ordered long ago is noted before these orders may go.
    await clickhouse.command('SYSTEM REFRESH VIEW former_customers_refresh');
    await clickhouse.command('SYSTEM WAIT VIEW former_customers_refresh');
  }
  for (const { store, since, extraMonths } of changed) {
    await clickhouse.command(
      `ALTER TABLE ${store} MODIFY TTL ${since} + toIntervalMonth(${
        years * 12 + extraMonths
      })`,
    );
  }
  if (altered.length > 0) {
    logger.info({ altered, years }, 'Tables keep rows for another time');
  }
  return altered;
}
