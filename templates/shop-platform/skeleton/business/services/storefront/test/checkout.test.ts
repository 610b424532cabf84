import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { mugId, orderId } from './support/callees.ts';
import { startCartRedis } from './support/cartRedis.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually, problemSchema } from './support/http.ts';
import { cartSchema, startVisit, type Visit } from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

const resultSchema = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  status: z.string(),
  total: z.object({ amount: z.number(), currency: z.string() }),
});
const customerId = '0d9f6a52-57c5-4a0e-9f0b-6a3a2a4c1a77';

beforeEach(forgetSpans);

async function fill({ call }: Visit): Promise<void> {
  await call('PUT', `/api/cart/lines/${mugId}`, cartSchema, {
    body: { quantity: 2 },
    headers: { 'x-customer-id': customerId },
  });
}

async function buy<T>(
  { call }: Visit,
  key: string,
  schema: z.ZodType<T>,
  changes: object = {},
) {
  return await call('POST', '/api/checkout', schema, {
    headers: { 'idempotency-key': key, 'x-customer-id': customerId },
    body: {
      delivery: { method: 'branch', city: 'Lviv', branchNumber: 14 },
      paymentToken: 'tok_ok',
      expectedTotal: { amount: 77300, currency: 'UAH' },
      ...changes,
    },
  });
}

test('the cart is bought, with the key handed on, and is empty afterwards', async t => {
  const visit = await startVisit(t);
  await fill(visit);
  const key = randomUUID();
  forgetSpans();

  const { status, body } = await buy(visit, key, resultSchema);

  assert.equal(status, 201);
  assert.deepEqual(body, {
    orderId,
    orderNumber: '10482215',
    status: 'paid',
    total: { amount: 77300, currency: 'UAH' },
  });
  const [placed] = visit.core.calls.filter(({ path }) => path === '/orders');
  assert.equal(placed?.key, key);
  assert.deepEqual(placed.body, {
    customerId,
    lines: [{ productId: mugId, quantity: 2 }],
    delivery: { method: 'branch', city: 'Lviv', branchNumber: 14 },
    paymentToken: 'tok_ok',
    expectedTotal: { amount: 77300, currency: 'UAH' },
  });
  const step = theSpan('Checkout');
  assert.equal(step.attributes['shop.order.id'], orderId);
  assert.equal(step.attributes['shop.customer.id'], customerId);
  const { body: cart } = await visit.call('GET', '/api/cart', cartSchema, {
    headers: { 'x-customer-id': customerId },
  });
  assert.deepEqual(cart.lines, []);
});

test('a lost answer is asked for again with the same lines, although the cart changed', async t => {
  const visit = await startVisit(t);
  await fill(visit);
  const key = randomUUID();
  visit.core.answer = ({ path }) =>
    path === '/orders' ? { status: 500 } : undefined;

  const lost = await buy(visit, key, problemSchema);
  assert.equal(lost.status, 503);
  visit.core.answer = () => undefined;
  await visit.call('PUT', `/api/cart/lines/${mugId}`, cartSchema, {
    body: { quantity: 7 },
    headers: { 'x-customer-id': customerId },
  });
  const again = await buy(visit, key, resultSchema);
  const click = await buy(visit, key, resultSchema);

  assert.deepEqual([again.status, click.status], [201, 201]);
  const placed = visit.core.calls.filter(({ path }) => path === '/orders');
  assert.equal(placed.length, 3);
  assert.deepEqual(placed[1], placed[0]);
  assert.deepEqual(placed[2], placed[0]);
});

test('Redis goes away between the order and the emptying of the cart: it is ordered once, and the trace shows what failed', async t => {
  const network = await startForwarder(t, await startCartRedis(t));
  const visit = await startVisit(t, { REDIS_URL: network.url });
  await fill(visit);
  visit.core.answer = ({ path }) => {
    if (path === '/orders') {
      network.cut();
    }
    return undefined;
  };
  const placed = () =>
    visit.core.calls.filter(({ path }) => path === '/orders');
  const key = randomUUID();
  forgetSpans();

  const { status, body } = await buy(visit, key, resultSchema);

  assert.deepEqual([status, body.orderId, body.status], [201, orderId, 'paid']);
  assert.equal(placed().length, 1);
  const step = theSpan('Checkout');
  assert.equal(step.status.code, SpanStatusCode.UNSET);
  const removal = theSpan('HDEL storefront-cart');
  assert.equal(removal.status.code, SpanStatusCode.ERROR);
  assert.ok(removal.attributes['error.type']);
  assert.equal(removal.parentSpanContext?.spanId, step.spanContext().spanId);

  visit.core.answer = () => undefined;
  network.mend();
  // A second click has the same key: the same order, and the cart is emptied now.
  await eventually(async () => {
    const again = await buy(visit, key, z.unknown());
    return again.status === 201 || undefined;
  });
  assert.equal(placed().length, 2);
  assert.deepEqual(placed()[1], placed()[0]);
  const { body: cart } = await visit.call('GET', '/api/cart', cartSchema, {
    headers: { 'x-customer-id': customerId },
  });
  assert.deepEqual(cart.lines, []);
});

test('a payment that is being found out is an order to follow', async t => {
  const visit = await startVisit(t);
  await fill(visit);
  visit.core.answer = ({ path }) =>
    path === '/orders'
      ? { status: 504, location: `/orders/${orderId}` }
      : undefined;

  const { status, body } = await buy(visit, randomUUID(), resultSchema);

  assert.deepEqual([status, body.status], [202, 'payment_pending']);
});

test('what Core refuses is told as it is, and the cart stays', async t => {
  const visit = await startVisit(t);
  await fill(visit);
  for (const [status, type] of [
    [402, 'payment-declined'],
    [409, 'total-changed'],
    [422, 'idempotency-key-reused'],
  ] as const) {
    visit.core.answer = ({ path }) =>
      path === '/orders'
        ? { status, body: { type: `https://x/${type}`, title: 'No', status } }
        : undefined;
    forgetSpans();

    const answer = await buy(visit, randomUUID(), problemSchema);

    assert.equal(answer.status, status);
    assert.ok(answer.body.type.endsWith(type));
    const step = theSpan('Checkout');
    assert.equal(step.status.code, SpanStatusCode.UNSET);
    assert.equal(step.attributes['shop.refusal'], type);
  }
  visit.core.answer = () => undefined;
  assert.equal((await buy(visit, randomUUID(), resultSchema)).status, 201);
  assert.equal((await buy(visit, randomUUID(), problemSchema)).status, 409);
  assert.equal((await buy(visit, 'no key', problemSchema)).status, 400);
});

test('a guest says who they are, once', async t => {
  const visit = await startVisit(t);
  const guest = async (buyer?: object) => {
    await visit.call('PUT', `/api/cart/lines/${mugId}`, cartSchema, {
      body: { quantity: 1 },
    });
    return await visit.call('POST', '/api/checkout', z.unknown(), {
      headers: { 'idempotency-key': randomUUID() },
      body: {
        delivery: { method: 'courier', city: 'Kyiv', street: 'Khreshchatyk 1' },
        paymentToken: 'tok_ok',
        expectedTotal: { amount: 46900, currency: 'UAH' },
        ...(buyer ? { buyer } : {}),
      },
    });
  };
  const halyna = { name: 'Halyna', email: 'halyna@example.com' };

  assert.equal((await guest()).status, 401);
  assert.equal((await guest(halyna)).status, 201);
  assert.equal((await guest()).status, 201);
  const registered = visit.core.calls.filter(
    ({ path }) => path === '/customers',
  );
  assert.deepEqual(
    registered.map(({ body }) => body),
    [{ ...halyna, locale: 'uk' }],
  );
});

test('deliveries have the price of the shop and the day of Shipping, or an estimate', async t => {
  const visit = await startVisit(t, { CALL_TIMEOUT_MS: '8000' });
  const itemsSchema = z.object({
    items: z.array(
      z.object({
        method: z.string(),
        price: z.looseObject({ amount: z.number() }),
        deliverBy: z.iso.date(),
        estimated: z.boolean(),
      }),
    ),
  });
  const path = '/api/delivery-options?city=Lviv';
  assert.equal((await visit.call('GET', path, problemSchema)).status, 409);
  await visit.call('PUT', `/api/cart/lines/${mugId}`, cartSchema, {
    body: { quantity: 1 },
  });

  const told = (await visit.call('GET', path, itemsSchema)).body.items;
  visit.shipping.answer = () => 'silent';
  const guessed = (await visit.call('GET', path, itemsSchema)).body.items;

  assert.deepEqual(
    told.map(option => [option.method, option.price.amount, option.deliverBy]),
    [
      ['branch', 7500, '2026-11-22'],
      ['courier', 12000, '2026-11-22'],
    ],
  );
  assert.ok(told.every(({ estimated }) => !estimated));
  assert.ok(guessed.every(({ estimated }) => estimated));
  const short = await visit.call('GET', `${path.slice(0, -3)}`, z.unknown());
  assert.equal(short.status, 400);
});
