import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startShopDatabase } from './__testUtils__/shopDatabase';
import { seedShop } from './ShopSeed';

describe('seedShop', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof startShopDatabase>>;
  let client: Client;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seed-'));
    database = await startShopDatabase(folder);
    ({ url, client } = database);
  }, 60_000);

  afterAll(async () => {
    await database.stop();
    await rm(folder, { recursive: true });
  });

  const one = async (sql: string) => (await client.query(sql)).rows[0];

  it("fills the services' own tables once, with sums that agree", async () => {
    const options = { url, products: 200, customers: 100, orders: 1_500 };
    expect((await seedShop(options)).isNew).toBe(true);
    expect((await seedShop(options)).isNew).toBe(false);

    const { orders, most } = await one(
      'SELECT count(*)::int AS orders, max(number)::bigint AS most FROM core.orders',
    );
    expect(Math.abs(orders - 1_500)).toBeLessThan(2);
    expect(
      await one(`SELECT nextval('core.order_numbers') > ${most} AS next`),
    ).toEqual({ next: true });

    expect(
      await one(`
        SELECT count(*)::int AS wrong FROM core.orders o
        WHERE total_amount - delivery_cost_amount <>
          (SELECT sum(total_amount) FROM core.order_lines WHERE order_id = o.id)`),
    ).toEqual({ wrong: 0 });
    expect(
      await one(`
        SELECT count(*)::int AS wrong FROM core.orders o
        JOIN payments.payments p ON p.id = o.payment_id AND p.order_id = o.id
        WHERE p.amount <> o.total_amount
           OR (o.status = 'cancelled') <> (p.status = 'refunded')
           OR p.amount - p.refunded <>
             (SELECT sum(amount) FROM payments.entries WHERE payment_id = p.id)`),
    ).toEqual({ wrong: 0 });
    expect(
      await one(`
        SELECT count(*)::int AS parcels,
          count(*) FILTER (WHERE s.status = 'delivered' AND o.status <> 'delivered')::int AS wrong
        FROM shipping.shipments s JOIN core.orders o ON o.id = s.order_id
        WHERE o.status <> 'cancelled'`),
    ).toEqual({ parcels: expect.any(Number), wrong: 0 });
    expect(
      await one(
        'SELECT count(DISTINCT product_id)::int AS n FROM inventory.stock',
      ),
    ).toEqual({ n: 200 });
    // Whoever copies changes takes them for new, however old the order is.
    expect(
      await one(`
        SELECT count(DISTINCT updated_at)::int AS times,
          bool_and(updated_at > created_at) AS late
        FROM (SELECT updated_at, created_at FROM core.orders
          UNION ALL SELECT updated_at, created_at FROM core.order_lines) changed`),
    ).toEqual({ times: 1, late: true });
    // Buyers are among the visitors of the last two weeks, one in five of them.
    expect(
      await one(`
        SELECT round(orders / sessions::numeric, 1)::float AS bought, days > 12 AND days <= 14.1 AS lately, known
        FROM (SELECT count(DISTINCT session_id) AS sessions,
            extract(epoch FROM max(occurred_at) - min(occurred_at)) / 86400 AS days,
            bool_and(customer_id IS NULL OR customer_id IN (SELECT id FROM core.customers))
              AND bool_and(product_id IS NULL OR product_id IN (SELECT id FROM core.products)) AS known
          FROM storefront.events) visits,
          (SELECT count(*) AS orders FROM core.orders WHERE created_at > (SELECT day FROM demo.seeded) - INTERVAL '14 days') o`),
    ).toEqual({ bought: 0.2, lately: true, known: true });
    // Nothing of the past is announced again.
    expect(await one('SELECT count(*)::int AS n FROM core.outbox')).toEqual({
      n: 0,
    });
  }, 60_000);

  it('writes nothing when it cannot write everything', async () => {
    await client.query('DELETE FROM demo.seeded');
    await expect(seedShop({ url, orders: 10 })).rejects.toThrow(
      'duplicate key',
    );
    expect(await one('SELECT count(*)::int AS n FROM demo.seeded')).toEqual({
      n: 0,
    });
  }, 60_000);
});
