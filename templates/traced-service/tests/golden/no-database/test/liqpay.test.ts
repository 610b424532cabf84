import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test, type TestContext } from 'node:test';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { itemSchema } from '../src/items/Item.ts';
import {
  CircuitBreaker,
  CircuitOpenError,
} from '../src/payments/CircuitBreaker.ts';
import {
  LiqpayClient,
  PaymentDeclinedError,
} from '../src/payments/LiqpayClient.ts';
import { LiqpayRefusedError } from '../src/payments/liqpayProtocol.ts';
import { Tracer } from '../src/tracing/index.ts';
import { asJson, problemSchema, request } from './support/http.ts';
import { startLiqpay } from './support/liqpayServer.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const paymentSchema = z.object({ paymentId: z.string(), status: z.string() });

beforeEach(forgetSpans);

async function startShop(t: TestContext, overrides: NodeJS.ProcessEnv = {}) {
  const liqpay = await startLiqpay(t);
  const { url } = await startService(t, {
    LIQPAY_URL: liqpay.url,
    ...overrides,
  });
  const price = { amount: 129905, currency: 'UAH' };
  const { body: item } = await request(
    `${url}/items`,
    itemSchema,
    asJson({ name: 'mug', price }),
  );
  forgetSpans();
  const purchase = <T>(
    schema: z.ZodType<T>,
    idempotencyKey: string = randomUUID(),
  ) =>
    request(`${url}/items/${item.id}/purchases`, schema, {
      ...asJson({ paymentToken: 'tok_1' }),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
    });
  return { liqpay, purchase };
}

async function startClient(
  t: TestContext,
  options: { timeoutMs?: number; deadlineMs?: number } = {},
) {
  const liqpay = await startLiqpay(t);
  const client = new LiqpayClient({
    url: liqpay.url,
    publicKey: 'public',
    privateKey: 'private',
    timeoutMs: 20_000,
    tracer: new Tracer(),
    ...options,
  });
  const charge = () =>
    client.charge(ROOT_CONTEXT, {
      idempotencyKey: 'order-1',
      amount: 500,
      currency: 'UAH',
      description: 'mug',
      cardToken: 'tok_1',
    });
  return { liqpay, client, charge };
}

test('a charge is signed, exact to the kopiika, and one trace with its request', async t => {
  const { liqpay, purchase } = await startShop(t);

  const answer = await purchase(paymentSchema);

  assert.equal(answer.status, 201);
  assert.deepEqual(answer.body, { paymentId: '7', status: 'paid' });
  const [received] = liqpay.received;
  assert.equal(received?.signed, true);
  assert.equal(received.amount, '1299.05');
  const charge = theSpan('liqpay charge');
  assert.equal(charge.kind, SpanKind.CLIENT);
  assert.equal(charge.attributes['server.address'], '127.0.0.1');
  assert.equal(
    charge.parentSpanContext?.spanId,
    theSpan('PurchaseItem').spanContext().spanId,
  );
  const http = theSpan('POST', SpanKind.CLIENT);
  assert.equal(http.parentSpanContext?.spanId, charge.spanContext().spanId);
  assert.equal(
    received.traceparent,
    `00-${charge.spanContext().traceId}-${http.spanContext().spanId}-01`,
  );
});

test('failures of the provider are tried again with the same order, so that no card is charged twice', async t => {
  const { liqpay, purchase } = await startShop(t);
  const key = randomUUID();
  liqpay.behave(502);

  const answer = await purchase(problemSchema, key);

  assert.equal(answer.status, 503);
  assert.deepEqual(
    liqpay.received.map(({ order_id }) => order_id),
    [key, key, key],
  );
  const charge = theSpan('liqpay charge');
  assert.equal(charge.attributes['external.attempts'], 3);
  assert.equal(charge.status.code, SpanStatusCode.ERROR);
  assert.equal(charge.attributes['error.type'], 'HttpStatusError');
});

test('a time-out is told as an outcome that is not known', async t => {
  const { liqpay, purchase } = await startShop(t, { LIQPAY_TIMEOUT_MS: '200' });
  liqpay.behave('silent');

  const answer = await purchase(problemSchema);

  assert.equal(answer.status, 504);
  assert.match(answer.body.type, /payment-outcome-unknown$/);
  const charge = theSpan('liqpay charge');
  assert.equal(charge.attributes['external.attempts'], 3);
  assert.equal(charge.attributes['error.type'], 'TimeoutError');
  const attempts = endedSpans().filter(
    ({ name, kind }) => name === 'POST' && kind === SpanKind.CLIENT,
  );
  assert.equal(attempts.length, 3);
});

test('a card that is declined is neither tried again nor a failure of the provider', async t => {
  const { liqpay, purchase } = await startShop(t);
  liqpay.behave({ status: 'failure', err_code: 'limit' });

  for (let count = 0; count < 6; count += 1) {
    const answer = await purchase(problemSchema);
    assert.equal(answer.status, 402);
    assert.match(answer.body.detail ?? '', /limit/);
  }

  assert.equal(liqpay.received.length, 6);
});

test('attempts end with the patience of the caller', async t => {
  const { liqpay, charge } = await startClient(t, { deadlineMs: 200 });
  liqpay.behave('silent');

  await assert.rejects(charge(), { name: 'TimeoutError' });

  assert.equal(theSpan('liqpay charge').attributes['external.attempts'], 1);
});

test('an order that LiqPay has already is asked about, and not told as declined', async t => {
  const { liqpay, charge } = await startClient(t);
  liqpay.behave({ status: 'error', err_code: 'order_id_duplicate' });
  liqpay.behave({ status: 'success', payment_id: 8 }, 'status');

  assert.deepEqual(await charge(), { paymentId: '8', status: 'paid' });
  liqpay.behave(404, 'status');
  assert.equal((await charge()).status, 'processing');

  assert.deepEqual(
    liqpay.received.map(({ action }) => action),
    ['paytoken', 'status', 'paytoken', 'status'],
  );
});

test('a shop that is refused is a failure of the shop, not of the card', async t => {
  const { liqpay, charge } = await startClient(t);
  liqpay.behave({ status: 'error', err_code: 'invalid_signature' });

  await assert.rejects(charge(), LiqpayRefusedError);

  const span = theSpan('liqpay charge');
  assert.equal(span.attributes['error.type'], 'LiqpayRefusedError');
  assert.equal(span.attributes['liqpay.err_code'], 'invalid_signature');
  assert.equal(span.status.code, SpanStatusCode.ERROR);
});

test('the status of a charge is told as LiqPay knows it', async t => {
  const { liqpay, client } = await startClient(t);
  for (const [answer, expected] of [
    [{ status: 'success', payment_id: 7 }, { status: 'paid', paymentId: '7' }],
    [{ status: 'wait_secure' }, { status: 'processing', paymentId: undefined }],
    [
      { status: 'failure', err_code: 9859 },
      { status: 'declined', code: '9859' },
    ],
    [
      { status: 'reversed', payment_id: 7 },
      { status: 'reversed', paymentId: '7' },
    ],
    [
      { status: 'error', err_code: 'payment_not_found' },
      { status: 'not-found' },
    ],
  ]) {
    liqpay.behave(answer ?? {});
    assert.deepEqual(await client.status(ROOT_CONTEXT, 'order-1'), expected);
  }
});

test('a refund is sent once, whatever comes of it', async t => {
  const { liqpay, client } = await startClient(t);
  const refund = () =>
    client.refund(ROOT_CONTEXT, { idempotencyKey: 'order-1', amount: 5 });

  liqpay.behave({ status: 'reversed' });
  assert.equal(await refund(), 'refunded');
  liqpay.behave({ status: 'success', wait_amount: true });
  assert.equal(await refund(), 'waiting');
  liqpay.behave({ status: 'error', err_code: 'payment_not_found' });
  await assert.rejects(refund(), PaymentDeclinedError);
  liqpay.behave(502);
  await assert.rejects(refund(), { name: 'HttpStatusError' });

  assert.equal(liqpay.received.length, 4);
  assert.deepEqual(
    new Set(liqpay.received.map(({ amount }) => amount)),
    new Set(['0.05']),
  );
});

test('after failures in a row the provider is left alone', async t => {
  const { liqpay, purchase } = await startShop(t);
  liqpay.behave(500);
  for (let count = 0; count < 5; count += 1) {
    await purchase(problemSchema);
  }
  const asked = liqpay.received.length;

  const answer = await purchase(problemSchema);

  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  assert.equal(liqpay.received.length, asked);
});

test('an open circuit lets one call through when its pause is over', async () => {
  let now = 0;
  const breaker = new CircuitBreaker({
    name: 'test',
    failureThreshold: 1,
    openMs: 1000,
    isFailure: () => true,
    now: () => now,
  });
  await assert.rejects(breaker.run(() => Promise.reject(new Error('down'))));
  await assert.rejects(
    breaker.run(async () => 'early'),
    CircuitOpenError,
  );

  now = 1000;
  const { promise, resolve } = Promise.withResolvers<string>();
  const probe = breaker.run(() => promise);
  await assert.rejects(
    breaker.run(async () => 'second'),
    CircuitOpenError,
  );
  resolve('up');

  assert.equal(await probe, 'up');
  assert.equal(await breaker.run(async () => 'after'), 'after');
});

test('a purchase without an idempotency key is refused', async t => {
  const { url } = await startService(t);

  const answer = await request(
    `${url}/items/${randomUUID()}/purchases`,
    problemSchema,
    asJson({ paymentToken: 'tok_1' }),
  );

  assert.equal(answer.status, 400);
  assert.deepEqual(
    answer.body.errors?.map(({ pointer }) => pointer),
    ['/idempotency-key'],
  );
});
