// @ts-check
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from './figures.mjs';
import { signIn } from './tracePages.mjs';

const TIMEOUT_MS = 30_000;
const POLL_MS = 100;
const RUNS = 5;
const CITY = 'Львів';

/** What an order is without, as long as a service has not said what it did. */
const SERVICES = ['storefront', 'core', 'inventory', 'payments'];
const LAST_SPAN = 'liqpay charge';

/**
 * How long it takes from the answer to an order until the portal has its trace,
 * whole; the median of five.
 * @param {{ shop: string; portal: string }} endpoints
 * @returns {Promise<number>} in seconds
 */
export async function measureOrderToTrace({ shop, portal }) {
  const token = await signIn(portal);
  const seconds = [];
  for (let run = 0; run < RUNS; run += 1) {
    const traceId = randomUUID().replaceAll('-', '');
    await placeOrder(shop, `00-${traceId}-${traceId.slice(0, 16)}-01`);
    seconds.push(await waitForTrace(portal, token, traceId));
  }
  return median(seconds);
}

/** @param {string} portal @param {string} token @param {string} traceId */
async function waitForTrace(portal, token, traceId) {
  const began = Date.now();
  const deadline = began + TIMEOUT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${portal}/api/traces/traces/${traceId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    if (
      response.ok &&
      [...SERVICES, LAST_SPAN].every(name => text.includes(`"${name}"`))
    ) {
      return (Date.now() - began) / 1000;
    }
    await delay(POLL_MS);
  }
  throw new Error(`The trace of an order was not there after ${TIMEOUT_MS} ms`);
}

/**
 * Buys one thing as a guest, with a card that is good.
 * @param {string} shop
 * @param {string} traceparent
 */
async function placeOrder(shop, traceparent) {
  const session = { 'x-session-id': randomUUID() };
  /** @param {string} path @param {string} [method] @param {object} [body] @param {Record<string, string>} [headers] */
  const call = async (path, method = 'GET', body, headers) => {
    const response = await fetch(new URL(path, shop), {
      method,
      headers: {
        ...session,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return text;
  };
  const product = /\/products\/([0-9a-f-]{36})/.exec(
    await call('/products'),
  )?.[1];
  await call(`/api/cart/lines/${product}`, 'PUT', { quantity: 1 });
  const cart = JSON.parse(await call('/api/cart'));
  /** @type {{ items: { method: string; price: { amount: number } }[] }} */
  const { items } = JSON.parse(
    await call(`/api/delivery-options?city=${encodeURIComponent(CITY)}`),
  );
  const branch = items.find(({ method }) => method === 'branch');
  await call(
    '/api/checkout',
    'POST',
    {
      delivery: { method: 'branch', city: CITY, branchNumber: 14 },
      paymentToken: 'tok_ok',
      expectedTotal: {
        amount: cart.total.amount + (branch?.price.amount ?? 0),
        currency: 'UAH',
      },
      buyer: {
        name: 'Остап Ткаченко',
        email: `${randomUUID()}@example.com`,
      },
    },
    { 'idempotency-key': randomUUID(), traceparent },
  );
}
