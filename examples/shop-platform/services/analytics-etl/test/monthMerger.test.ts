import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ClickHouse } from '../src/clickhouse/ClickHouse.ts';
import { MonthMerger } from '../src/clickhouse/MonthMerger.ts';
import { createLogger } from '../src/logger.ts';
import { assertSucceeded, createEtl } from './support/etl.ts';
import { assertExact } from './support/exact.ts';
import { eventually } from './support/http.ts';
import { startService } from './support/service.ts';
import { Shop } from './support/shop.ts';
import { createStores, needsStores, type Stores } from './support/stores.ts';

const stored = ['order_items_store', 'orders_store'];

/** The parts of orders and lines, with how often each was merged. */
async function partsOf({ rows }: Stores) {
  return await rows(
    `SELECT name, toInt32(level) AS level FROM system.parts
     WHERE database = currentDatabase() AND active AND table IN ('${stored.join(
       "', '",
     )}') ORDER BY table, name`,
    z.object({ name: z.string(), level: z.number() }),
  );
}

async function addMonths(stores: Stores): Promise<void> {
  const shop = new Shop(stores.source);
  const productId = await shop.addProduct();
  for (const months of [3, 2, 2]) {
    await shop.addOrder(productId, {
      at: `now() - interval '${months} months'`,
    });
  }
}

test(
  'months that came with one insert are merged, once, and are as before',
  needsStores,
  async t => {
    const stores = await createStores(t);
    await addMonths(stores);
    assertSucceeded(await createEtl(t, stores, { batchRows: 1000 })());
    assert.deepEqual(
      (await partsOf(stores)).map(({ level }) => level),
      [0, 0, 0, 0],
    );
    const clickhouse = new ClickHouse({
      url: stores.targetUrl,
      timeoutMs: 10_000,
    });
    t.after(() => clickhouse.stop());
    const logger = createLogger('silent');
    const merger = new MonthMerger({ clickhouse, logger, stores: stored });

    assert.equal(merger.begin(), merger.begin(), 'one at a time');
    await merger.begin();
    const merged = await partsOf(stores);
    assert.deepEqual(
      merged.map(({ level }) => level),
      [1, 1, 1, 1],
    );
    await assertExact(stores);

    await merger.begin();
    assert.deepEqual(await partsOf(stores), merged);
  },
);

test('the service merges them after a run', needsStores, async t => {
  const stores = await createStores(t);
  await addMonths(stores);
  await startService(t, {
    DATABASE_URL: stores.sourceUrl,
    CLICKHOUSE_URL: stores.targetUrl,
  });

  await eventually(async () => {
    const exists = await stores.rows(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'orders_store'`,
      z.object({ name: z.string() }),
    );
    const parts = exists.length > 0 ? await partsOf(stores) : [];
    return parts.length === 4 && parts.every(({ level }) => level === 1)
      ? parts
      : undefined;
  });
});

test('a ClickHouse that does not merge is a warning, told once', async () => {
  const clickhouse = new ClickHouse({
    url: 'http://127.0.0.1:1/nobody',
    timeoutMs: 1000,
  });
  const told: unknown[] = [];
  const logger = createLogger('silent');
  logger.warn = (...line: unknown[]) => void told.push(line);
  const merger = new MonthMerger({ clickhouse, logger, stores: stored });

  await merger.begin();
  await merger.begin();
  await clickhouse.stop();

  assert.equal(told.length, 1);
});
