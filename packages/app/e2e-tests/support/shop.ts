import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { dataFolder } from './portal';

/** Longer than the shop leaves a provider alone that failed often. */
const ASKED_AGAIN = 100_000;

/** A checkout, and what the shop answered. */
export type Bought = {
  status: number;
  /** The trace that the checkout is in: the buyer began it. */
  traceId: string;
  /** Where the shop took the order. */
  orderId: string | undefined;
  /** Sends the same checkout once more, with the same key, in a trace of its own. */
  again: () => Promise<Bought>;
};

/** Where the shop is, as its customers reach it. */
function shopUrl(): string {
  const { shop } = JSON.parse(
    readFileSync(join(dataFolder(), 'endpoints.json'), 'utf8'),
  );
  if (!shop) {
    throw new Error('The shop is not open: see the log of the platform');
  }
  return shop;
}

/** Buys one thing at the shop as a guest would, with a card of which the outcome is known. */
export async function buy(paymentToken: string): Promise<Bought> {
  const session = { 'x-session-id': randomUUID() };
  const call = (path: string, method = 'GET', body?: object, headers = {}) =>
    fetch(new URL(path, shopUrl()), {
      method,
      headers: {
        ...session,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  const products = await (await call('/products')).text();
  const product = /\/products\/([0-9a-f-]{36})/.exec(products)?.[1];
  await call(`/api/cart/lines/${product}`, 'PUT', { quantity: 1 });
  const cart = await (await call('/api/cart')).json();
  const city = encodeURIComponent('Львів');
  const { items } = await (
    await call(`/api/delivery-options?city=${city}`)
  ).json();
  const branch = items.find(
    (option: { method: string }) => option.method === 'branch',
  );
  const checkout = {
    delivery: { method: 'branch', city: 'Львів', branchNumber: 14 },
    paymentToken,
    expectedTotal: {
      amount: cart.total.amount + branch.price.amount,
      currency: 'UAH',
    },
    buyer: { name: 'Остап Ткаченко', email: `${randomUUID()}@example.com` },
  };
  const key = randomUUID();
  const checkOut = async (): Promise<Bought> => {
    const traceId = randomBytes(16).toString('hex');
    const response = await call('/api/checkout', 'POST', checkout, {
      'idempotency-key': key,
      traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
    });
    const orderId = /"orderId":"([0-9a-f-]{36})"/.exec(
      await response.text(),
    )?.[1];
    return { status: response.status, traceId, orderId, again: checkOut };
  };
  return await checkOut();
}

/**
 * Buys with a card about which the provider says nothing in time: the shop takes
 * the order and does not know whether it is paid. While the shop leaves the
 * provider alone it refuses, and is asked for another.
 */
export async function buyUnanswered(): Promise<Bought> {
  let bought: Bought | undefined;
  await expect(async () => {
    const one = await buy('tok_timeout');
    expect(one.status).toBe(202);
    bought = one;
  }).toPass({ timeout: ASKED_AGAIN });
  if (!bought) {
    throw new Error('The shop took no order that is not paid for sure');
  }
  return bought;
}
