import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { shipmentSchema } from '../src/shipments/Shipment.ts';
import { startCarrier } from './shop/carrier.ts';
import {
  orderPlaced,
  orderTraceId,
  shipmentOf,
  startOrderEvents,
} from './shop/orderEvents.ts';
import { eventually, problemSchema, request } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const pageSchema = z.object({
  items: z.array(shipmentSchema),
  nextCursor: z.string().optional(),
});

beforeEach(forgetSpans);

test('an order that was placed gets one parcel, which is announced, in the trace of the order', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const { url } = await startService(t, {
    ...events.environment,
    CARRIER_URL: carrier.url,
  });
  const order = orderPlaced();

  const id = await events.publish('order.placed', order);
  await events.publish('order.placed', order, id);
  await events.publish('order.placed', order);

  const shipment = await shipmentOf(url, order.orderId, 'registered');
  const trackingNumber = `TN${order.orderId}`;
  assert.equal(shipment.trackingNumber, trackingNumber);
  assert.deepEqual(shipment.delivery, order.delivery);
  const shipped = await eventually(async () => {
    const found = await events.published('order.shipped');
    return found.length > 0 ? found : undefined;
  });
  assert.deepEqual(shipped, [
    {
      orderId: order.orderId,
      customerId: order.customerId,
      shipmentId: shipment.id,
      trackingNumber,
      deliverBy: '2026-11-22',
    },
  ]);
  assert.deepEqual(carrier.calls, [`PUT /parcels/${order.orderId}`]);

  const step = theSpan('RegisterShipment');
  assert.equal(step.attributes['shop.order.id'], order.orderId);
  const call = theSpan('nova-poshta register');
  assert.equal(call.kind, SpanKind.CLIENT);
  assert.equal(call.parentSpanContext?.spanId, step.spanContext().spanId);
  const send = await eventually(() =>
    endedSpans().find(span => span.name === `send ${events.stream}`),
  );
  for (const span of [step, call, theSpan('PUT', SpanKind.CLIENT), send]) {
    assert.equal(span.spanContext().traceId, orderTraceId, span.name);
  }
});

test('a carrier that does not answer is asked again; one that refuses is not', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, {
    ...events.environment,
    DATABASE_URL: databaseUrl,
    CARRIER_URL: carrier.url,
    CARRIER_TIMEOUT_MS: '8000',
  });
  const order = orderPlaced();
  carrier.mood = 'silent';
  await events.publish('order.placed', order);
  const failed = await eventually(() =>
    endedSpans().find(span => span.name === 'nova-poshta register'),
  );
  assert.equal(failed.status.code, SpanStatusCode.ERROR);
  const waiting = await shipmentOf(url, order.orderId, 'pending');
  const early = await request(
    `${url}/shipments/${waiting.id}/retry`,
    problemSchema,
    { method: 'POST' },
  );
  assert.equal(early.status, 409);

  carrier.mood = 'refusing';
  const refused = await shipmentOf(url, order.orderId, 'failed');
  assert.equal(refused.failure, 'Too heavy');
  assert.deepEqual(await events.published('order.shipped'), []);
  const calls = carrier.calls.length;

  carrier.mood = 'well';
  const retried = await request(
    `${url}/shipments/${refused.id}/retry`,
    shipmentSchema,
    { method: 'POST' },
  );
  assert.deepEqual([retried.status, retried.body.status], [202, 'pending']);
  assert.equal(retried.body.failure, undefined);
  await shipmentOf(url, order.orderId, 'registered');
  assert.equal(carrier.calls.length, calls + 1);
});

test('an order that was cancelled keeps no parcel, whenever that is heard', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const { url } = await startService(t, {
    ...events.environment,
    CARRIER_URL: carrier.url,
  });
  const [known, late] = [orderPlaced(), orderPlaced()];
  await events.publish('order.placed', known);
  await shipmentOf(url, known.orderId, 'registered');

  await events.publish('order.cancelled', { orderId: known.orderId });
  await events.publish('order.cancelled', { orderId: late.orderId });
  await events.publish('order.placed', late);

  await shipmentOf(url, known.orderId, 'returned');
  assert.equal(carrier.calls.at(-1), `DELETE /parcels/${known.orderId}`);
  await eventually(
    () =>
      endedSpans().filter(span => span.name === 'CreateShipment').length >= 2 ||
      undefined,
  );
  const { body } = await request(
    `${url}/shipments?orderId=${late.orderId}`,
    pageSchema,
  );
  assert.deepEqual(body.items, []);
});

test('a cancellation while the carrier is asked calls the parcel back and announces nothing', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const { url } = await startService(t, {
    ...events.environment,
    CARRIER_URL: carrier.url,
  });
  const order = orderPlaced();
  carrier.mood = 'silent';
  await events.publish('order.placed', order);
  await eventually(() => carrier.calls.length > 0 || undefined);

  await events.publish('order.cancelled', { orderId: order.orderId });
  await eventually(
    () =>
      endedSpans().filter(({ name }) => name === `process ${events.stream}`)
        .length >= 2 || undefined,
  );
  carrier.mood = 'well';
  carrier.answerLate();

  await shipmentOf(url, order.orderId, 'returned');
  assert.deepEqual(carrier.calls, [
    `PUT /parcels/${order.orderId}`,
    `DELETE /parcels/${order.orderId}`,
  ]);
  assert.ok(!endedSpans().some(({ name }) => name === 'INSERT outbox'));
});

test('two pods register each parcel once, and pages list them all', async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const environment = {
    ...events.environment,
    DATABASE_URL: await startPostgres(t),
    CARRIER_URL: carrier.url,
  };
  const { url } = await startService(t, environment);
  await startService(t, environment);
  const orders = Array.from({ length: 12 }, () => orderPlaced());

  await Promise.all(orders.map(order => events.publish('order.placed', order)));

  for (const order of orders) {
    await shipmentOf(url, order.orderId, 'registered');
  }
  assert.deepEqual(
    carrier.calls.toSorted(),
    orders.map(({ orderId }) => `PUT /parcels/${orderId}`).toSorted(),
  );

  const listed: string[] = [];
  let cursor = '';
  do {
    const { body } = await request(
      `${url}/shipments?status=registered&limit=5${cursor}`,
      pageSchema,
    );
    listed.push(...body.items.map(({ orderId }) => orderId));
    cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  assert.deepEqual(
    listed.toSorted(),
    orders.map(({ orderId }) => orderId).toSorted(),
  );
});
