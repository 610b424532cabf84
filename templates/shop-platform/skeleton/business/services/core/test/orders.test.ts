import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { eventually, problemSchema, request } from './support/http.ts';
import {
  cancelOrder,
  changeProduct,
  getOrder,
  orderSchema,
  placeOrder,
  prepare,
  startShop,
} from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const outboxSchema = z.array(
  z.object({ type: z.string(), data: z.looseObject({ orderId: z.string() }) }),
);
const outbox = 'SELECT type, data FROM core.outbox ORDER BY position';

beforeEach(forgetSpans);

test('an order is priced, reserved, paid, confirmed and announced, in one trace', async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);
  forgetSpans();

  const { status, body, headers } = await placeOrder(
    shop,
    checkout,
    orderSchema,
  );

  assert.equal(status, 201);
  assert.equal(headers.get('location'), `/orders/${body.id}`);
  assert.equal(headers.get('idempotent-replay'), 'false');
  assert.equal(body.status, 'paid');
  assert.match(body.number, /^[0-9]{8}$/);
  assert.equal(body.total.amount, 2 * 34900 + 7500);
  assert.deepEqual(await getOrder(shop, body.id), body);
  assert.deepEqual(
    shop.inventory.calls.map(({ method }) => method),
    ['POST', 'PUT'],
  );
  assert.deepEqual(shop.payments.calls.at(0)?.body, {
    orderId: body.id,
    amount: { amount: 77300, currency: 'UAH' },
    token: 'tok_2f9c1e77',
  });
  const events = outboxSchema.parse(await shop.query(outbox));
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.orderId]),
    [['order.placed', body.id]],
  );
  const create = theSpan('CreateOrder');
  assert.equal(create.attributes['shop.order.id'], body.id);
  assert.equal(create.attributes['shop.customer.id'], checkout.customerId);
  assert.equal(create.attributes['shop.order.total'], 77300);
  const { traceId } = create.spanContext();
  for (const name of ['SELECT products', 'INSERT orders', 'INSERT outbox']) {
    assert.equal(theSpan(name).spanContext().traceId, traceId);
  }
  const [left] = await shop.query('SELECT settle_after FROM core.orders');
  assert.deepEqual(left, { settle_after: null });
});

test('a key buys once, also in a double click, and is refused for something else', async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);

  const clicks = await Promise.all(
    [1, 2, 3].map(() => placeOrder(shop, checkout, z.unknown())),
  );
  const again = await placeOrder(shop, checkout, orderSchema);
  const other = await placeOrder(shop, checkout, problemSchema, {
    paymentToken: 'tok_other',
  });

  assert.deepEqual(
    clicks.map(({ status }) => status),
    [201, 201, 201],
  );
  assert.equal(again.status, 201);
  assert.equal(again.headers.get('idempotent-replay'), 'true');
  assert.equal(other.status, 422);
  assert.equal(shop.payments.charged.size, 1);
  assert.equal((await shop.query('SELECT FROM core.orders')).length, 1);
  assert.equal((await shop.query(outbox)).length, 1);
});

test('a declined card places no order, gives the stock back and is no error', async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);
  shop.payments.outcome = 'declined';

  const declined = await placeOrder(shop, checkout, problemSchema);
  shop.payments.outcome = 'captured';
  const again = await placeOrder(shop, checkout, problemSchema);

  assert.deepEqual([declined.status, again.status], [402, 402]);
  assert.equal(shop.inventory.calls.at(-1)?.method, 'DELETE');
  assert.equal(shop.payments.calls.length, 1);
  assert.deepEqual(await shop.query(outbox), []);
  const creates = endedSpans().filter(({ name }) => name === 'CreateOrder');
  for (const { status, attributes } of creates) {
    assert.equal(status.code, SpanStatusCode.UNSET);
    assert.equal(attributes['shop.refusal'], 'payment-declined');
  }
});

test('what is wrong with an order is told, and nothing is charged', async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);
  const place = async (changes: object, key = checkout.key) => {
    const { status, body } = await placeOrder(
      shop,
      { ...checkout, key },
      problemSchema,
      changes,
    );
    return [status, body.errors?.map(({ pointer }) => pointer)];
  };

  assert.deepEqual(await place({ delivery: { method: 'branch', city: 'L' } }), [
    400,
    ['/delivery/branchNumber'],
  ]);
  assert.deepEqual(await place({}, 'no-uuid'), [400, ['Idempotency-Key']]);
  assert.deepEqual(await place({ customerId: randomUUID() }), [
    400,
    ['/customerId'],
  ]);
  assert.deepEqual(
    await place({ expectedTotal: { amount: 1, currency: 'UAH' } }),
    [409, ['/expectedTotal']],
  );
  shop.inventory.answer = () => ({
    status: 409,
    body: {
      type: 'https://inventory.example/problems/out-of-stock',
      status: 409,
      errors: [{ pointer: '/lines/0/quantity', detail: 'at most 1' }],
    },
  });
  assert.deepEqual(await place({}), [409, ['/lines/0/quantity']]);
  await changeProduct(shop, checkout.productId, '2', { status: 'archived' });
  assert.deepEqual(await place({}), [409, ['/lines/0/productId']]);
  assert.equal(shop.payments.calls.length, 0);
  assert.deepEqual(await shop.query('SELECT FROM core.orders'), []);
});

test('a paid order is cancelled once: stock and money go back', async t => {
  const shop = await startShop(t);
  const { body: order } = await placeOrder(
    shop,
    await prepare(shop),
    orderSchema,
  );
  shop.inventory.answer = ({ method }) =>
    method === 'DELETE' ? { status: 409 } : undefined;
  const key = randomUUID();

  const first = await cancelOrder(shop, order.id, key, orderSchema);
  const again = await cancelOrder(shop, order.id, key, orderSchema);
  const otherBody = await cancelOrder(shop, order.id, key, problemSchema, {
    reason: 'fraud_suspected',
  });
  const other = await cancelOrder(shop, order.id, randomUUID(), problemSchema);

  assert.deepEqual([first.status, first.body.status], [200, 'cancelled']);
  assert.equal(again.headers.get('idempotent-replay'), 'true');
  assert.deepEqual([otherBody.status, other.status], [422, 409]);
  const { calls } = shop.payments;
  const refunds = calls.filter(({ path }) => path.endsWith('/refunds'));
  assert.deepEqual(
    refunds.map(({ body }) => body),
    [{ amount: order.total, reason: 'order_cancelled' }],
  );
  // What was withdrawn already cannot be released; it is put back on the shelf.
  const returned = shop.inventory.calls.at(-1);
  assert.match(returned?.path ?? '', /adjustments$/);
  assert.deepEqual(returned?.body, {
    warehouse: 'kyiv',
    change: 2,
    reason: 'returned',
  });
  const events = outboxSchema.parse(await shop.query(outbox));
  assert.deepEqual(
    events.map(({ type }) => type),
    ['order.placed', 'order.cancelled'],
  );
});

test("a customer's orders are listed newest first, with one query for the lines of each", async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);
  const placed: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { body } = await placeOrder(
      shop,
      { ...checkout, key: randomUUID() },
      orderSchema,
    );
    placed.unshift(body.id);
  }
  const pageSchema = z.object({
    items: z.array(orderSchema),
    nextCursor: z.string().optional(),
  });
  const list = `${shop.url}/orders?customerId=${checkout.customerId}&limit=2`;
  forgetSpans();

  const first = (await request(list, pageSchema)).body;
  const lineQueries = endedSpans().filter(
    ({ name }) => name === 'SELECT order_lines',
  );
  const second = (
    await request(`${list}&cursor=${first.nextCursor}`, pageSchema)
  ).body;

  assert.equal(lineQueries.length, 3);
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id),
    placed,
  );
  assert.equal(second.nextCursor, undefined);
  const cancelled = await request(`${list}&status=cancelled`, pageSchema);
  assert.deepEqual(cancelled.body.items, []);
});

test('the lines of a paid order are confirmed late when Inventory is away, and cancelled when the stock is gone', async t => {
  const shop = await startShop(t, {
    SETTLEMENT_GRACE_MS: '1',
    SETTLEMENT_INTERVAL_MS: '20',
  });
  const checkout = await prepare(shop);
  let confirmation = 503;
  shop.inventory.answer = ({ path }) =>
    path.endsWith('/confirmation') ? { status: confirmation } : undefined;

  const { status, body } = await placeOrder(shop, checkout, orderSchema);
  assert.deepEqual([status, body.status], [201, 'paid']);
  confirmation = 409;

  await eventually(async () =>
    (await getOrder(shop, body.id)).status === 'cancelled' ? true : undefined,
  );
  await eventually(async () => {
    const refunds = shop.payments.calls.filter(({ path }) =>
      path.endsWith('/refunds'),
    );
    return refunds.length === 1 || undefined;
  });
});
