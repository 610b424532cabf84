import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { paymentSchema } from '../src/payments/Payment.ts';
import { problemSchema, request } from './support/http.ts';
import { entriesOf, keyed, pay, query, startShop } from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

const pageSchema = z.object({
  items: z.array(paymentSchema),
  nextCursor: z.string().optional(),
});

beforeEach(forgetSpans);

test('a charge is signed, exact to the kopiika, in the ledger, and one trace with its request', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t);
  const orderId = randomUUID();

  const { status, headers, body } = await pay(url, paymentSchema, { orderId });

  assert.equal(status, 201);
  assert.equal(headers.get('location'), `/payments/${body.id}`);
  assert.equal(body.status, 'captured');
  assert.equal(body.providerReference, '7');
  const [received] = liqpay.received;
  assert.equal(received?.signed, true);
  assert.equal(received.order_id, body.id);
  assert.equal(received.amount, '1299.05');
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 129905 },
  ]);
  const step = theSpan('ChargePayment');
  assert.equal(step.attributes['shop.order.id'], orderId);
  assert.equal(step.attributes['shop.payment.status'], 'captured');
  const charge = theSpan('liqpay charge');
  assert.equal(charge.kind, SpanKind.CLIENT);
  assert.equal(charge.parentSpanContext?.spanId, step.spanContext().spanId);
  assert.equal(charge.attributes['liqpay.status'], 'success');
  const http = theSpan('POST', SpanKind.CLIENT);
  assert.equal(
    received.traceparent,
    `00-${charge.spanContext().traceId}-${http.spanContext().spanId}-01`,
  );
  // The card's token is kept nowhere.
  const [row] = await query(databaseUrl, 'SELECT * FROM payments.payments');
  assert.doesNotMatch(JSON.stringify(row), /tok_1/);
});

test('a declined card is an answer with a reason; only the call to LiqPay has failed', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t);
  for (const [code, reason] of [
    ['9859', 'insufficient_funds'],
    ['limit', 'limit_exceeded'],
    ['whatever', 'other'],
  ]) {
    forgetSpans();
    liqpay.behave({ status: 'failure', err_code: code });

    const { status, body } = await pay(url, paymentSchema);

    assert.equal(status, 201);
    assert.equal(body.status, 'declined');
    assert.equal(body.declineReason, reason);
    const charge = theSpan('liqpay charge');
    assert.equal(charge.status.code, SpanStatusCode.ERROR);
    assert.equal(charge.attributes['error.type'], 'PaymentDeclinedError');
    assert.equal(theSpan('ChargePayment').status.code, SpanStatusCode.UNSET);
  }
  assert.equal(liqpay.received.length, 3);
  assert.deepEqual(
    await entriesOf(databaseUrl),
    Array.from({ length: 3 }, () => ({ kind: 'decline', amount: 0 })),
  );
});

test('a request that is repeated, even at the same time, charges once; another body is refused', async t => {
  const { url, liqpay } = await startShop(t);
  const intent = { key: randomUUID(), orderId: randomUUID() };

  const statuses = await Promise.all(
    [1, 2, 3].map(async () => (await pay(url, z.unknown(), intent)).status),
  );

  // Who is early hears that the outcome is not known yet.
  assert.ok(statuses.includes(201));
  assert.ok(statuses.every(status => status === 201 || status === 504));
  const again = await pay(url, paymentSchema, intent);
  assert.equal(again.status, 201);
  assert.equal(again.headers.get('idempotent-replay'), 'true');
  assert.equal(liqpay.received.length, 1);
  const other = await pay(url, problemSchema, { ...intent, amount: 1 });
  assert.equal(other.status, 422);
});

test('after failures in a row LiqPay is left alone, nothing is charged, and nothing is left of the payment', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t);
  liqpay.behave(500);
  for (let count = 0; count < 5; count += 1) {
    assert.equal((await pay(url, problemSchema)).status, 504);
  }
  const asked = liqpay.received.length;
  const intent = { key: randomUUID(), orderId: randomUUID() };

  const answer = await pay(url, problemSchema, intent);

  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  assert.equal(liqpay.received.length, asked);
  const { body } = await request(
    `${url}/payments?orderId=${intent.orderId}`,
    pageSchema,
  );
  assert.deepEqual(body.items, []);
  const [left] = await query(
    databaseUrl,
    'SELECT count(*)::int AS count FROM payments.payments',
  );
  assert.deepEqual(left, { count: 5 });
});

test('a key that LiqPay refuses charges nobody', async t => {
  const { url, liqpay } = await startShop(t);
  liqpay.behave({ status: 'error', err_code: 'invalid_signature' });

  assert.equal((await pay(url, problemSchema)).status, 503);
});

test('payments are listed newest first, page by page, and filtered', async t => {
  const { url, liqpay } = await startShop(t);
  const orderId = randomUUID();
  const created: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    liqpay.behave(
      count === 4
        ? { status: 'failure', err_code: 'limit' }
        : { status: 'success', payment_id: count },
    );
    const { body } = await pay(url, paymentSchema, { orderId });
    created.unshift(body.id);
  }
  await pay(url, paymentSchema);

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const next = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await request(
      `${url}/payments?orderId=${orderId}&limit=2${next}`,
      pageSchema,
    );
    listed.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor !== undefined);

  assert.deepEqual(new Set(listed), new Set(created));
  assert.equal(listed.length, 5);
  const declined = await request(
    `${url}/payments?status=declined&orderId=${orderId}`,
    pageSchema,
  );
  assert.equal(declined.body.items.length, 1);
  for (const wrong of ['limit=0', 'cursor=bm9uc2Vuc2U', 'status=paid']) {
    const answer = await request(`${url}/payments?${wrong}`, problemSchema);
    assert.equal(answer.status, 400, wrong);
  }
});

test('wrong input is refused with each wrong field named', async t => {
  const { url, liqpay } = await startShop(t);

  const wrong = await request(
    `${url}/payments`,
    problemSchema,
    keyed({
      orderId: 'x',
      amount: { amount: 0.5, currency: 'USD' },
      token: '',
    }),
  );

  assert.equal(wrong.status, 400);
  assert.deepEqual(
    wrong.body.errors?.map(({ pointer }) => pointer),
    ['/orderId', '/amount/amount', '/amount/currency', '/token'],
  );
  assert.equal(liqpay.received.length, 0);
});
