import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import { paymentSchema } from '../src/payments/Payment.ts';
import { refundSchema, type Refund } from '../src/refunds/Refund.ts';
import { eventually, problemSchema, request } from './support/http.ts';
import { startService } from './support/service.ts';
import {
  eager,
  entriesOf,
  keyed,
  money,
  pay,
  paymentIn,
  query,
  startShop,
} from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const pageSchema = z.object({
  items: z.array(refundSchema),
  nextCursor: z.string().optional(),
});

beforeEach(forgetSpans);

async function refund<T>(
  url: string,
  paymentId: string,
  amount: number,
  schema: z.ZodType<T>,
  key: string = randomUUID(),
) {
  return await request(
    `${url}/payments/${paymentId}/refunds`,
    schema,
    keyed({ amount: money(amount), reason: 'goods_returned' }, key),
  );
}

async function refundsIn(
  url: string,
  paymentId: string,
  ...statuses: Refund['status'][]
): Promise<void> {
  await eventually(async () => {
    const { body } = await request(
      `${url}/payments/${paymentId}/refunds`,
      pageSchema,
    );
    const found = body.items.map(({ status }) => status);
    return found.join() === statuses.join() || undefined;
  });
}

test('refunds are sent in the background, add up, and never exceed the payment', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t, {
    ...eager,
    // It is woken.
    REFUND_INTERVAL_MS: '600000',
  });
  const { body: payment } = await pay(url, paymentSchema, { amount: 1000 });
  forgetSpans();

  const first = await refund(url, payment.id, 300, refundSchema);
  assert.equal(first.status, 202);
  assert.equal(first.body.status, 'pending');
  const partly = await paymentIn(
    url,
    `/payments/${payment.id}`,
    'partially_refunded',
  );
  assert.equal(partly.refunded.amount, 300);
  const accepted = theSpan('AcceptRefund').spanContext();
  const sent = await eventually(() =>
    endedSpans().find(({ name }) => name === 'SendRefund'),
  );
  assert.equal(sent.links[0]?.context.traceId, accepted.traceId);
  assert.equal(
    theSpan('liqpay refund').parentSpanContext?.spanId,
    sent.spanContext().spanId,
  );

  const tooMuch = await refund(url, payment.id, 701, problemSchema);
  assert.equal(tooMuch.status, 409);
  assert.match(tooMuch.body.detail ?? '', /700/);
  await refund(url, payment.id, 700, refundSchema);
  await paymentIn(url, `/payments/${payment.id}`, 'refunded');

  assert.deepEqual(
    liqpay.received
      .filter(({ action }) => action === 'refund')
      .map(({ order_id, amount }) => [order_id, amount]),
    [
      [payment.id, '3.00'],
      [payment.id, '7.00'],
    ],
  );
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 1000 },
    { kind: 'refund', amount: -300 },
    { kind: 'refund', amount: -700 },
  ]);
});

test('requests at the same time take turns; one that is repeated refunds once', async t => {
  const { url, liqpay } = await startShop(t);
  const { body: payment } = await pay(url, paymentSchema, { amount: 1000 });
  liqpay.behave(502, 'refund');
  const key = randomUUID();

  const statuses = await Promise.all(
    [key, key, randomUUID(), randomUUID()].map(
      async each =>
        (
          await refund(url, payment.id, 400, z.unknown(), each)
        ).status,
    ),
  );

  assert.deepEqual(statuses.toSorted(), [202, 202, 202, 409]);
  const { body } = await request(
    `${url}/payments/${payment.id}/refunds?limit=1`,
    pageSchema,
  );
  assert.equal(body.items.length, 1);
  assert.ok(body.nextCursor);
  const other = await refund(url, payment.id, 1, problemSchema, key);
  assert.equal(other.status, 422);
});

test('only what was captured is given back', async t => {
  const { url, liqpay } = await startShop(t);
  liqpay.behave({ status: 'failure', err_code: 'limit' });
  const { body: declined } = await pay(url, paymentSchema);

  const conflict = await refund(url, declined.id, 1, problemSchema);
  assert.equal(conflict.status, 409);
  const unknown = await refund(url, randomUUID(), 1, problemSchema);
  assert.equal(unknown.status, 404);
  const nothing = await refund(url, declined.id, 0, problemSchema);
  assert.equal(nothing.status, 400);
});

test('a refund of all that got no answer is asked about, and sent again only if it was not made', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t, eager);
  await startService(t, {
    ...eager,
    DATABASE_URL: databaseUrl,
    LIQPAY_URL: liqpay.url,
  });
  const { body: payment } = await pay(url, paymentSchema, { amount: 1000 });
  liqpay.behave(503, 'refund');
  liqpay.behave(503, 'status');
  await refund(url, payment.id, 1000, refundSchema);
  const sent = () =>
    liqpay.received.filter(({ action }) => action === 'refund').length;
  await eventually(() => sent() === 1 || undefined);
  await eventually(
    () =>
      liqpay.received.some(({ action }) => action === 'status') || undefined,
  );
  assert.equal(sent(), 1);

  liqpay.behave({ status: 'reversed' }, 'status');
  await refundsIn(url, payment.id, 'completed');

  assert.equal(sent(), 1);
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 1000 },
    { kind: 'refund', amount: -1000 },
  ]);
});

test('a refund of a part that got no answer is never sent again by itself', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t, eager);
  const { body: payment } = await pay(url, paymentSchema, { amount: 1000 });
  liqpay.behave(502, 'refund');
  await refund(url, payment.id, 400, refundSchema);

  await eventually(
    () =>
      liqpay.received.filter(({ action }) => action === 'status').length > 2 ||
      undefined,
  );

  await refundsIn(url, payment.id, 'sent');
  const sent = liqpay.received.filter(({ action }) => action === 'refund');
  assert.equal(sent.length, 1);
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 1000 },
  ]);
});

test('a refund that LiqPay refuses has failed, and its money can be refunded anew', async t => {
  const { url, liqpay } = await startShop(t, eager);
  const { body: payment } = await pay(url, paymentSchema, { amount: 1000 });
  liqpay.behave({ status: 'error', err_code: 'payment_err_status' }, 'refund');
  await refund(url, payment.id, 1000, refundSchema);
  await refundsIn(url, payment.id, 'failed');

  // An account without funds is no refusal.
  liqpay.behave({ status: 'success', wait_amount: true }, 'refund');
  await refund(url, payment.id, 1000, refundSchema);
  await refundsIn(url, payment.id, 'sent', 'failed');

  liqpay.behave({ status: 'reversed' }, 'status');
  await refundsIn(url, payment.id, 'completed', 'failed');
});

test('the ledger is only added to', async t => {
  const { url, databaseUrl } = await startShop(t);
  await pay(url, paymentSchema);

  for (const statement of [
    'UPDATE payments.entries SET amount = 1',
    'DELETE FROM payments.entries',
  ]) {
    await assert.rejects(query(databaseUrl, statement), /never changed/);
  }
});
