import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { ClickHouse } from '../src/clickhouse/ClickHouse.ts';
import { migrate, readMigrations } from '../src/clickhouse/migrate.ts';
import { keepFor, withoutClusters } from '../src/clickhouse/retention.ts';
import { createLogger } from '../src/logger.ts';
import { assertSucceeded, createEtl } from './support/etl.ts';
import { assertExact } from './support/exact.ts';
import { Shop } from './support/shop.ts';
import { createStores, needsStores, type Stores } from './support/stores.ts';

const retained = [
  'customer_cohorts_store',
  'order_items_store',
  'orders_store',
  'product_performance_store',
  'sales_daily_store',
];

const textSchema = z.object({ text: z.string() });

async function textsOf(
  { rows }: Stores,
  expression: string,
  table: string,
): Promise<string[]> {
  const found = await rows(
    `SELECT ${expression} AS text FROM ${table} ORDER BY text`,
    textSchema,
  );
  return found.map(({ text }) => text);
}

/** What merges in the background do sooner or later. */
async function letGo({ target }: Stores): Promise<void> {
  for (const store of retained) {
    await target.command({ query: `OPTIMIZE TABLE ${store} FINAL` });
  }
}

/** Without merges all that was inserted is seen. */
async function merge({ target }: Stores, what: 'START' | 'STOP') {
  for (const store of retained) {
    await target.command({ query: `SYSTEM ${what} MERGES ${store}` });
  }
}

/** How many years ago there are rows of. */
async function yearsIn(stores: Stores) {
  const ofOrders = `toString(intDiv(dateDiff('month', created_at, now()), 12))`;
  const ofDays = `toString(intDiv(dateDiff('month', day, today()), 12))`;
  return {
    orders: await textsOf(stores, ofOrders, 'orders_analytics'),
    lines: await textsOf(stores, ofOrders, 'order_items_analytics'),
    sales: await textsOf(stores, ofDays, 'sales_daily'),
    products: await textsOf(stores, ofDays, 'product_performance'),
    cohorts: await textsOf(
      stores,
      `concat(toString(intDiv(dateDiff('month', cohort, today()), 12)), ' ', toString(customers))`,
      'customer_cohorts',
    ),
  };
}

/** In the middle of a month so long ago. */
const at = (months: number) => ({
  at: `date_trunc('month', now()) - interval '${months} months' + interval '12 days'`,
});

test(
  'orders and roll-ups go after their years, and what stays is as it was',
  needsStores,
  async t => {
    const stores = await createStores(t);
    // Far more than what is kept is compared, and nothing is sent again for it.
    const run = createEtl(t, stores, { keepYears: 2, reconcileDays: 3000 });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const ancient = '00000000-0000-4000-8000-000000000001';
    const old = '00000000-0000-4000-8000-000000000002';
    const gone = await shop.addOrder(productId, {
      customerId: ancient,
      ...at(60),
    });
    await shop.addOrder(productId, { customerId: ancient, ...at(18) });
    await shop.addOrder(productId, { customerId: old, ...at(30) });
    await shop.addOrder(productId, { customerId: old, ...at(18) });
    await shop.addOrder(productId, at(18));
    assertSucceeded(await run());
    const kept = {
      orders: ['1', '1', '1', '2'],
      lines: ['1', '1', '1', '2'],
      sales: ['1'],
      products: ['1'],
      // Of three customers in that month one is new.
      cohorts: ['1 1'],
    };
    await letGo(stores);
    assert.deepEqual(await yearsIn(stores), kept);

    const sent = async () => (await run()).tables.map(table => table.rows);
    assert.deepEqual(await sent(), [0, 0, 0]);

    // One that is gone changes: it comes, leaves no trace, and does not come again.
    await shop.setStatus(gone, 'shipped');
    await merge(stores, 'STOP');
    assert.deepEqual(await sent(), [1, 1, 0]);
    const { orders, lines, ...rollUps } = await yearsIn(stores);
    assert.deepEqual({ ...kept, ...rollUps }, kept, `${orders} ${lines}`);
    await merge(stores, 'START');
    await letGo(stores);
    assert.deepEqual(await yearsIn(stores), kept);
    assert.deepEqual(await sent(), [0, 0, 0]);

    const { rows } = await stores.source.query<Record<string, unknown>>(
      `SELECT created_at - interval '1 day' AS "from", created_at + interval '1 day' AS "to" FROM core.orders WHERE id = $1`,
      [gone],
    );
    const [period] = z
      .array(z.object({ from: z.date(), to: z.date() }))
      .parse(rows);
    assert.ok(period);
    const { tables, ...filled } = await run({
      period: {
        from: period.from.toISOString(),
        to: period.to.toISOString(),
      },
    });
    assert.equal(filled.status, 'succeeded', filled.failure);
    assert.deepEqual(
      tables.map(table => table.rows),
      [1, 1, 0],
    );
    await letGo(stores);
    assert.deepEqual(await yearsIn(stores), kept);
    assert.deepEqual(await sent(), [0, 0, 0]);
  },
);

test(
  'nothing that is younger than its years goes, and nobody is taken for a former customer',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores, { keepYears: 15 });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const customerId = '00000000-0000-4000-8000-000000000001';
    for (const years of [14, 3, 0]) {
      await shop.addOrder(productId, {
        customerId,
        at: `now() - interval '${years} years'`,
      });
    }
    assertSucceeded(await run());
    await letGo(stores);

    await assertExact(stores);
  },
);

async function connect(t: TestContext) {
  const { targetUrl } = await createStores(t);
  const clickhouse = new ClickHouse({
    url: targetUrl,
    timeoutMs: 10_000,
  });
  t.after(() => clickhouse.stop());
  const migrations = await readMigrations();
  return { tools: { clickhouse, logger: createLogger('silent') }, migrations };
}

test('tables are altered when the years are others', needsStores, async t => {
  const { tools, migrations } = await connect(t);
  const { clickhouse } = tools;
  await migrate(clickhouse, migrations);

  assert.deepEqual((await keepFor(15, tools)).toSorted(), retained);
  assert.deepEqual(await keepFor(15, tools), []);
  assert.deepEqual((await keepFor(3, tools)).toSorted(), retained);
  assert.deepEqual(
    await clickhouse.query(
      `SELECT name FROM system.tables WHERE database = currentDatabase()
         AND match(create_table_query, 'TTL .*toIntervalMonth\\\\((37|49)\\\\)') ORDER BY name`,
      z.object({ name: z.string() }),
    ),
    retained.map(name => ({ name })),
  );
});

test(
  'a repository without the migration keeps what it has',
  needsStores,
  async t => {
    const { tools, migrations } = await connect(t);
    await migrate(
      tools.clickhouse,
      migrations.filter(({ name }) => name < '0006'),
    );

    assert.deepEqual(await keepFor(15, tools), []);
  },
);

test(
  'a time that cannot be set is set with a later run, and rows are copied meanwhile',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    await shop.addOrder(await shop.addProduct());
    assertSucceeded(await createEtl(t, stores)());
    const rename = async (from: string, to: string) => {
      await stores.target.command({ query: `RENAME TABLE ${from} TO ${to}` });
    };
    const kept = () =>
      stores.rows(
        `SELECT name FROM system.tables WHERE database = currentDatabase()
           AND match(create_table_query, 'TTL .*toIntervalMonth\\((37|49)\\)') ORDER BY name`,
        z.object({ name: z.string() }),
      );
    await rename('former_customers_refresh', 'away');
    const run = createEtl(t, stores, { keepYears: 3 });

    assertSucceeded(await run());
    assert.deepEqual(await kept(), []);

    await rename('away', 'former_customers_refresh');
    assertSucceeded(await run());
    assert.deepEqual(
      await kept(),
      retained.map(name => ({ name })),
    );
  },
);

test("a cluster's tables are left to its own schema", async () => {
  const migrations = [
    { name: '0005_merging.sql', text: '' },
    { name: '0006_retention.sql', text: '' },
  ];
  const leftOn = async (...found: string[]) => {
    const left = await withoutClusters(
      {
        query: async (_query, row) =>
          z.array(row).parse(found.map(name => ({ name }))),
      },
      migrations,
    );
    return left.map(({ name }) => name);
  };
  assert.deepEqual(await leftOn('orders_store'), ['0005_merging.sql']);
  assert.deepEqual(await leftOn(), ['0005_merging.sql', '0006_retention.sql']);
});
