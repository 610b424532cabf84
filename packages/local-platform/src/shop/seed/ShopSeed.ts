import { Client, ClientBase } from 'pg';
import { makeProducts, Product } from './catalogue';
import { Customer, makeCustomers } from './customers';
import { makeOrders, PastOrder } from './orders';
import { writeCatalogue } from './writeCatalogue';
import { makeVisits } from './visits';
import { writeOrders } from './writeOrders';
import { writePayments } from './writePayments';
import { writeVisits } from './writeVisits';

const DAY_MS = 86_400_000;
/** Raised when the data are made in another way; a database keeps what it has. */
const VERSION = 1;
const ORDERS_AT_ONCE = 10_000;
/** Of what was looked at less is kept: two weeks, to compare one with the other. */
const VISITS_MS = 14 * DAY_MS;
const CONNECT_TIMEOUT_MS = 5_000;

export type ShopSeedOptions = {
  /** The `shop` database, as a user who may write to every schema. */
  url: string;
  seed?: number;
  products?: number;
  customers?: number;
  orders?: number;
  /** How far the history goes back. */
  days?: number;
  now?: Date;
};

export type SeedResult = {
  /** False when the database had its data already. */
  isNew: boolean;
  products: Product[];
  customers: Customer[];
};

/**
 * Gives the shop a past: a catalogue, customers, and months of their orders
 * with two weeks of visits, the same for the same seed and day. In one transaction, once for each database; the
 * services have made their tables before.
 */
export async function seedShop(options: ShopSeedOptions): Promise<SeedResult> {
  const client = new Client({
    connectionString: options.url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'shop-seed',
  });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { now, isNew } = await begin(client, options.now ?? new Date());
    const data = make({ ...options, now });
    if (isNew) {
      await writeCatalogue(client, data);
      await writeHistory(client, data);
    }
    await client.query('COMMIT');
    return { isNew, products: data.products, customers: data.customers };
  } finally {
    await client.end();
  }
}

/** The day of the seed is kept, because the data count back from it. */
async function begin(client: ClientBase, now: Date) {
  await client.query('CREATE SCHEMA IF NOT EXISTS demo');
  await client.query(
    'CREATE TABLE IF NOT EXISTS demo.seeded (version integer PRIMARY KEY, day timestamptz NOT NULL)',
  );
  const hour = new Date(now);
  hour.setUTCMinutes(0, 0, 0);
  const inserted = await client.query(
    'INSERT INTO demo.seeded (version, day) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [VERSION, hour],
  );
  const { rows } = await client.query<{ day: Date }>(
    'SELECT day FROM demo.seeded WHERE version = $1',
    [VERSION],
  );
  return { now: rows[0].day, isNew: inserted.rowCount === 1 };
}

function make(options: ShopSeedOptions & { now: Date }) {
  const { seed = 1, now, days = 182 } = options;
  const from = new Date(+now - days * DAY_MS);
  const products = makeProducts({
    seed,
    now,
    count: options.products ?? 3_000,
  });
  const customers = makeCustomers({
    seed,
    count: options.customers ?? 5_000,
    // Some were there before the first order that is kept.
    from: new Date(+from - 30 * DAY_MS),
    to: now,
  });
  const orders = makeOrders({
    seed,
    count: options.orders ?? 60_000,
    from,
    to: now,
    products,
    customers,
  });
  return { seed, now, products, customers, orders };
}

async function writeHistory(
  client: ClientBase,
  data: ReturnType<typeof make>,
): Promise<void> {
  const visitsFrom = +data.now - VISITS_MS;
  const late: PastOrder[] = [];
  let some: PastOrder[] = [];
  for (const order of data.orders) {
    some.push(order);
    if (+order.createdAt > visitsFrom) {
      late.push(order);
    }
    if (some.length === ORDERS_AT_ONCE) {
      await writeOrders(client, some);
      await writePayments(client, some);
      some = [];
    }
  }
  await writeOrders(client, some);
  await writePayments(client, some);
  await writeVisits(
    client,
    makeVisits({ ...data, orders: late, to: data.now }),
  );
  await client.query(
    `SELECT setval('core.order_numbers', max(number)::bigint) FROM core.orders`,
  );
}
