import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { assertSucceeded, createEtl } from './support/etl.ts';
import { assertExact } from './support/exact.ts';
import { Shop } from './support/shop.ts';
import { connect, createStores, needsStores } from './support/stores.ts';

test(
  'copies the shop, and keeps up with changes and deletions',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const tea = await shop.addProduct();
    const cups = await shop.addProduct('cups');
    const customerId = '00000000-0000-4000-8000-000000000001';
    const orders: string[] = [];
    for (const days of [400, 70, 40, 3, 1, 0]) {
      orders.push(
        await shop.addOrder(days % 2 === 0 ? tea : cups, {
          customerId,
          prices: ['1050', '99'],
          at: `now() - interval '${days} days'`,
        }),
      );
    }
    for (let index = 0; index < 10; index += 1) {
      await shop.view(tea);
    }
    assertSucceeded(await run());
    await assertExact(stores);

    const [first = '', second = '', third = ''] = orders;
    await shop.setStatus(first, 'cancelled');
    await shop.pay(second);
    await stores.source.query('DELETE FROM core.orders WHERE id = $1', [third]);
    // Another product's category, and a change whose clock went back.
    await stores.source.query(
      `UPDATE core.products SET category = 'mugs' WHERE id = $1`,
      [cups],
    );
    await stores.source.query(
      `UPDATE core.orders SET status = 'shipped', updated_at = updated_at - interval '1 hour' WHERE id = $1`,
      [orders[4]],
    );
    assertSucceeded(await run());
    await assertExact(stores);

    const { rows } = { rows: (await run()).tables.map(table => table.rows) };
    assert.deepEqual(rows, [0, 0, 0], 'nothing is sent when nothing changed');
  },
);

test("the handbook's query works unchanged", needsStores, async t => {
  const stores = await createStores(t);
  const run = createEtl(t, stores);
  const shop = new Shop(stores.source);
  const productId = await shop.addProduct();
  await shop.addOrder(productId, { prices: ['1050'], quantity: 3 });
  await shop.addOrder(productId, { status: 'cancelled' });
  await shop.addOrder(productId, { at: "now() - interval '31 days'" });
  assertSucceeded(await run());

  const found = await stores.rows(
    `SELECT product_id, product_name, sum(revenue) AS total_revenue, sum(quantity_sold) AS units_sold
     FROM order_items_analytics
     WHERE tenant_id = 'default' AND created_at >= now() - INTERVAL 30 DAY
     GROUP BY product_id, product_name ORDER BY total_revenue DESC LIMIT 10`,
    z.unknown(),
  );

  assert.deepEqual(found, [
    {
      product_id: productId,
      product_name: 'Чай',
      total_revenue: 31.5,
      units_sold: 3,
    },
  ]);
});

test(
  'amounts beyond the integers of JavaScript are exact',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const price = '900719925474099301';
    await shop.addOrder(await shop.addProduct(), {
      prices: [price],
      quantity: 1,
    });
    assertSucceeded(await run());
    await assertExact(stores);

    assert.deepEqual(
      await stores.rows(
        'SELECT toDecimalString(sum(revenue), 2) AS revenue FROM sales_daily',
        z.unknown(),
      ),
      [{ revenue: '9007199254740993.01' }],
    );
  },
);

test(
  'amounts in a currency that nobody knows keep their digits and their code, and are summed with no other',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    for (const currency of ['UAH', 'XTS', '₿ "?\\']) {
      await shop.addOrder(productId, {
        currency,
        // With delivery the highest that PostgreSQL has, and far more than a JavaScript number.
        prices: ['9223372036854768807'],
        quantity: 1,
      });
    }

    assertSucceeded(await run());

    await assertExact(stores);
    assert.deepEqual(
      await stores.rows(
        `SELECT currency, toDecimalString(unit_price, 2) AS price FROM order_items_analytics ORDER BY currency`,
        z.unknown(),
      ),
      ['UAH', 'XTS', '₿ "?\\'].map(currency => ({
        currency,
        price: '92233720368547688.07',
      })),
    );
  },
);

test(
  'a transaction that commits late is not passed over',
  needsStores,
  async t => {
    const stores = await createStores(t);
    // Without the comparison, which would find it.
    const run = createEtl(t, stores, { reconcileIntervalMs: Infinity });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    await run();
    const late = await connect(stores.sourceUrl);
    t.after(() => late.end());
    await late.query('BEGIN');
    await new Shop(late).addOrder(productId);
    await shop.addOrder(productId);
    assertSucceeded(await run());
    const upTo = z.array(z.object({ up_to: z.string() }));
    const [before] = upTo.parse(
      await stores.rows(
        `SELECT up_to FROM etl_tables WHERE table_name = 'orders_analytics'`,
        z.unknown(),
      ),
    );
    await late.query('COMMIT');
    await stores.source.query('SELECT 1');

    assertSucceeded(await run());
    await assertExact(stores);

    const [after] = upTo.parse(
      await stores.rows(
        `SELECT up_to FROM etl_tables WHERE table_name = 'orders_analytics'`,
        z.unknown(),
      ),
    );
    assert.ok(before && after && before.up_to < after.up_to);
  },
);

test(
  'rows with the same time are paged through by their ids',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores, {
      batchRows: 2,
      reconcileIntervalMs: Infinity,
    });
    const shop = new Shop(stores.source);
    await stores.source.query('BEGIN');
    const productId = await shop.addProduct();
    for (let index = 0; index < 7; index += 1) {
      await shop.addOrder(productId);
    }
    await stores.source.query('COMMIT');

    assertSucceeded(await run());
    await assertExact(stores);
  },
);

test(
  'a column that is gone stops its table and names itself; the others go on',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    await shop.addOrder(productId);
    await shop.view(productId);
    await stores.source.query(
      'ALTER TABLE core.orders RENAME delivery_city TO city; ALTER TABLE core.orders ALTER total_amount TYPE numeric',
    );

    const { status, tables } = await run();

    assert.equal(status, 'failed');
    assert.deepEqual(
      tables.map(({ table, rows, error }) => ({ table, rows, error })),
      [
        {
          table: 'orders_analytics',
          rows: 0,
          error:
            'The source changed: core.orders.total_amount is numeric, not bigint; core.orders has no column delivery_city',
        },
        { table: 'order_items_analytics', rows: 1, error: undefined },
        { table: 'events', rows: 1, error: undefined },
      ],
    );
    const [state] = await stores.rows(
      `SELECT error FROM etl_tables WHERE table_name = 'orders_analytics'`,
      z.object({ error: z.string() }),
    );
    assert.match(state?.error ?? '', /no column delivery_city/);
  },
);

test(
  'a back-fill sends a period again and takes away what is gone from it',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores, { reconcileIntervalMs: Infinity });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const at = "now() - interval '2 days'";
    await shop.addOrder(productId, { at });
    const gone = await shop.addOrder(productId, { at });
    assertSucceeded(await run());
    await stores.source.query('DELETE FROM core.orders WHERE id = $1', [gone]);

    // Three days to the millisecond: a longer period has one more part.
    const now = Date.now();
    const backfill = await run({
      trigger: 'backfill',
      period: {
        from: new Date(now - 3 * 24 * 3_600_000).toISOString(),
        to: new Date(now).toISOString(),
      },
    });

    assertSucceeded(backfill);
    assert.deepEqual(backfill.progress, { done: 9, total: 9 });
    await assertExact(stores);
  },
);

test(
  'a line that is gone from its order is found, though a newer one of the order is left',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const order = await shop.addOrder(await shop.addProduct(), {
      prices: ['1050', '99'],
    });
    assertSucceeded(await run());
    await assertExact(stores);

    await stores.source.query(
      'DELETE FROM core.order_lines WHERE order_id = $1 AND position = 0',
      [order],
    );

    assertSucceeded(await run());
    await assertExact(stores);
  },
);

test('what is gone from long ago is found in turn', needsStores, async t => {
  const stores = await createStores(t);
  const run = createEtl(t, stores, { reconcileDays: 7 });
  const shop = new Shop(stores.source);
  const productId = await shop.addProduct();
  const gone = await shop.addOrder(productId, {
    at: `now() - interval '20 days'`,
  });
  await shop.addOrder(productId, { at: `now() - interval '19 days'` });
  assertSucceeded(await run());
  await assertExact(stores);

  await stores.source.query(
    'DELETE FROM core.order_lines WHERE order_id = $1',
    [gone],
  );
  await stores.source.query('DELETE FROM core.orders WHERE id = $1', [gone]);

  // Two stretches of a week are older than the last one.
  assertSucceeded(await run());
  assertSucceeded(await run());
  await assertExact(stores);
});

test(
  'a week of long ago of which nothing is left is taken as archived, until a back-fill',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores, { reconcileDays: 7 });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const at = `now() - interval '10 days'`;
    await shop.addOrder(productId, { at });
    await shop.addOrder(productId, { at: `now() - interval '1 day'` });
    assertSucceeded(await run());

    await stores.source.query(
      `DELETE FROM core.order_lines; DELETE FROM core.orders`,
    );
    assertSucceeded(await run());
    const left = async () =>
      await stores.rows(
        `SELECT toString(dateDiff('day', created_at, now())) AS days FROM orders_analytics`,
        z.object({ days: z.string() }),
      );
    assert.deepEqual(await left(), [{ days: '10' }]);

    assertSucceeded(
      await run({
        period: {
          from: new Date(Date.now() - 11 * 86_400_000).toISOString(),
          to: new Date().toISOString(),
        },
      }),
    );
    assert.deepEqual(await left(), []);
    await assertExact(stores);
  },
);

test('two processes do not copy at once', needsStores, async t => {
  const stores = await createStores(t);
  const other = await connect(stores.sourceUrl);
  t.after(() => other.end());
  await other.query(
    `SELECT pg_advisory_lock(hashtextextended('returns-etl', 0))`,
  );

  const { status, failure } = await createEtl(t, stores)();

  assert.equal(status, 'skipped');
  assert.equal(failure, 'Another process is copying');
});

test(
  'a role that cannot see the transactions of others stays well behind',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const role = `reader_${new URL(stores.sourceUrl).pathname.slice(6)}`;
    await stores.source.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
    t.after(async () => {
      const admin = await connect(process.env.TEST_POSTGRES_URL ?? '');
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
    });
    for (const schema of ['core', 'payments', 'storefront']) {
      await stores.source.query(
        `GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
      );
    }
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    await shop.addOrder(productId);
    await shop.addOrder(productId, { at: "now() - interval '2 minutes'" });
    const url = Object.assign(new URL(stores.sourceUrl), {
      username: role,
      password: 'reader',
    });
    const blind = createEtl(t, stores, {
      sourceUrl: url.href,
      reconcileIntervalMs: Infinity,
    });

    const { tables } = await blind();
    assert.equal(tables[0]?.rows, 1);

    await stores.source.query(`GRANT pg_read_all_stats TO ${role}`);
    assertSucceeded(await blind());
    await assertExact(stores);
    await stores.source.query(`DROP OWNED BY ${role}`);
  },
);

test(
  'a batch that ClickHouse refuses stops its table, even in the middle of much; the others go on',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores, { batchRows: 1000 });
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    await shop.view(productId);
    // More than what fits between PostgreSQL and ClickHouse, after a time that ClickHouse does not know.
    await stores.source.query(
      `INSERT INTO core.orders (number, customer_id, total_amount, created_at, delivery_city)
     SELECT g::text, gen_random_uuid(), 1, 'infinity', repeat('x', 1000000) FROM generate_series(1, 30) g`,
    );

    const { status, tables } = await run();

    assert.equal(status, 'failed');
    assert.match(tables[0]?.error ?? '', /Cannot (read|parse) DateTime/);
    assert.deepEqual(
      tables.map(({ rows }) => rows),
      [0, 0, 1],
    );
  },
);
