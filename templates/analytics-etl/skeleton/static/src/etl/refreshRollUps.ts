import type { Context } from '@opentelemetry/api';
import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import type { Tracer } from '../tracing/index.ts';

const rollUps = [
  'sales_daily_refresh',
  'product_performance_refresh',
  'customer_cohorts_refresh',
];

/** Computes the days that were touched anew; ClickHouse does so by itself once an hour. */
export async function refreshRollUps(
  ctx: Context,
  { clickhouse, tracer }: { clickhouse: ClickHouse; tracer: Tracer },
): Promise<void> {
  await tracer.start(
    'refresh roll-ups',
    async () => {
      for (const view of rollUps) {
        await clickhouse.command(`SYSTEM REFRESH VIEW ${view}`);
        // Fails when the refresh did.
        await clickhouse.command(`SYSTEM WAIT VIEW ${view}`);
      }
    },
    { context: ctx },
  );
}
