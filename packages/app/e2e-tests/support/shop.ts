import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './portal';

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
export async function buy(paymentToken: string): Promise<number> {
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
  const response = await call(
    '/api/checkout',
    'POST',
    {
      delivery: { method: 'branch', city: 'Львів', branchNumber: 14 },
      paymentToken,
      expectedTotal: {
        amount: cart.total.amount + branch.price.amount,
        currency: 'UAH',
      },
      buyer: {
        name: 'Остап Ткаченко',
        email: `${randomUUID()}@example.com`,
      },
    },
    { 'idempotency-key': randomUUID() },
  );
  await response.text();
  return response.status;
}
