import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import type { z } from 'zod';
import { paymentSchema, type Payment } from '../../src/payments/Payment.ts';
import { asJson, eventually, request, type Answer } from './http.ts';
import { startLiqpay, type LiqpayServer } from './liqpayServer.ts';
import { startPostgres } from './postgres.ts';
import { startService } from './service.ts';

/** Background work that comes by at once. */
export const eager = {
  RECONCILE_INTERVAL_MS: '20',
  RECONCILE_AFTER_MS: '1',
  RECONCILE_LOST_AFTER_MS: '1',
  REFUND_INTERVAL_MS: '20',
  REFUND_RETRY_MS: '20',
  REFUND_FUNDING_RETRY_MS: '20',
};

/** Background work that does not come by during a test. */
export const lazy = {
  RECONCILE_INTERVAL_MS: '600000',
  REFUND_INTERVAL_MS: '600000',
};

export interface Shop {
  url: string;
  databaseUrl: string;
  liqpay: LiqpayServer;
}

export async function startShop(
  t: TestContext,
  overrides: NodeJS.ProcessEnv = lazy,
): Promise<Shop> {
  const liqpay = await startLiqpay(t);
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, {
    LIQPAY_URL: liqpay.url,
    DATABASE_URL: databaseUrl,
    ...overrides,
  });
  return { url, databaseUrl, liqpay };
}

/** A request with a key of its own, unless one is given. */
export function keyed(body: unknown, key: string = randomUUID()): RequestInit {
  return {
    ...asJson(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  };
}

export function money(amount: number) {
  return { amount, currency: 'UAH' };
}

export async function pay<T>(
  url: string,
  schema: z.ZodType<T>,
  { key = randomUUID(), orderId = randomUUID(), amount = 129905 } = {},
): Promise<Answer<T>> {
  return await request(
    `${url}/payments`,
    schema,
    keyed({ orderId, amount: money(amount), token: 'tok_1' }, key),
  );
}

export async function paymentIn(
  url: string,
  location: string | null,
  status: Payment['status'],
): Promise<Payment> {
  return await eventually(async () => {
    const { body } = await request(`${url}${location}`, paymentSchema);
    return body.status === status ? body : undefined;
  });
}

export async function entriesOf(
  databaseUrl: string,
): Promise<unknown[]> {
  const rows = await query(
    databaseUrl,
    'SELECT kind, amount::int AS amount FROM payments.entries ORDER BY created_at, amount DESC',
  );
  return rows;
}

export async function query(
  databaseUrl: string,
  statement: string,
  values: unknown[] = [],
): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}
