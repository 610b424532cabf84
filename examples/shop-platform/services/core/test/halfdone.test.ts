import assert from 'node:assert/strict';
import { once } from 'node:events';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import type { StandIn } from './support/callees.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually, problemSchema } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startProcess } from './support/process.ts';
import {
  getOrder,
  orderSchema,
  patient,
  placeOrder,
  prepare,
  startShop,
  type Shop,
} from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

// No order half done: whatever dies between two steps, the order ends as paid
// with one charge and one event, or as cancelled with its stock given back. What
// went wrong, and what mended it, is in the traces.

const soon = { SETTLEMENT_GRACE_MS: '1', SETTLEMENT_INTERVAL_MS: '20' };
const later = { SETTLEMENT_INTERVAL_MS: '600000' };

beforeEach(forgetSpans);

async function onlyOrder(shop: Shop): Promise<string> {
  const rows = z
    .array(z.object({ id: z.string() }))
    .parse(await shop.query('SELECT id FROM core.orders'));
  assert.equal(rows.length, 1);
  return rows[0]?.id ?? '';
}

async function ends(shop: Shop, status: string): Promise<void> {
  const id = await onlyOrder(shop);
  await eventually(async () => {
    const [row] = await shop.query(
      'SELECT settle_after, status FROM core.orders',
    );
    const left = z
      .object({ settle_after: z.date().nullable(), status: z.string() })
      .parse(row);
    return left.settle_after === null && left.status === status
      ? true
      : undefined;
  });
  assert.equal((await getOrder(shop, id)).status, status);
  const events = z
    .array(z.object({ type: z.string() }))
    .parse(await shop.query('SELECT type FROM core.outbox'));
  const expected = status === 'paid' ? 'order.placed' : 'order.cancelled';
  assert.deepEqual(
    events.map(({ type }) => type),
    [expected],
  );
  assert.equal(shop.payments.charged.size, status === 'paid' ? 1 : 0);
}

/** The calls to another service that were made right below a step. */
function callsBelow(step: ReadableSpan, callee: StandIn): ReadableSpan[] {
  return clientsBelow(step).filter(
    span => span.attributes['server.port'] === portOf(callee),
  );
}

function portOf({ url }: StandIn): number {
  return Number(new URL(url).port);
}

function clientsBelow(step: ReadableSpan): ReadableSpan[] {
  return endedSpans().filter(
    span =>
      span.kind === SpanKind.CLIENT &&
      span.parentSpanContext?.spanId === step.spanContext().spanId,
  );
}

function failedBelow(step: ReadableSpan): ReadableSpan[] {
  return clientsBelow(step).filter(
    ({ status }) => status.code === SpanStatusCode.ERROR,
  );
}

/** The one request that failed below the step, which failed for it. */
function assertFailedCall(
  step: ReadableSpan,
  callee: StandIn,
  responseStatus: number,
): void {
  assert.equal(step.status.code, SpanStatusCode.ERROR);
  assert.deepEqual(
    failedBelow(step).map(({ name, attributes }) => [
      name,
      attributes['server.port'],
      attributes['http.response.status_code'],
    ]),
    [['POST', portOf(callee), responseStatus]],
  );
}

/** The reconciliation asked or told another service, and wrote down what follows: in a trace of its own. */
async function assertSettled(
  shop: Shop,
  callee: StandIn,
  method: 'GET' | 'DELETE',
): Promise<void> {
  const id = await onlyOrder(shop);
  const step = await eventually(() =>
    endedSpans().find(
      span =>
        span.name === 'SettleOrder' &&
        span.status.code === SpanStatusCode.UNSET &&
        callsBelow(span, callee).some(({ name }) => name === method) &&
        clientsBelow(span).some(({ name }) => name === 'UPDATE orders'),
    ),
  );
  assert.equal(step.parentSpanContext, undefined);
  assert.equal(step.attributes['shop.order.id'], id);
}

test('a payment whose outcome is unknown leaves a pending order, which the same key settles', async t => {
  const shop = await startShop(t, later);
  const checkout = await prepare(shop);
  shop.payments.outcome = 'lost';
  forgetSpans();

  const unknown = await placeOrder(shop, checkout, problemSchema);

  assert.equal(unknown.status, 504);
  assert.equal(unknown.headers.get('retry-after'), '5');
  const location = unknown.headers.get('location');
  const create = theSpan('CreateOrder');
  assertFailedCall(create, shop.payments, 504);
  assert.equal(create.spanContext().traceId, unknown.body.traceId);
  const id = await onlyOrder(shop);
  assert.equal(location, `/orders/${id}`);
  assert.equal((await getOrder(shop, id)).status, 'payment_pending');

  shop.payments.outcome = 'captured';
  const settled = await placeOrder(shop, checkout, orderSchema);
  assert.deepEqual([settled.status, settled.body.status], [201, 'paid']);
  await ends(shop, 'paid');
});

test('the reconciliation settles what no request comes back for', async t => {
  const shop = await startShop(t, soon);
  shop.payments.outcome = 'lost';

  const { status } = await placeOrder(shop, await prepare(shop), problemSchema);

  assert.equal(status, 504);
  await ends(shop, 'paid');
  assertFailedCall(theSpan('CreateOrder'), shop.payments, 504);
  await assertSettled(shop, shop.payments, 'GET');
});

test('an order that Payments never heard of is given up, and its stock given back', async t => {
  const shop = await startShop(t, { ...soon, SETTLEMENT_GIVE_UP_MS: '50' });
  shop.payments.answer = ({ method }) =>
    method === 'POST' ? { status: 503 } : undefined;

  const { status } = await placeOrder(shop, await prepare(shop), problemSchema);

  assert.equal(status, 503);
  await ends(shop, 'cancelled');
  assert.equal(shop.inventory.calls.at(-1)?.method, 'DELETE');
  assertFailedCall(theSpan('CreateOrder'), shop.payments, 503);
  await assertSettled(shop, shop.inventory, 'DELETE');
});

test('the database dies while the money moves: the order is paid when it is back', async t => {
  const databaseUrl = await startPostgres(t);
  const network = await startForwarder(t, databaseUrl);
  const shop = await startShop(t, { ...soon, DATABASE_URL: network.url });
  const checkout = await prepare(shop);
  shop.payments.answer = ({ method }) => {
    if (method === 'POST') {
      network.cut();
    }
    return undefined;
  };

  const { status } = await placeOrder(shop, checkout, problemSchema);
  shop.payments.answer = () => undefined;
  network.mend();

  assert.equal(status, 504);
  await ends(shop, 'paid');
  // The money moved, and what it could not be written to is what failed.
  const create = theSpan('CreateOrder');
  assert.equal(create.status.code, SpanStatusCode.ERROR);
  const charge = callsBelow(create, shop.payments);
  assert.deepEqual(
    charge.map(span => [span.name, span.status.code]),
    [['POST', SpanStatusCode.UNSET]],
  );
  assert.match(failedBelow(create)[0]?.name ?? 'nothing failed', /^pg/);
  await assertSettled(shop, shop.payments, 'GET');
});

test('without the database or Inventory nothing is done, and the caller may come again', async t => {
  const network = await startForwarder(t, await startPostgres(t));
  const shop = await startShop(t, { ...later, DATABASE_URL: network.url });
  const checkout = await prepare(shop);

  network.cut();
  const withoutDatabase = await placeOrder(shop, checkout, problemSchema);
  const first = theSpan('CreateOrder');
  assert.equal(first.status.code, SpanStatusCode.ERROR);
  assert.deepEqual(
    failedBelow(first).map(({ name }) => name),
    ['SELECT orders'],
  );
  network.mend();
  forgetSpans();
  shop.inventory.answer = () => ({ status: 503 });
  const withoutInventory = await placeOrder(shop, checkout, problemSchema);
  assertFailedCall(theSpan('CreateOrder'), shop.inventory, 503);

  for (const { status, body, headers } of [withoutDatabase, withoutInventory]) {
    assert.equal(status, 503);
    assert.match(body.type, /dependency-unavailable$/);
    assert.equal(headers.get('retry-after'), '5');
  }
  assert.equal(shop.payments.calls.length, 0);
  assert.deepEqual(await shop.query('SELECT FROM core.orders'), []);

  shop.inventory.answer = () => undefined;
  assert.equal((await placeOrder(shop, checkout, orderSchema)).status, 201);
});

test('the process is killed while the money moves: another one finishes the order', async t => {
  const shop = await startShop(t, soon);
  const checkout = await prepare(shop);
  const { child, url } = await startProcess(t, {
    DATABASE_URL: shop.databaseUrl,
    INVENTORY_SERVICE_URL: shop.inventory.url,
    PAYMENTS_SERVICE_URL: shop.payments.url,
    ...patient,
    SETTLEMENT_GRACE_MS: '1',
    OTEL_SDK_DISABLED: 'true',
  });
  const exited = once(child, 'exit');
  shop.payments.answer = ({ method }) => {
    if (method === 'POST') {
      child.kill('SIGKILL');
    }
    return undefined;
  };

  await assert.rejects(placeOrder({ url }, checkout, z.unknown()));
  await exited;
  shop.payments.answer = () => undefined;

  await ends(shop, 'paid');
  await assertSettled(shop, shop.payments, 'GET');
});
