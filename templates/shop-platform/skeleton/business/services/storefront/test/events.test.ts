import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Client } from 'pg';
import { z } from 'zod';
import { mugId } from './support/callees.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually, problemSchema } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startVisit, type Visit } from './support/shop.ts';

const acceptedSchema = z.object({ accepted: z.number() });

function event(changes: object = {}) {
  return {
    eventId: randomUUID(),
    type: 'product_view',
    occurredAt: new Date().toISOString(),
    productId: mugId,
    page: '/products',
    ...changes,
  };
}

async function send({ call }: Visit, events: object[]) {
  return await call('POST', '/api/events', acceptedSchema, {
    body: { events },
  });
}

function reader(databaseUrl: string) {
  return async (count: number) =>
    await eventually(async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        const { rows } = await client.query(
          'SELECT id, session_id FROM storefront.events',
        );
        return rows.length >= count ? rows : undefined;
      } finally {
        await client.end();
      }
    });
}

test('events are written once each, with the session; old ones are dropped', async t => {
  const databaseUrl = await startPostgres(t);
  const stored = reader(databaseUrl);
  const visit = await startVisit(t, {
    DATABASE_URL: databaseUrl,
    EVENTS_FLUSH_MS: '10',
  });
  const seen = event();
  const old = event({ occurredAt: '2020-01-01T00:00:00Z' });

  const { status, body } = await send(visit, [seen, old]);
  await send(visit, [seen]);
  await send(visit, [event({ type: 'search', query: 'mug' })]);

  assert.equal(status, 202);
  assert.equal(body.accepted, 1);
  const rows = await stored(2);
  assert.equal(rows.length, 2);
  assert.deepEqual(rows[0], { id: seen.eventId, session_id: visit.session });
});

test('events wait while the database is away', async t => {
  const databaseUrl = await startPostgres(t);
  const network = await startForwarder(t, databaseUrl);
  const visit = await startVisit(t, {
    DATABASE_URL: network.url,
    EVENTS_FLUSH_MS: '10',
  });
  network.cut();

  assert.equal((await send(visit, [event()])).body.accepted, 1);
  assert.equal((await send(visit, [event()])).body.accepted, 1);
  network.mend();

  assert.equal((await reader(databaseUrl)(2)).length, 2);
});

test('a batch with a wrong event is refused as a whole', async t => {
  const { call } = await startVisit(t);
  for (const events of [
    [],
    [event({ type: 'purchase' })],
    [event(), event({ productId: undefined })],
    [event({ eventId: '1' })],
    Array.from({ length: 101 }, () => event()),
  ]) {
    const { status } = await call('POST', '/api/events', problemSchema, {
      body: { events },
    });
    assert.equal(status, 400);
  }
});
