import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { z } from 'zod';
import { schema } from '../src/database/schema.ts';
import { eventSchema } from '../src/events/event.ts';
import { itemSchema } from '../src/items/Item.ts';
import { startForwarder } from './support/forwarder.ts';
import { asJson, eventually, request } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const newItem = { name: 'mug', price: { amount: 25000, currency: 'UAH' } };
/** The stream has the event, and the commit that would say so does not come. */
const forgetSending = `
  CREATE FUNCTION ${schema}.forget_sending() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'The pod died'; END $$;
  CREATE TRIGGER forget_sending BEFORE UPDATE ON ${schema}.outbox
    FOR EACH ROW EXECUTE FUNCTION ${schema}.forget_sending()`;
const entriesSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

beforeEach(forgetSpans);

async function readEvents(redis: Redis, stream: string) {
  const entries = entriesSchema.parse(await redis.xrange(stream, '-', '+'));
  return entries.map(([, fields]) => ({
    event: eventSchema.parse(JSON.parse(fields[1] ?? '')),
    traceparent: fields[3],
  }));
}

test('what was created is published, in the trace of the request', async t => {
  const { url: redisUrl } = await startRedis(t);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  const { url } = await startService(t, {
    REDIS_URL: redisUrl,
    OUTBOX_STREAM: stream,
  });

  const { body: item } = await request(
    `${url}/items`,
    itemSchema,
    asJson(newItem),
  );

  const [published] = await eventually(async () => {
    const events = await readEvents(redis, stream);
    return events.length > 0 ? events : undefined;
  });
  assert.equal(published?.event.type, 'item.created');
  assert.deepEqual(published.event.data, item);
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
  const created = theSpan('CreateItem').spanContext();
  assert.equal(send.parentSpanContext?.spanId, created.spanId);
  assert.equal(
    published.traceparent,
    `00-${created.traceId}-${send.spanContext().spanId}-01`,
  );
});

test('events wait while Redis is away, each try a failed span, and come in order when it is back', async t => {
  const { url: redisUrl } = await startRedis(t);
  const network = await startForwarder(t, redisUrl);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  const { url } = await startService(t, {
    REDIS_URL: network.url,
    OUTBOX_STREAM: stream,
  });
  network.cut();
  const created: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    const { status, body } = await request(
      `${url}/items`,
      itemSchema,
      asJson({ ...newItem, name }),
    );
    assert.equal(status, 201);
    created.push(body.id);
  }
  const failed = await eventually(() =>
    endedSpans().find(({ name }) => name === `send ${stream}`),
  );
  assert.equal(failed.kind, SpanKind.PRODUCER);
  assert.equal(failed.status.code, SpanStatusCode.ERROR);
  assert.equal(failed.events.at(0)?.name, 'exception');
  assert.equal(typeof failed.attributes['error.type'], 'string');

  network.mend();

  const events = await eventually(async () => {
    const found = await readEvents(redis, stream);
    return found.length >= 3 ? found : undefined;
  });
  const ids = events.map(({ event }) => itemSchema.parse(event.data).id);
  // At least once: an event may come twice, but none before an earlier one.
  assert.deepEqual([...new Set(ids)], created);
});

test('an event whose sending was not written down is sent again, as the same event', async t => {
  const { url: redisUrl } = await startRedis(t);
  const redis = new Redis(redisUrl);
  t.after(() => redis.disconnect());
  const databaseUrl = await startPostgres(t);
  const stream = `test:${randomUUID()}`;
  const { url } = await startService(t, {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    OUTBOX_STREAM: stream,
  });
  await run(databaseUrl, forgetSending);
  const { body: item } = await request(
    `${url}/items`,
    itemSchema,
    asJson(newItem),
  );
  const events = (count: number) =>
    eventually(async () => {
      const found = await readEvents(redis, stream);
      return found.length >= count ? found : undefined;
    });
  await events(1);

  await run(databaseUrl, `DROP FUNCTION ${schema}.forget_sending CASCADE`);

  const [first, ...others] = await events(2);
  assert.deepEqual(first?.event.data, item);
  for (const { event } of others) {
    assert.deepEqual(event, first.event);
  }
});

async function run(url: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
