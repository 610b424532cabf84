import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import { z } from 'zod';
import {
  startInventory,
  startPayments,
  type PaymentsStandIn,
  type StandIn,
} from './callees.ts';
import { asJson, request, type Answer } from './http.ts';
import { startPostgres } from './postgres.ts';
import { startService } from './service.ts';

export const orderSchema = z.looseObject({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  lines: z.array(z.looseObject({ name: z.string(), quantity: z.number() })),
  total: z.looseObject({ amount: z.number() }),
  paymentId: z.string().optional(),
});

export const productSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  version: z.number(),
  price: z.object({ amount: z.number() }),
});

export interface Shop {
  url: string;
  databaseUrl: string;
  inventory: StandIn;
  payments: PaymentsStandIn;
  query(text: string, values?: unknown[]): Promise<unknown[]>;
}

/** No test of an answer fails because the machine is busy. */
export const patient = {
  INVENTORY_TIMEOUT_MS: '20000',
  PAYMENTS_TIMEOUT_MS: '20000',
};

/** Core with an inventory and payments of the test's own, and one category. */
export async function startShop(
  t: TestContext,
  overrides: NodeJS.ProcessEnv = {},
): Promise<Shop> {
  const inventory = await startInventory(t);
  const payments = await startPayments(t);
  const databaseUrl = overrides.DATABASE_URL ?? (await startPostgres(t));
  const { url } = await startService(t, {
    INVENTORY_SERVICE_URL: inventory.url,
    PAYMENTS_SERVICE_URL: payments.url,
    ...patient,
    ...overrides,
    DATABASE_URL: databaseUrl,
  });
  const query = async (text: string, values: unknown[] = []) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  await query(
    `INSERT INTO core.categories (slug, name, name_en)
     VALUES ('kitchen', 'Кухня', 'Kitchen') ON CONFLICT DO NOTHING`,
  );
  return { url, databaseUrl, inventory, payments, query };
}

export async function addProduct(
  { url }: Pick<Shop, 'url'>,
  product: object = {},
): Promise<string> {
  const { body } = await request(
    `${url}/products`,
    productSchema,
    asJson({
      sku: `SKU-${randomUUID().slice(0, 8).toUpperCase()}`,
      name: 'Горнятко «Косів»',
      nameEn: 'Clay mug “Kosiv”',
      category: 'kitchen',
      price: { amount: 34900, currency: 'UAH' },
      ...product,
    }),
  );
  await changeProduct({ url }, body.id, '1', { status: 'active' });
  return body.id;
}

export async function changeProduct(
  { url }: Pick<Shop, 'url'>,
  id: string,
  version: string,
  change: object,
): Promise<Answer<unknown>> {
  return await request(`${url}/products/${id}`, z.unknown(), {
    method: 'PATCH',
    headers: {
      'content-type': 'application/merge-patch+json',
      'if-match': version,
    },
    body: JSON.stringify(change),
  });
}

export async function addCustomer({ url }: Pick<Shop, 'url'>): Promise<string> {
  const { body } = await request(
    `${url}/customers`,
    z.object({ id: z.string() }),
    asJson({
      email: `${randomUUID()}@example.com`,
      name: 'Halyna Petrenko',
      locale: 'uk',
    }),
  );
  return body.id;
}

export interface Checkout {
  customerId: string;
  productId: string;
  key: string;
}

export async function prepare(shop: Pick<Shop, 'url'>): Promise<Checkout> {
  return {
    customerId: await addCustomer(shop),
    productId: await addProduct(shop),
    key: randomUUID(),
  };
}

export async function placeOrder<T>(
  { url }: Pick<Shop, 'url'>,
  { customerId, productId, key }: Checkout,
  schema: z.ZodType<T>,
  changes: object = {},
): Promise<Answer<T>> {
  return await request(`${url}/orders`, schema, {
    ...asJson({
      customerId,
      lines: [{ productId, quantity: 2 }],
      delivery: { method: 'branch', city: 'Lviv', branchNumber: 14 },
      paymentToken: 'tok_2f9c1e77',
      ...changes,
    }),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });
}

export async function getOrder({ url }: Pick<Shop, 'url'>, id: string) {
  return (await request(`${url}/orders/${id}`, orderSchema)).body;
}

export async function cancelOrder<T>(
  { url }: Pick<Shop, 'url'>,
  id: string,
  key: string,
  schema: z.ZodType<T>,
  body: object = { reason: 'customer_request' },
): Promise<Answer<T>> {
  return await request(`${url}/orders/${id}/cancellation`, schema, {
    ...asJson(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });
}
