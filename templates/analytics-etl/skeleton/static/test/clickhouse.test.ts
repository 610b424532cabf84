import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { ClickHouse } from '../src/clickhouse/ClickHouse.ts';
import { migrate, readMigrations } from '../src/clickhouse/migrate.ts';
import {
  splitStatements,
  toClusterForm,
} from '../src/clickhouse/statements.ts';
import { createStores, needsStores } from './support/stores.ts';

const golden = new URL('../clickhouse/cluster.sql', import.meta.url);
const note =
  '-- The migrations for a replicated cluster of one shard, made from them by the\n' +
  '-- tests (UPDATE_GOLDEN=1). Not yet run on a cluster.\n\n';

async function connect(t: TestContext) {
  const { targetUrl } = await createStores(t);
  const clickhouse = new ClickHouse({ url: targetUrl, timeoutMs: 10_000 });
  t.after(() => clickhouse.stop());
  return clickhouse;
}

test('migrations go on where they were interrupted', needsStores, async t => {
  const clickhouse = await connect(t);
  const first = {
    name: '0001_a.sql',
    text: 'CREATE TABLE a (n UInt8) ENGINE = Memory;\nbroken;\n',
  };
  await assert.rejects(
    migrate(clickhouse, [first]),
    /Statement 2 of migration 0001_a.sql failed/,
  );

  const mended = {
    ...first,
    text: first.text.replace(
      'broken',
      'CREATE TABLE b (n UInt8) ENGINE = Memory',
    ),
  };
  assert.deepEqual(await migrate(clickhouse, [mended]), ['0001_a.sql']);
  assert.deepEqual(await migrate(clickhouse, [mended]), []);
  await assert.rejects(
    migrate(clickhouse, [{ ...mended, text: `${mended.text}-- later\n` }]),
    /Migration 0001_a.sql was changed after it was applied/,
  );
});

test(
  'months of rows become one part when they are quiet',
  needsStores,
  async t => {
    const clickhouse = await connect(t);
    await migrate(clickhouse, await readMigrations());

    const merging = await clickhouse.query(
      `SELECT name FROM system.tables
     WHERE database = currentDatabase()
       AND engine_full LIKE '%min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1%'
     ORDER BY name`,
      z.object({ name: z.string() }),
    );
    assert.deepEqual(
      merging.map(({ name }) => name),
      [
        'events_store',
        'order_items_store',
        'orders_store',
        'product_views_store',
      ],
    );
  },
);

test('the form for a cluster is the one that was reviewed', async () => {
  const migrations = await readMigrations();
  const text =
    note +
    migrations
      .flatMap(({ text: migration }) => splitStatements(migration))
      .map(statement => `${toClusterForm(statement, '{cluster}')};\n`)
      .join('\n');

  if (process.env.UPDATE_GOLDEN === '1') {
    await writeFile(golden, text);
  }
  assert.equal(text, await readFile(golden, 'utf8'));
});
