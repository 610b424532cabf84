import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { sign } from '../src/payments/liqpayProtocol.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually, listen, problemSchema, request } from './support/http.ts';
import { startLiqpay } from './support/liqpayServer.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import {
  eager,
  entriesOf,
  lazy,
  pay,
  paymentIn,
  query,
  startShop,
} from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const makeDue = 'UPDATE payments.payments SET next_check_at = now()';

beforeEach(forgetSpans);

test('silence is told as an outcome that is not known, and settled by asking, in a trace that names the first', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t, {
    ...eager,
    RECONCILE_LOST_AFTER_MS: '600000',
    LIQPAY_TIMEOUT_MS: '3000',
  });
  const intent = { key: randomUUID(), orderId: randomUUID() };
  liqpay.behave('silent', 'paytoken');
  liqpay.behave({ status: 'error', err_code: 'payment_not_found' }, 'status');

  const answer = await pay(url, problemSchema, intent);

  assert.equal(answer.status, 504);
  assert.match(answer.body.type, /payment-outcome-unknown$/);
  const location = answer.headers.get('location');
  assert.equal(
    theSpan('liqpay charge').attributes['error.type'],
    'TimeoutError',
  );
  const { traceId } = theSpan('ChargePayment').spanContext();
  // The same key does not charge again while it is unknown.
  assert.equal((await pay(url, problemSchema, intent)).status, 504);
  await paymentIn(url, location, 'unknown');
  forgetSpans();

  liqpay.behave({ status: 'success', payment_id: 8 }, 'status');
  const settled = await paymentIn(url, location, 'captured');

  assert.equal(settled.providerReference, '8');
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 129905 },
  ]);
  const sent = liqpay.received.filter(({ action }) => action === 'paytoken');
  assert.equal(sent.length, 1);
  const span = await eventually(() =>
    endedSpans().find(
      ({ name, attributes }) =>
        name === 'ReconcilePayment' &&
        attributes['shop.payment.status'] === 'captured',
    ),
  );
  assert.equal(span.links[0]?.context.traceId, traceId);
  assert.notEqual(span.spanContext().traceId, traceId);
});

test('what never reached LiqPay is declined, and money that is taken after all goes back', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t, eager);
  liqpay.behave(502, 'paytoken');
  liqpay.behave({ status: 'error', err_code: 'payment_not_found' }, 'status');

  const answer = await pay(url, problemSchema);
  assert.equal(answer.status, 504);
  const { id } = await paymentIn(
    url,
    answer.headers.get('location'),
    'declined',
  );

  liqpay.behave({ status: 'reversed' }, 'refund');
  const data = Buffer.from(
    JSON.stringify({ order_id: id, status: 'success', payment_id: 9 }),
  ).toString('base64');
  const body = new URLSearchParams({ data, signature: sign('private', data) });
  await request(`${url}/liqpay/callback`, z.unknown(), {
    method: 'POST',
    body,
  });

  await paymentIn(url, `/payments/${id}`, 'refunded');
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'decline', amount: 0 },
    { kind: 'correction', amount: 129905 },
    { kind: 'refund', amount: -129905 },
  ]);
});

test('a connection that is refused is told as an outcome that is not known, and settled without a charge once LiqPay is back', async t => {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, {
    ...lazy,
    DATABASE_URL: databaseUrl,
    // Nobody listens there.
    LIQPAY_URL: 'http://127.0.0.1:2',
    LIQPAY_TIMEOUT_MS: '20000',
  });

  const answer = await pay(url, problemSchema);

  assert.equal(answer.status, 504);
  const charge = theSpan('liqpay charge');
  assert.equal(charge.status.code, SpanStatusCode.ERROR);
  assert.equal(charge.attributes['error.type'], 'TypeError');
  assert.equal(charge.attributes['external.attempts'], 3);
  assert.deepEqual(await entriesOf(databaseUrl), []);
  const liqpay = await startLiqpay(t);
  liqpay.behave({ status: 'error', err_code: 'payment_not_found' });
  await startService(t, {
    ...eager,
    DATABASE_URL: databaseUrl,
    LIQPAY_URL: liqpay.url,
  });
  await query(databaseUrl, makeDue);
  await paymentIn(url, answer.headers.get('location'), 'declined');
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'decline', amount: 0 },
  ]);
  assert.ok(liqpay.received.every(({ action }) => action === 'status'));
});

test('without the database nothing is charged; when it goes after the charge, the payment is settled later', async t => {
  const databaseUrl = await startPostgres(t);
  const network = await startForwarder(t, databaseUrl);
  let asked = 0;
  const liqpayUrl = await listen(t, (_incoming, outgoing) => {
    asked += 1;
    network.cut();
    outgoing.end(JSON.stringify({ status: 'success', payment_id: 7 }));
  });
  const { url } = await startService(t, {
    ...lazy,
    DATABASE_URL: network.url,
    LIQPAY_URL: liqpayUrl,
  });
  network.cut();
  assert.equal((await pay(url, problemSchema)).status, 503);
  assert.equal(asked, 0);
  network.mend();

  const answer = await pay(url, problemSchema);

  assert.equal(answer.status, 504);
  assert.equal(asked, 1);
  const liqpay = await startLiqpay(t);
  const { url: otherPod } = await startService(t, {
    ...eager,
    DATABASE_URL: databaseUrl,
    LIQPAY_URL: liqpay.url,
  });
  await query(databaseUrl, makeDue);
  await paymentIn(otherPod, answer.headers.get('location'), 'captured');
  assert.ok(liqpay.received.every(({ action }) => action === 'status'));
});

test('several pods ask about an unknown payment once a turn, and settle it once', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t);
  liqpay.behave(502, 'paytoken');
  const { headers } = await pay(url, problemSchema);
  for (let pod = 0; pod < 2; pod += 1) {
    await startService(t, {
      ...eager,
      DATABASE_URL: databaseUrl,
      LIQPAY_URL: liqpay.url,
    });
  }
  await query(databaseUrl, makeDue);

  await paymentIn(url, headers.get('location'), 'captured');

  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 129905 },
  ]);
});
