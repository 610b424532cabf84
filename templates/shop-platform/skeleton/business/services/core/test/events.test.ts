import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { Redis } from 'ioredis';
import { eventually } from './support/http.ts';
import { startRedis } from './support/redis.ts';
import {
  cancelOrder,
  getOrder,
  orderSchema,
  placeOrder,
  prepare,
  startShop,
} from './support/shop.ts';
import { problemSchema } from './support/http.ts';
import { endedSpans, forgetSpans } from './support/telemetry.ts';

beforeEach(forgetSpans);

test('an order follows what Shipping says, also when it says it twice or late', async t => {
  const { url: redisUrl } = await startRedis(t);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  const shop = await startShop(t, {
    REDIS_URL: redisUrl,
    OUTBOX_STREAM: stream,
    CONSUMER_STREAM: stream,
  });
  const { body: order } = await placeOrder(
    shop,
    await prepare(shop),
    orderSchema,
  );
  const say = async (type: string, orderId = order.id) => {
    const data = { orderId, shipmentId: randomUUID() };
    const occurredAt = new Date().toISOString();
    const payload = { id: randomUUID(), type, occurredAt, data };
    await redis.xadd(stream, '*', 'payload', JSON.stringify(payload));
  };
  const reaches = (status: string) =>
    eventually(async () =>
      (await getOrder(shop, order.id)).status === status ? true : undefined,
    );

  await say('order.shipped', randomUUID());
  await say('order.shipped');
  await reaches('shipped');
  const late = await cancelOrder(shop, order.id, randomUUID(), problemSchema);
  assert.equal(late.status, 409);
  await say('order.delivered');
  await reaches('delivered');
  await say('order.shipped');
  await say('order.returned');
  // Six were said, ours among them: that none of them is pending shows that all were handled.
  await eventually(async () => {
    const handled = await shop.query('SELECT FROM core.handled_events');
    return handled.length === 6 || undefined;
  });
  assert.equal((await getOrder(shop, order.id)).status, 'delivered');
  const consumed = endedSpans().filter(({ attributes }) =>
    String(attributes['shop.event.type']).startsWith('order.'),
  );
  assert.deepEqual(
    consumed.map(({ attributes }) => attributes['shop.order.moved']),
    [false, true, true, false],
  );
});
