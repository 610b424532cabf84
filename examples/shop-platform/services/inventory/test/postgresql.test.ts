import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { Client } from 'pg';
import { z } from 'zod';
import { migrate } from '../src/database/migrate.ts';
import { startForwarder } from './support/forwarder.ts';
import { problemSchema, request, untilReady } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import { deliver, reserve, stockOf } from './support/shop.ts';
import { currentMetrics, forgetSpans, theSpan } from './support/telemetry.ts';

/** Where transactions run at once: one that is embedded lets none wait for another's lock. */
const realPostgres = process.env.DATABASE_URL ?? process.env.TEST_POSTGRES_URL;

beforeEach(forgetSpans);

test('a statement that fails makes a failed span and a 500 that gives nothing away', async t => {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, { DATABASE_URL: databaseUrl });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DROP TABLE "inventory".stock');
  await client.end();
  forgetSpans();

  const { status, body } = await request(`${url}/stock-levels`, problemSchema);

  assert.equal(status, 500);
  assert.doesNotMatch(JSON.stringify(body), /relation|stock"/);
  const select = theSpan('SELECT stock');
  assert.equal(select.status.code, SpanStatusCode.ERROR);
  assert.equal(select.attributes['error.type'], '42P01');
  assert.equal(select.spanContext().traceId, body.traceId);
});

test('migrations are applied once, also by pods that start together', async t => {
  const url = await startPostgres(t);

  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);

  const files = applied.flat();
  assert.ok(files.includes('0001_stock.sql'));
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
  assert.equal(
    (await request(`${url}/stock-levels`, problemSchema)).status,
    503,
  );

  network.mend();
  await untilReady(url);
  assert.equal((await request(`${url}/stock-levels`, z.unknown())).status, 200);
});

test('a reservation that the database does not answer is a 503, nothing is held, and the same key works later', async t => {
  const databaseUrl = await startPostgres(t);
  const network = await startForwarder(t, databaseUrl);
  const { url } = await startService(t, { DATABASE_URL: network.url });
  const mug = await deliver(url, { kyiv: 5 });
  const intent = { key: randomUUID(), orderId: randomUUID() };

  network.cut();
  const cut = await reserve(url, { [mug]: 2 }, problemSchema, intent);
  assert.equal(cut.status, 503);
  assert.equal(cut.headers.get('retry-after'), '1');
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [5, 0] });

  network.mend();
  const again = await reserve(url, { [mug]: 2 }, z.unknown(), intent);
  assert.equal(again.status, 201);
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [5, 2] });
});

test(
  'a product that is locked for long fails its checkouts with a 503, and no others',
  { skip: realPostgres ? false : 'needs a real PostgreSQL' },
  async t => {
    const databaseUrl = await startPostgres(t, realPostgres);
    const { url } = await startService(t, {
      DATABASE_URL: databaseUrl,
      LOCK_TIMEOUT_MS: '50',
    });
    const mug = await deliver(url, { kyiv: 5 });
    const tea = await deliver(url, { kyiv: 5 });
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(
      'SELECT * FROM inventory.stock WHERE product_id = $1 FOR UPDATE',
      [mug],
    );
    forgetSpans();

    const locked = await reserve(url, { [mug]: 1 }, problemSchema);

    assert.equal(locked.status, 503);
    assert.equal(theSpan('SELECT stock').attributes['error.type'], '55P03');
    const free = await reserve(url, { [tea]: 1 }, z.unknown());
    assert.equal(free.status, 201);
    await client.end();
  },
);

test('the connections of the pool are counted', async t => {
  const { url } = await startService(t);
  await request(`${url}/stock-levels`, z.unknown());

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
