import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { eventSchema } from '../src/events/event.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually } from './support/http.ts';
import { startRedis } from './support/redis.ts';
import { orderSchema, placeOrder, prepare, startShop } from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

const dataSchema = z.looseObject({ orderId: z.string() });
const entriesSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

beforeEach(forgetSpans);

async function readEvents(redis: Redis, stream: string) {
  const entries = entriesSchema.parse(await redis.xrange(stream, '-', '+'));
  return entries.map(([, fields]) => ({
    event: eventSchema.parse(JSON.parse(fields[1] ?? '')),
    traceparent: fields[3],
  }));
}

test('a placed order is published, in the trace of the request', async t => {
  const { url: redisUrl } = await startRedis(t);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  const shop = await startShop(t, {
    REDIS_URL: redisUrl,
    OUTBOX_STREAM: stream,
  });

  const checkout = await prepare(shop);
  const { body: order } = await placeOrder(shop, checkout, orderSchema);

  const [published] = await eventually(async () => {
    const events = await readEvents(redis, stream);
    return events.length > 0 ? events : undefined;
  });
  assert.equal(published?.event.type, 'order.placed');
  assert.equal(dataSchema.parse(published.event.data).orderId, order.id);
  const send = await eventually(() => {
    try {
      return theSpan(`send ${stream}`);
    } catch {
      return undefined;
    }
  });
  assert.equal(send.kind, SpanKind.PRODUCER);
  assert.equal(send.attributes['messaging.destination.name'], stream);
  assert.equal(send.attributes['messaging.message.id'], published.event.id);
  const created = theSpan('CreateOrder').spanContext();
  assert.equal(send.parentSpanContext?.spanId, created.spanId);
  assert.equal(
    published.traceparent,
    `00-${created.traceId}-${send.spanContext().spanId}-01`,
  );
});

test('events wait while Redis is away, and come in order when it is back', async t => {
  const { url: redisUrl } = await startRedis(t);
  const network = await startForwarder(t, redisUrl);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  const shop = await startShop(t, {
    REDIS_URL: network.url,
    OUTBOX_STREAM: stream,
  });
  const checkout = await prepare(shop);
  network.cut();
  const created: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const key = randomUUID();
    const { status, body } = await placeOrder(
      shop,
      { ...checkout, key },
      orderSchema,
    );
    assert.equal(status, 201);
    created.push(body.id);
  }

  network.mend();

  const events = await eventually(async () => {
    const found = await readEvents(redis, stream);
    return found.length >= 3 ? found : undefined;
  });
  const ids = events.map(({ event }) => dataSchema.parse(event.data).orderId);
  // At least once: an event may come twice, but none before an earlier one.
  assert.deepEqual([...new Set(ids)], created);
});
