import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test, type TestContext } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { startCore } from './shop/core.ts';
import { startGateway } from './shop/gateway.ts';
import {
  messageAbout,
  orderPlaced,
  orderTraceId,
  pageSchema,
  startOrderEvents,
} from './shop/orderEvents.ts';
import { startForwarder } from './support/forwarder.ts';
import { asJson, eventually, problemSchema, request } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

async function startAll(t: TestContext, overrides: NodeJS.ProcessEnv = {}) {
  const events = await startOrderEvents(t);
  const core = await startCore(t);
  const gateway = await startGateway(t);
  const environment = {
    ...events.environment,
    DATABASE_URL: await startPostgres(t),
    CORE_SERVICE_URL: core.url,
    MESSAGE_GATEWAY_URL: gateway.url,
    ...overrides,
  };
  const { url } = await startService(t, environment);
  return { events, core, gateway, environment, url };
}

async function prefer(url: string, customerId: string, preferences: object) {
  const { status } = await request(
    `${url}/customers/${customerId}/preferences`,
    z.unknown(),
    { ...asJson(preferences), method: 'PUT' },
  );
  assert.equal(status, 200);
}

const always = { from: '00:00', to: '00:00' };
const smsFirst = {
  channels: ['sms', 'email'],
  marketing: true,
  quietHours: always,
};

test('an order is thanked for once, in the language of the customer and the trace of the order', async t => {
  const { events, gateway, environment, url } = await startAll(t);
  // Two pods, and an event that comes twice.
  await startService(t, environment);
  const order = orderPlaced();

  const id = await events.publish('order.placed', order);
  await events.publish('order.placed', order, id);

  const message = await messageAbout(url, order.orderId, 'delivered');
  assert.deepEqual(
    [message.channel, message.template, message.locale],
    ['email', 'order_placed', 'uk'],
  );
  await eventually(
    () =>
      endedSpans().filter(({ name }) => name === `process ${events.stream}`)
        .length >= 2 || undefined,
  );
  const [sent, ...others] = gateway.sent;
  assert.deepEqual(others, []);
  assert.equal(sent?.to, 'oksana@example.com');
  assert.match(sent.body, /10482215 на 773,00\s₴/);

  const step = theSpan('SendMessage');
  assert.equal(step.attributes['shop.order.id'], order.orderId);
  const call = theSpan('message-gateway send');
  assert.equal(call.kind, SpanKind.CLIENT);
  assert.equal(call.parentSpanContext?.spanId, step.spanContext().spanId);
  for (const span of [step, call, theSpan('GET', SpanKind.CLIENT)]) {
    assert.equal(span.spanContext().traceId, orderTraceId);
  }
  const recorded = JSON.stringify(
    endedSpans().map(({ attributes, events: happened }) => [
      attributes,
      happened,
    ]),
  );
  assert.doesNotMatch(recorded, /oksana|380441234567/);
});

test('what is sent, and how, is what the customer wants', async t => {
  const { events, gateway, url } = await startAll(t);
  const order = orderPlaced();
  const { orderId, customerId } = order;
  await prefer(url, customerId, smsFirst);

  await events.publish('order.placed', order);
  await messageAbout(url, orderId, 'delivered');
  await prefer(url, customerId, { ...smsFirst, marketing: false });
  await events.publish('order.delivered', { orderId, customerId });

  const suppressed = await messageAbout(url, orderId, 'suppressed');
  assert.equal(suppressed.template, 'shipment_delivered');
  assert.deepEqual(
    gateway.sent.map(({ channel, to }) => [channel, to]),
    [['sms', '+380441234567']],
  );

  const quiet = orderPlaced();
  // All day but the minute before midnight.
  await prefer(url, quiet.customerId, {
    ...smsFirst,
    quietHours: { from: '00:00', to: '23:59' },
  });
  await events.publish('order.shipped', {
    orderId: quiet.orderId,
    customerId: quiet.customerId,
    trackingNumber: '20450012345678',
  });
  const queued = await messageAbout(url, quiet.orderId, 'queued');
  assert.equal(queued.channel, 'sms');
  assert.equal(gateway.sent.length, 1);
});

test('a customer without a phone gets an email, and one who is gone nothing', async t => {
  const { events, core, gateway, url } = await startAll(t);
  const [order, gone] = [orderPlaced(), orderPlaced()];
  await prefer(url, order.customerId, smsFirst);
  core.customer = { email: 'taras@example.com', locale: 'en' };

  await events.publish('order.cancelled', {
    orderId: order.orderId,
    customerId: order.customerId,
    reason: 'customer_request',
  });
  const message = await messageAbout(url, order.orderId, 'delivered');
  core.customer = undefined;
  await events.publish('order.placed', gone);
  await messageAbout(url, gone.orderId, 'suppressed');

  assert.deepEqual([message.channel, message.locale], ['email', 'en']);
  assert.equal(
    gateway.sent.map(({ body }) => body).join(),
    'Your order was cancelled: you asked for it. What you paid goes back to your card.',
  );
});

test('what was certainly not sent is sent later; what may have been is not sent again', async t => {
  const { events, core, gateway, url } = await startAll(t, {
    MESSAGE_GATEWAY_TIMEOUT_MS: '8000',
  });
  core.customer = 503;
  gateway.mood = 'busy';
  const waiting = orderPlaced();
  await events.publish('order.placed', waiting);
  await eventually(() =>
    endedSpans().find(
      ({ name, kind, status }) =>
        name === 'GET' &&
        kind === SpanKind.CLIENT &&
        status.code === SpanStatusCode.ERROR,
    ),
  );
  core.customer = { email: 'taras@example.com', locale: 'en' };
  await eventually(() => gateway.sent.length > 1 || undefined);
  gateway.mood = 'well';
  await messageAbout(url, waiting.orderId, 'delivered');

  for (const [mood, failure] of [
    ['silent', 'The gateway did not say whether it was sent'],
    ['broken', 'The gateway did not say whether it was sent'],
    ['refusing', 'Blocked'],
  ] as const) {
    gateway.mood = mood;
    gateway.sent = [];
    const order = orderPlaced();
    await events.publish('order.placed', order);
    const failed = await messageAbout(url, order.orderId, 'failed');
    assert.equal(failed.failure, failure);
    assert.equal(gateway.sent.length, 1, mood);
  }
});

test('SMS go out without Redis', async t => {
  const events = await startOrderEvents(t);
  const network = await startForwarder(t, events.environment.REDIS_URL ?? '');
  const { core, gateway, url } = await startAll(t, {
    ...events.environment,
    REDIS_URL: network.url,
  });
  core.customer = 503;
  const order = orderPlaced();
  await prefer(url, order.customerId, smsFirst);
  await events.publish('order.placed', order);
  await messageAbout(url, order.orderId, 'queued');

  network.cut();
  core.customer = { email: 'a@example.com', phone: '+380', locale: 'uk' };

  await messageAbout(url, order.orderId, 'delivered');
  assert.deepEqual(
    gateway.sent.map(({ channel }) => channel),
    ['sms'],
  );
});

test('a message is sent again once for each key, three times a day', async t => {
  const { events, gateway, url } = await startAll(t);
  const [order, other] = [orderPlaced(), orderPlaced()];
  await events.publish('order.placed', order);
  await events.publish('order.placed', other);
  const first = await messageAbout(url, order.orderId, 'delivered');
  const second = await messageAbout(url, other.orderId, 'delivered');
  const resend = (id: string, key: string) =>
    request(
      `${url}/messages/${id}/resend`,
      z.looseObject({ id: z.string().optional() }),
      {
        method: 'POST',
        headers: { 'idempotency-key': key },
      },
    );
  const keys = Array.from({ length: 4 }, () => randomUUID());
  const [key = '', ...more] = keys;

  const answers = await Promise.all([
    resend(first.id, key),
    resend(first.id, key),
  ]);
  assert.deepEqual(answers[0].body.id, answers[1].body.id);
  assert.notEqual(answers[0].body.id, first.id);
  await eventually(() => gateway.sent.length === 3 || undefined);

  assert.equal((await resend(second.id, key)).status, 422);
  assert.equal((await resend(randomUUID(), key)).status, 404);
  const statuses: number[] = [];
  // Sending again what was sent again counts for the first one.
  for (const next of more) {
    statuses.push((await resend(answers[0].body.id ?? '', next)).status);
  }
  assert.deepEqual(statuses, [202, 202, 429]);
});

test('lists are paged, and wrong input is refused with each wrong field named', async t => {
  const { events, url } = await startAll(t);
  const order = orderPlaced();
  const count = 5;
  for (let index = 0; index < count; index += 1) {
    await events.publish('order.placed', order);
  }
  await eventually(async () => {
    const { body } = await request(`${url}/messages`, pageSchema);
    return body.items.length === count || undefined;
  });

  const listed: string[] = [];
  let cursor = '';
  do {
    const { body } = await request(
      `${url}/messages?customerId=${order.customerId}&limit=2${cursor}`,
      pageSchema,
    );
    listed.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  assert.equal(new Set(listed).size, count);

  const wrong = await request(
    `${url}/customers/${order.customerId}/preferences`,
    problemSchema,
    {
      ...asJson({
        channels: ['sms', 'sms'],
        marketing: 'yes',
        quietHours: { from: '21:00', to: '24:00' },
      }),
      method: 'PUT',
    },
  );
  assert.equal(wrong.status, 400);
  assert.deepEqual(
    wrong.body.errors?.map(({ pointer }) => pointer),
    ['/channels', '/marketing', '/quietHours/to'],
  );
});
