import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import { ROOT_CONTEXT, SpanStatusCode } from '@opentelemetry/api';
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
import { startLiqpay } from './support/liqpayServer.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

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
    [
      { status: 'success', payment_id: 7 },
      { status: 'paid', paymentId: '7' },
    ],
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
