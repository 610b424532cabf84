import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import { migrate } from '../src/database/migrate.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually, request, untilReady } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import { startVisit } from './support/shop.ts';
import { currentMetrics, forgetSpans } from './support/telemetry.ts';

beforeEach(forgetSpans);

test('migrations are applied once, also by pods that start together', async t => {
  const url = await startPostgres(t);

  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);

  const files = applied.flat();
  assert.ok(files.includes('0001_events.sql'));
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

  network.mend();
  await untilReady(url);
});

test('the connections of the pool are counted', async t => {
  const { call } = await startVisit(t, { EVENTS_FLUSH_MS: '10' });
  const event = {
    eventId: randomUUID(),
    type: 'page_view',
    occurredAt: new Date().toISOString(),
  };
  await call('POST', '/api/events', z.unknown(), { body: { events: [event] } });

  const states = await eventually(async () => {
    const count = (await currentMetrics()).find(
      ({ descriptor }) => descriptor.name === 'db.client.connection.count',
    );
    return count?.dataPoints.map(
      ({ attributes }) => attributes['db.client.connection.state'],
    );
  });

  assert.ok(states.includes('used') && states.includes('idle'), String(states));
});
