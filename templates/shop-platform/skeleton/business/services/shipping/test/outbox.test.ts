import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Client } from 'pg';
import { startCarrier } from './shop/carrier.ts';
import {
  orderPlaced,
  shipmentOf,
  startOrderEvents,
} from './shop/orderEvents.ts';
import { startForwarder } from './support/forwarder.ts';
import { eventually } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans } from './support/telemetry.ts';

beforeEach(forgetSpans);

test('what happened while Redis was away is announced when it is back', async t => {
  const events = await startOrderEvents(t);
  const network = await startForwarder(t, events.environment.REDIS_URL ?? '');
  const carrier = await startCarrier(t);
  carrier.mood = 'broken';
  const { url } = await startService(t, {
    ...events.environment,
    REDIS_URL: network.url,
    CARRIER_URL: carrier.url,
  });
  const order = orderPlaced();
  await events.publish('order.placed', order);
  await eventually(() => carrier.calls.length > 0 || undefined);

  network.cut();
  carrier.mood = 'well';
  await shipmentOf(url, order.orderId, 'registered');
  assert.deepEqual(await events.published('order.shipped'), []);
  network.mend();

  await eventually(
    async () =>
      (await events.published('order.shipped')).length > 0 || undefined,
  );
});

test('a shipment whose news cannot be kept stays pending, and is one parcel in the end', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, {
    ...events.environment,
    DATABASE_URL: databaseUrl,
    CARRIER_URL: carrier.url,
  });
  const run = async (statement: string) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run('ALTER TABLE "shipping".outbox RENAME TO outbox_away');
  const order = orderPlaced();
  await events.publish('order.placed', order);
  // As when the process dies between the carrier's answer and the commit.
  await eventually(() =>
    endedSpans().find(
      span => span.name === 'RegisterShipment' && span.status.code === 2,
    ),
  );
  await shipmentOf(url, order.orderId, 'pending');

  await run('ALTER TABLE "shipping".outbox_away RENAME TO outbox');
  // The lease of the worker that failed is over.
  await run('UPDATE "shipping".shipments SET next_attempt_at = now()');

  await shipmentOf(url, order.orderId, 'registered');
  assert.deepEqual(new Set(carrier.calls).size, 1);
  await eventually(
    async () =>
      (await events.published('order.shipped')).length === 1 || undefined,
  );
});
