import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import { sign } from '../src/payments/liqpayProtocol.ts';
import { paymentSchema } from '../src/payments/Payment.ts';
import { problemSchema, request } from './support/http.ts';
import { entriesOf, pay, paymentIn, startShop } from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

async function call<T>(
  url: string,
  content: object,
  schema: z.ZodType<T>,
  privateKey = 'private',
) {
  const data = Buffer.from(JSON.stringify(content)).toString('base64');
  const body = new URLSearchParams({ data, signature: sign(privateKey, data) });
  return await request(`${url}/liqpay/callback`, schema, {
    method: 'POST',
    body,
  });
}

test('LiqPay settles a payment by calling; what is settled stays', async t => {
  const { url, databaseUrl, liqpay } = await startShop(t);
  liqpay.behave(502);
  const { headers } = await pay(url, problemSchema);
  const location = headers.get('location');
  const id = location?.split('/').at(-1);
  const say = async (content: object) =>
    (await call(url, { order_id: id, ...content }, z.undefined())).status;

  assert.equal(await say({ status: 'processing' }), 204);
  await paymentIn(url, location, 'unknown');
  forgetSpans();
  assert.equal(await say({ status: 'success', payment_id: 11 }), 204);
  assert.equal(theSpan('TakeCallback').attributes['shop.payment.id'], id);
  assert.equal(await say({ status: 'success', payment_id: 11 }), 204);
  assert.equal(await say({ status: 'failure', err_code: 'limit' }), 204);

  const payment = await paymentIn(url, location, 'captured');
  assert.equal(payment.providerReference, '11');
  // Somebody gave it back in LiqPay's cabinet.
  assert.equal(await say({ status: 'reversed' }), 204);
  await paymentIn(url, location, 'refunded');
  assert.deepEqual(await entriesOf(databaseUrl), [
    { kind: 'charge', amount: 129905 },
    { kind: 'correction', amount: -129905 },
  ]);
});

test('only what LiqPay signed counts, and what is not known here changes nothing', async t => {
  const { url, liqpay } = await startShop(t);
  liqpay.behave(502);
  const { headers } = await pay(url, problemSchema);
  const location = headers.get('location');
  const id = location?.split('/').at(-1);

  const forged = await call(
    url,
    { order_id: id, status: 'success' },
    problemSchema,
    'guessed',
  );
  assert.equal(forged.status, 400);
  assert.match(forged.body.type, /invalid-signature$/);
  const unreadable = await call(url, { status: 'success' }, problemSchema);
  assert.equal(unreadable.status, 400);
  for (const order_id of [randomUUID(), 'of another shop']) {
    const other = { order_id, status: 'success' };
    assert.equal((await call(url, other, z.undefined())).status, 204);
  }

  await paymentIn(url, location, 'unknown');
  const asForm = await request(`${url}/payments`, problemSchema, {
    method: 'POST',
    body: new URLSearchParams({ orderId: randomUUID() }),
  });
  assert.equal(asForm.status, 415);
});

test('a payment that is read is the payment that was made', async t => {
  const { url } = await startShop(t);
  const { body } = await pay(url, paymentSchema);

  const read = await request(`${url}/payments/${body.id}`, paymentSchema);

  assert.deepEqual(read.body, body);
});
