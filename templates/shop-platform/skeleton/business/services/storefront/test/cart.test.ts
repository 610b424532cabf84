import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { goneId, mugId } from './support/callees.ts';
import { startCartRedis } from './support/cartRedis.ts';
import { startForwarder } from './support/forwarder.ts';
import { problemSchema } from './support/http.ts';
import { cartSchema, startVisit } from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const line = `/api/cart/lines/${mugId}`;

beforeEach(forgetSpans);

test('a cart is filled, priced anew, compared with the stock and emptied', async t => {
  const { call } = await startVisit(t);
  const empty = await call('GET', '/api/cart', cartSchema);
  assert.deepEqual(empty.body.lines, []);

  await call('PUT', line, cartSchema, { body: { quantity: 2 } });
  const { body } = await call('GET', '/api/cart', cartSchema);
  assert.deepEqual(
    body.lines.map(({ quantity, availability }) => [quantity, availability]),
    [[2, 'available']],
  );
  assert.equal(body.total.amount, 69800);

  const more = await call('PUT', line, cartSchema, { body: { quantity: 4 } });
  assert.equal(more.body.lines[0]?.availability, 'short');
  const others = { headers: { 'x-customer-id': randomUUID() } };
  const other = await call('GET', '/api/cart', cartSchema, others);
  assert.deepEqual(other.body.lines, []);
  const removed = await call('DELETE', line, cartSchema);
  assert.deepEqual(removed.body.lines, []);
});

test('what is not sold any more leaves the cart', async t => {
  const { call } = await startVisit(t);
  await call('PUT', `/api/cart/lines/${goneId}`, cartSchema, {
    body: { quantity: 1 },
  });
  const { body } = await call('PUT', line, cartSchema, {
    body: { quantity: 1 },
  });

  assert.deepEqual(
    body.lines.map(({ productId }) => productId),
    [mugId],
  );
});

test('while Inventory is silent the availability is unknown, and the trace shows the call', async t => {
  const { call, inventory } = await startVisit(t, { CALL_TIMEOUT_MS: '8000' });
  await call('PUT', line, cartSchema, { body: { quantity: 1 } });
  inventory.answer = () => 'silent';
  forgetSpans();

  const { status, body } = await call('GET', '/api/cart', cartSchema);

  assert.equal(status, 200);
  assert.equal(body.lines[0]?.availability, 'unknown');
  assert.equal(theSpan('GetCart').status.code, SpanStatusCode.UNSET);
  const failed = endedSpans().filter(
    span => span.status.code === SpanStatusCode.ERROR,
  );
  assert.deepEqual(
    failed.map(({ name }) => name),
    ['GET'],
  );
});

test('without Redis or Core there is no cart, and the caller may come again', async t => {
  const network = await startForwarder(t, await startCartRedis(t));
  const { call, core } = await startVisit(t, { REDIS_URL: network.url });
  await call('PUT', line, cartSchema, { body: { quantity: 1 } });

  core.answer = () => ({ status: 503 });
  const withoutCore = await call('GET', '/api/cart', problemSchema);
  core.answer = () => undefined;
  network.cut();
  const withoutRedis = await call('GET', '/api/cart', problemSchema);

  for (const { status, headers, body } of [withoutCore, withoutRedis]) {
    assert.equal(status, 503);
    assert.equal(headers.get('retry-after'), '5');
    assert.match(body.type, /dependency-unavailable$/);
  }
});

test('wrong lines are refused', async t => {
  const { call } = await startVisit(t);
  const put = async (path: string, body: unknown) =>
    (await call('PUT', path, z.unknown(), { body })).status;

  assert.equal(await put(line, { quantity: 0 }), 400);
  assert.equal(await put(line, { quantity: 51 }), 400);
  assert.equal(await put('/api/cart/lines/mug', { quantity: 1 }), 400);
  const unknown = `/api/cart/lines/${randomUUID()}`;
  assert.equal(await put(unknown, { quantity: 1 }), 404);
});
