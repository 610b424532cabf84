import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { Client } from 'pg';
import { z } from 'zod';
import { migrate } from '../src/database/migrate.ts';
import { itemSchema } from '../src/items/Item.ts';
import { startForwarder } from './support/forwarder.ts';
import { asJson, problemSchema, request, untilReady } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import {
  currentMetrics,
  endedSpans,
  forgetSpans,
  theSpan,
} from './support/telemetry.ts';

const newItem = { name: 'mug', price: { amount: 25000, currency: 'UAH' } };

beforeEach(forgetSpans);

test('a statement is one client span below the step that needs it', async t => {
  const { url } = await startService(t);
  forgetSpans();

  await request(`${url}/items`, itemSchema, asJson(newItem));

  const insert = theSpan('INSERT items');
  assert.equal(insert.kind, SpanKind.CLIENT);
  assert.equal(insert.attributes['db.system.name'], 'postgresql');
  assert.equal(insert.attributes['server.address'], '127.0.0.1');
  assert.equal(
    insert.parentSpanContext?.spanId,
    theSpan('CreateItem').spanContext().spanId,
  );
  const ofInsert = endedSpans().filter(
    span => span.parentSpanContext?.spanId === insert.spanContext().spanId,
  );
  assert.deepEqual(
    ofInsert,
    [],
    "the driver's own span would count the statement twice",
  );
});

test('a statement that fails makes a failed span and a 500 that gives nothing away', async t => {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, { DATABASE_URL: databaseUrl });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DROP TABLE "${{ values.name | replace('-', '_') }}".items');
  await client.end();
  forgetSpans();

  const { status, body } = await request(`${url}/items`, problemSchema);

  assert.equal(status, 500);
  assert.doesNotMatch(JSON.stringify(body), /relation|items"/);
  const select = theSpan('SELECT items');
  assert.equal(select.status.code, SpanStatusCode.ERROR);
  assert.equal(select.attributes['error.type'], '42P01');
  assert.equal(select.spanContext().traceId, body.traceId);
});

test('migrations are applied once, also by pods that start together', async t => {
  const url = await startPostgres(t);

  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);

  const files = applied.flat();
  assert.ok(files.includes('0001_items.sql'));
  assert.deepEqual(files, [...new Set(files)]);
  assert.deepEqual(await migrate(url), []);
});

test('without its database the service lives, is not ready, and recovers', async t => {
  const network = await startForwarder(t, await startPostgres(t));
  const { url } = await startService(t, { DATABASE_URL: network.url });
  const readySchema = z.object({
    checks: z.array(z.object({ name: z.string(), status: z.string() })),
  });
  await untilReady(url);

  network.cut();
  const cut = await request(`${url}/readyz`, readySchema);
  assert.equal(cut.status, 503);
  assert.deepEqual(
    cut.body.checks.find(({ name }) => name === 'postgresql')?.status,
    'failed',
  );
  assert.equal((await request(`${url}/healthz`, z.unknown())).status, 200);
  assert.equal((await request(`${url}/items`, problemSchema)).status, 500);

  network.mend();
  await untilReady(url);
  assert.equal((await request(`${url}/items`, z.unknown())).status, 200);
});

test('the connections of the pool are counted', async t => {
  const { url } = await startService(t);
  await request(`${url}/items`, z.unknown());

  const metrics = await currentMetrics();

  const count = metrics.find(
    ({ descriptor }) => descriptor.name === 'db.client.connection.count',
  );
  const states = count?.dataPoints.map(
    ({ attributes }) => attributes['db.client.connection.state'],
  );
  assert.ok(
    states?.includes('used') && states.includes('idle'),
    String(states),
  );
});
