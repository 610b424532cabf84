import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { eventually, request } from './support/http.ts';
import { assertSucceeded } from './support/etl.ts';
import { assertExact, assertRowsExact } from './support/exact.ts';
import {
  dropSlot,
  needsReplication,
  slotFor,
  startFollower,
} from './support/replication.ts';
import { apiToken, startService } from './support/service.ts';
import { Shop } from './support/shop.ts';
import { connect, createStores, type Stores } from './support/stores.ts';
import { currentMetrics } from './support/telemetry.ts';

const never = 1e15;

/** Asks again until both sides are equal, for three seconds at most. */
async function exactSoon(stores: Stores): Promise<void> {
  const deadline = Date.now() + 3000;
  for (;;) {
    try {
      await assertRowsExact(stores);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
  }
}

async function upTo(stores: Stores, table: string): Promise<number> {
  const [row] = await stores.rows(
    `SELECT toUnixTimestamp64Milli(up_to) AS ms FROM etl_tables WHERE table_name = '${table}'`,
    z.object({ ms: z.coerce.number() }),
  );
  return row?.ms ?? 0;
}

test(
  'what is committed is there within three seconds, without a run',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const old = await shop.addOrder(productId, { prices: ['1', '2'] });
    const { run, follower } = await startFollower(t, stores);
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());

    const orderId = await shop.addOrder(productId, { prices: ['3', '4'] });
    await shop.view(productId);
    await exactSoon(stores);
    await shop.setStatus(orderId, 'cancelled');
    await shop.pay(old);
    await exactSoon(stores);
    // A payment that changes alone, a line, and a clock that went back.
    await stores.source.query(
      `UPDATE payments.payments SET status = 'refunded', updated_at = now() - interval '1 hour'`,
    );
    await stores.source.query(
      `UPDATE core.order_lines SET quantity = 9, updated_at = now() - interval '1 day' WHERE order_id = $1`,
      [old],
    );
    await exactSoon(stores);
    await stores.source.query('DELETE FROM core.orders WHERE id = $1', [
      orderId,
    ]);
    await stores.source.query('DELETE FROM storefront.events');
    await exactSoon(stores);

    const others = await connect(stores.sourceUrl);
    stores.beforeDrop(() => others.end());
    await others.query('BEGIN');
    await new Shop(others).addOrder(productId, {
      at: "now() - interval '3 days'",
    });
    await shop.addOrder(productId);
    await exactSoon(stores);
    await others.query('COMMIT');
    await exactSoon(stores);
    assertSucceeded(await run());
    await assertExact(stores);
  },
);

test(
  'an old row that is gone may be archived: it is left to the comparison',
  needsReplication,
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    await shop.addOrder(productId, { at: "now() - interval '30 days'" });
    await shop.addOrder(productId);
    const { run, follower } = await startFollower(t, stores, {
      reconcileDays: 7,
      reconcileIntervalMs: never,
    });
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());

    await stores.source.query('DELETE FROM core.orders');
    const ages = await eventually(async () => {
      const found = await stores.rows(
        `SELECT dateDiff('day', created_at, now()) AS days FROM orders_analytics`,
        z.object({ days: z.coerce.number() }),
      );
      return found.length < 2 ? found : undefined;
    });

    assert.deepEqual(ages, [{ days: 30 }]);
  },
);

test(
  'a long transaction holds neither the rows of others back nor what is said of their freshness',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const { run, follower, asked } = await startFollower(t, stores);
    await eventually(() => follower.status.state === 'following' || undefined);
    await eventually(() => asked() > 0 || undefined);
    assertSucceeded(await run());
    const others = await connect(stores.sourceUrl);
    stores.beforeDrop(() => others.end());
    await others.query('BEGIN');
    await new Shop(others).addOrder(productId);
    const begunAt = Date.now();

    await shop.addOrder(productId);
    await shop.view(productId);
    await exactSoon(stores);
    for (const table of ['orders_analytics', 'product_views']) {
      await eventually(
        async () => (await upTo(stores, table)) > begunAt || undefined,
      );
    }
    const reached = await upTo(stores, 'orders_analytics');
    assertSucceeded(await run());

    // A run stays behind the transaction, and what it computes as well.
    assert.ok((await upTo(stores, 'sales_daily')) < begunAt);
    assert.ok((await upTo(stores, 'orders_analytics')) >= reached);
    await others.query('ROLLBACK');
  },
);

test(
  'a slot that is taken away is made anew, and what came between is found by a run',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const slot = slotFor(stores);
    const { run, follower, warnings, asked } = await startFollower(t, stores, {
      slot,
      reconcileIntervalMs: never,
    });
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());
    await eventually(() => asked() > 0 || undefined);
    const { since } = follower.status;

    await dropSlot(stores, slot);
    await shop.addOrder(productId);
    await eventually(
      () =>
        (follower.status.state === 'following' &&
          follower.status.since !== since) ||
        undefined,
    );
    assert.match(
      warnings.join('\n'),
      /do not come through the replication slot, rows are copied by runs alone/,
    );
    const before = asked();
    await eventually(() => asked() > before || undefined);
    assertSucceeded(await run());
    await assertExact(stores);
    await shop.addOrder(productId);
    await exactSoon(stores);
  },
);

test(
  'a slot that waits for a long transaction keeps neither runs nor the end of the process',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const others = await connect(stores.sourceUrl);
    stores.beforeDrop(() => others.end());
    await others.query('BEGIN');
    await new Shop(others).addProduct();
    await shop.addOrder(productId);
    const { run, follower } = await startFollower(t, stores);
    await eventually(async () => {
      const { rows } = await stores.source.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database()
           AND query LIKE '%pg_create_logical_replication_slot%' AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
      );
      return rows.length > 0 || undefined;
    });

    assertSucceeded(await run());
    assert.equal(follower.status.state, 'starting');
    await follower.stop();
    await others.query('COMMIT');
  },
);

async function addReader(stores: Stores, role: string): Promise<string> {
  await stores.source.query(
    `CREATE ROLE ${role} LOGIN PASSWORD 'reader';
     GRANT pg_read_all_stats TO ${role};
     GRANT USAGE ON SCHEMA core, payments, storefront TO ${role};
     GRANT SELECT ON ALL TABLES IN SCHEMA core, payments, storefront TO ${role}`,
  );
  const url = new URL(stores.sourceUrl);
  url.username = role;
  url.password = 'reader';
  return url.href;
}

test(
  'a role that may neither publish nor replicate is told what to do, and its runs go on',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    await shop.addOrder(await shop.addProduct());
    const slot = slotFor(stores);
    const sourceUrl = await addReader(stores, slot);
    stores.beforeDrop(() =>
      stores.source.query(`DROP OWNED BY ${slot}; DROP ROLE ${slot}`),
    );
    const { run, follower, warnings } = await startFollower(t, stores, {
      slot,
      sourceUrl,
    });
    const said = async (expected: RegExp) => {
      await eventually(
        () => expected.test(follower.status.detail ?? '') || undefined,
      );
      assert.equal(follower.status.state, 'failed');
      await assert.rejects(follower.check(), expected);
      assert.match(warnings.at(-1) ?? '', expected);
    };

    await said(
      /let their owner run CREATE PUBLICATION "\w+" FOR TABLE core\.orders, core\.order_lines, payments\.payments, storefront\.events/,
    );
    assertSucceeded(await run());
    await assertExact(stores);
    await stores.source.query(
      `CREATE PUBLICATION "${slot}" FOR TABLE core.orders, core.order_lines, payments.payments`,
    );
    await said(/ALTER PUBLICATION "\w+" ADD TABLE storefront\.events/);
    await stores.source.query(
      `ALTER PUBLICATION "${slot}" ADD TABLE storefront.events`,
    );
    await said(/ALTER ROLE … REPLICATION/);
    const gauge = (await currentMetrics()).findLast(
      ({ descriptor }) => descriptor.name === 'etl.slot.followed',
    );
    assert.equal(gauge?.dataPoints.at(-1)?.value, 0);

    await stores.source.query(`ALTER ROLE ${slot} REPLICATION`);
    await eventually(() => follower.status.state === 'following' || undefined);
    await follower.check();
    assertSucceeded(await run());
    await shop.addOrder(await shop.addProduct());
    await exactSoon(stores);
  },
);

test(
  'a table whose rows cannot be told apart is not published, because it would take no updates any more',
  needsReplication,
  async t => {
    const stores = await createStores(t);
    await stores.source.query(
      'ALTER TABLE storefront.events DROP CONSTRAINT events_pkey',
    );
    const { follower } = await startFollower(t, stores);

    await eventually(() => follower.status.state === 'failed' || undefined);

    assert.match(follower.status.detail ?? '', /storefront\.events/);
    await stores.source.query('UPDATE storefront.events SET page = NULL');
  },
);

test(
  'a table whose columns changed is left to the runs while the others are followed',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const { run, follower, warnings } = await startFollower(t, stores);
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());

    await stores.source.query(
      'ALTER TABLE storefront.events RENAME COLUMN page TO path',
    );
    await stores.source.query(
      `INSERT INTO storefront.events (type, path) VALUES ('page_view', '/')`,
    );
    await eventually(
      () =>
        warnings.some(text =>
          /storefront\.events has no column page/.test(text),
        ) || undefined,
    );
    await shop.addOrder(productId);
    await eventually(async () => {
      const found = await stores.rows(
        'SELECT order_id FROM orders_analytics',
        z.unknown(),
      );
      return found.length === 1 || undefined;
    });
    assert.equal(follower.status.state, 'following');

    await stores.source.query(
      'ALTER TABLE storefront.events RENAME COLUMN path TO page',
    );
    assertSucceeded(await run());
    await exactSoon(stores);
    // It is followed again.
    await eventually(async () => {
      await shop.view(productId);
      await exactSoon(stores).catch(() => {});
      const found = await stores.rows(
        'SELECT event_id FROM events',
        z.unknown(),
      );
      return found.length > 1 || undefined;
    });
  },
);

test(
  'a table that is truncated is compared with the next run, which is asked for',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    await shop.view(await shop.addProduct());
    const { run, follower, asked } = await startFollower(t, stores, {
      reconcileIntervalMs: 3_600_000,
    });
    await eventually(() => follower.status.state === 'following' || undefined);
    await eventually(() => asked() > 0 || undefined);
    assertSucceeded(await run());
    const before = asked();

    await stores.source.query('TRUNCATE storefront.events');
    await eventually(() => asked() > before || undefined);
    assertSucceeded(await run());

    await assertExact(stores);
  },
);

test(
  'one statement that changes more than waits at once is copied whole, and the log is let go',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const { run, follower } = await startFollower(t, stores, { batchRows: 50 });
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());

    await stores.source.query(
      `INSERT INTO storefront.events (type, session_id, product_id, page)
       SELECT 'product_view', gen_random_uuid(), $1, '/' FROM generate_series(1, 1000)`,
      [productId],
    );
    await eventually(async () => {
      await assertRowsExact(stores).catch(() => {});
      const found = await stores.rows(
        'SELECT event_id FROM events',
        z.unknown(),
      );
      return found.length === 1000 || undefined;
    });
    await stores.source.query('DELETE FROM storefront.events');
    await eventually(async () => {
      const found = await stores.rows(
        'SELECT event_id FROM events',
        z.unknown(),
      );
      return found.length === 0 || undefined;
    });
    await eventually(async () => {
      const { rows } = await stores.source.query<Record<string, unknown>>(
        `SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), confirmed_flush_lsn)::int AS bytes
         FROM pg_replication_slots WHERE slot_name = $1`,
        [follower.status.slot],
      );
      const [row] = z.array(z.object({ bytes: z.number() })).parse(rows);
      return (row?.bytes ?? Infinity) < 100_000 || undefined;
    });
    assert.ok(follower.status.lagBytes !== undefined);
  },
);

test(
  'while ClickHouse takes nothing the log that grows is told, and nothing is lost',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const { run, follower } = await startFollower(t, stores);
    await eventually(() => follower.status.state === 'following' || undefined);
    assertSucceeded(await run());

    const rename = (from: string, to: string) =>
      stores.target.command({ query: `RENAME TABLE ${from} TO ${to}` });
    await rename('orders_store', 'away');
    await shop.addOrder(productId);
    await eventually(() => follower.status.state === 'failed' || undefined);
    const { lagBytes: before = 0 } = follower.status;
    await stores.source.query(
      `UPDATE core.products SET name = repeat('x', 100000)`,
    );
    await shop.addOrder(productId);
    await eventually(
      () => (follower.status.lagBytes ?? 0) > before || undefined,
    );
    await rename('away', 'orders_store');

    await eventually(() => follower.status.state === 'following' || undefined);
    await exactSoon(stores);
  },
);

test(
  'the service follows where it is told to, and says so',
  { ...needsReplication, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const headers = { authorization: `Bearer ${apiToken}` };
    const statusSchema = z.object({
      mode: z.string(),
      state: z.string().optional(),
      slot: z.string().optional(),
    });
    const slot = slotFor(stores);
    const { service, url } = await startService(t, {
      DATABASE_URL: stores.sourceUrl,
      CLICKHOUSE_URL: stores.targetUrl,
      ETL_SOURCE: 'replication',
      ETL_SLOT: slot,
      ETL_FLUSH_MS: '100',
    });
    stores.beforeDrop(() => service.stop());
    await eventually(async () => {
      const { body } = await request(`${url}/source`, statusSchema, {
        headers,
      });
      assert.equal(body.mode, 'replication');
      assert.equal(body.slot, slot);
      return body.state === 'following' || undefined;
    });

    await eventually(
      async () => (await upTo(stores, 'events')) > 0 || undefined,
    );
    await shop.addOrder(productId);
    await exactSoon(stores);

    const polling = await startService(t);
    const { body } = await request(`${polling.url}/source`, statusSchema, {
      headers,
    });
    assert.deepEqual(body, { mode: 'polling' });
  },
);
