import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test, type TestContext } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { Database } from '../src/database/Database.ts';
import { EventConsumer } from '../src/events/EventConsumer.ts';
import type { HandleEvent } from '../src/events/handleEvent.ts';
import { createLogger } from '../src/logger.ts';
import { RedisConnection } from '../src/redis/RedisConnection.ts';
import { Tracer } from '../src/tracing/index.ts';
import { eventually } from './support/http.ts';
import { testEnvironment } from './support/service.ts';
import { endedSpans, forgetSpans } from './support/telemetry.ts';

const group = 'notifications';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const pendingSchema = z.tuple([z.coerce.number()], z.unknown());

beforeEach(forgetSpans);

interface ConsumerSettings {
  abandonedMs?: number;
  /** Done with the stream before the consumer starts. */
  before?: (stream: TestStream) => Promise<void>;
}

async function startConsumer(
  t: TestContext,
  handle: HandleEvent,
  { before, ...settings }: ConsumerSettings = {},
) {
  const config = loadConfig(await testEnvironment(t));
  const stream = `test:${randomUUID()}`;
  const logger = createLogger('silent');
  const database = new Database({ ...config.database, logger });
  const redis = new RedisConnection({ ...config.redis, logger });
  const tracer = new Tracer();
  const consumer = new EventConsumer({
    database,
    redis,
    tracer,
    logger,
    stream,
    handle,
    ...settings,
  });
  const client = new Redis(config.redis.url);
  const testStream = openStream(client, stream);
  await before?.(testStream);
  await database.start();
  await redis.start();
  await consumer.start();
  t.after(async () => {
    client.disconnect();
    await consumer.stop();
    await redis.stop();
    await database.stop();
  });
  return testStream;
}

type TestStream = ReturnType<typeof openStream>;

/** The stream as others see it: who publishes, and who looks into it. */
function openStream(client: Redis, stream: string) {
  return {
    stream,
    async publish(event: object) {
      await client.xadd(
        stream,
        '*',
        'payload',
        JSON.stringify(event),
        'traceparent',
        traceparent,
      );
    },
    async pending() {
      return pendingSchema.parse(await client.xpending(stream, group))[0];
    },
    /** Another pod takes what is there, and is never heard of again. */
    async takeAndDie() {
      await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
      await client.xreadgroup(
        'GROUP',
        group,
        'dead',
        'COUNT',
        10,
        'STREAMS',
        stream,
        '>',
      );
    },
  };
}

function orderPlaced() {
  return {
    id: randomUUID(),
    type: 'order.placed',
    occurredAt: '2026-11-20T09:14:04Z',
    data: { orderNumber: '10482215' },
  };
}

function spansNamed(name: string, count: number) {
  return eventually(() => {
    const spans = endedSpans().filter(span => span.name === name);
    return spans.length >= count ? spans : undefined;
  });
}

test('an event is handled once, in the trace of whoever sent it', async t => {
  const handled: string[] = [];
  const { stream, publish, pending } = await startConsumer(
    t,
    async (_ctx, { event }) => {
      handled.push(event.id);
    },
  );
  const event = orderPlaced();

  await publish(event);
  await publish(event);

  const processed = await spansNamed(`process ${stream}`, 2);
  const [first] = processed;
  assert.deepEqual(handled, [event.id]);
  assert.equal(first?.kind, SpanKind.CONSUMER);
  assert.equal(first.spanContext().traceId, traceId);
  assert.equal(first.parentSpanContext?.spanId, '00f067aa0ba902b7');
  // A second delivery is of the same message.
  for (const span of processed) {
    assert.deepEqual(
      span.links.map(link => [link.context.traceId, link.context.spanId]),
      [[traceId, '00f067aa0ba902b7']],
    );
    assert.equal(span.attributes['messaging.message.id'], event.id);
  }
  assert.equal(first.attributes['messaging.consumer.group.name'], group);
  await eventually(async () => (await pending()) === 0 || undefined);
});

test('an event that is not handled changes nothing and stays pending; the next one is handled', async t => {
  const bad = orderPlaced();
  const good = orderPlaced();
  const handled: string[] = [];
  const { stream, publish, pending } = await startConsumer(
    t,
    async (_ctx, { event, client }) => {
      if (event.id === bad.id) {
        throw new Error('No such order');
      }
      const { rows } = await client.query(
        'SELECT id FROM "notifications".handled_events',
      );
      handled.push(
        ...z
          .array(z.object({ id: z.string() }))
          .parse(rows)
          .map(({ id }) => id),
      );
    },
  );

  await publish(bad);
  await publish(good);

  const [failed] = await spansNamed(`process ${stream}`, 2);
  assert.equal(failed?.status.code, SpanStatusCode.ERROR);
  assert.deepEqual(handled, [good.id]);
  await eventually(async () => (await pending()) === 1 || undefined);
  assert.equal(countRecorded('exception'), 1);
});

test('an event whose handling fails comes again, and is handled then', async t => {
  const seen: string[] = [];
  const { stream, publish, pending } = await startConsumer(
    t,
    async (_ctx, { event }) => {
      seen.push(event.id);
      if (seen.length === 1) {
        throw new Error('Not yet');
      }
    },
    { abandonedMs: 1 },
  );
  const event = orderPlaced();

  await publish(event);

  const processed = await spansNamed(`process ${stream}`, 2);
  await eventually(async () => (await pending()) === 0 || undefined);
  assert.deepEqual(seen, [event.id, event.id]);
  assert.deepEqual(
    processed.map(span => span.status.code),
    [SpanStatusCode.ERROR, SpanStatusCode.UNSET],
  );
});

test('an event of a pod that died is taken over, once it is abandoned', async t => {
  const handled: string[] = [];
  const event = orderPlaced();

  const { pending } = await startConsumer(
    t,
    async (_ctx, { event: taken }) => {
      handled.push(taken.id);
    },
    {
      abandonedMs: 1,
      async before({ publish, takeAndDie, pending: held }) {
        await publish(event);
        await takeAndDie();
        assert.equal(await held(), 1);
      },
    },
  );

  await eventually(async () => (await pending()) === 0 || undefined);
  assert.deepEqual(handled, [event.id]);
});

/** How many spans recorded an event of this name. */
function countRecorded(name: string): number {
  return endedSpans().filter(
    span =>
      span.kind === SpanKind.CONSUMER &&
      span.events.some(event => event.name === name),
  ).length;
}
