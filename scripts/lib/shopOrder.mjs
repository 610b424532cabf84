// @ts-check
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from './figures.mjs';
import { signIn } from './tracePages.mjs';

const TIMEOUT_MS = 30_000;
const POLL_MS = 100;
const RUNS = 5;
const CITY = 'Львів';

/** What the services that an order is placed at say that they did. */
export const PLACED = [
  'storefront-service POST /api/checkout',
  'core-service POST /orders',
  'core-service CreateOrder',
  'inventory-service ReserveStock',
  'payments-service ChargePayment',
  'payments-service liqpay charge',
];
/** And those that hear of it. */
export const FOLLOWED = [
  ...PLACED,
  'core-service send shop:order-events',
  'shipping-service process shop:order-events',
  'notifications-service process shop:order-events',
];

/**
 * What is read of an answer of the portal.
 * @typedef {{ spanId: string; parentSpanId?: string; resource: number; operation: string }} Span
 * @typedef {{ resources: { service: string }[]; spans: Span[] }} Trace
 */

/**
 * How long it takes from the answer to an order until the portal has its trace: of
 * those that it was placed at, and of those that follow it, too. Medians of five.
 * @param {{ shop: string; portal: string }} endpoints
 * @returns {Promise<{ placed: number; followed: number }>} in seconds
 */
export async function measureOrderToTrace({ shop, portal }) {
  const token = await signIn(portal);
  const placed = [];
  const followed = [];
  for (let run = 0; run < RUNS; run += 1) {
    const traceId = randomUUID().replaceAll('-', '');
    const buyer = traceId.slice(0, 16);
    await placeOrder(shop, `00-${traceId}-${buyer}-01`);
    const began = Date.now();
    const isThere = (/** @type {string[]} */ steps) =>
      waitForTrace({ portal, token, traceId, buyer, steps, began });
    placed.push(await isThere(PLACED));
    followed.push(await isThere(FOLLOWED));
  }
  return { placed: median(placed), followed: median(followed) };
}

/**
 * What a trace is without as long as a service has not said what it did: steps, and
 * spans that others are below. The buyer sends none.
 * @param {Trace} trace
 * @param {string} buyer - the span that the buyer named
 * @param {string[]} steps
 * @returns {string[]}
 */
export function missingFrom({ resources, spans }, buyer, steps) {
  const ids = new Set([buyer, ...spans.map(({ spanId }) => spanId)]);
  const taken = new Set(
    spans.map(
      ({ resource, operation }) =>
        `${resources[resource]?.service} ${operation}`,
    ),
  );
  return [
    ...steps.filter(step => !taken.has(step)),
    ...spans.flatMap(({ parentSpanId, operation }) =>
      parentSpanId !== undefined && ids.has(parentSpanId)
        ? []
        : [`what ${operation} is below`],
    ),
  ];
}

/** @param {{ portal: string; token: string; traceId: string; buyer: string; steps: string[]; began: number }} options */
async function waitForTrace({ portal, token, traceId, buyer, steps, began }) {
  let missing = ['all of it'];
  while (Date.now() < began + TIMEOUT_MS) {
    const response = await fetch(`${portal}/api/traces/traces/${traceId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    if (response.ok) {
      missing = missingFrom(JSON.parse(text), buyer, steps);
    }
    if (missing.length === 0) {
      return (Date.now() - began) / 1000;
    }
    await delay(POLL_MS);
  }
  throw new Error(
    `The trace of an order was not there after ${TIMEOUT_MS} ms, without ${missing.join(
      ', ',
    )}`,
  );
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
