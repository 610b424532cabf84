import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { z } from 'zod';
import { startCarrier } from './shop/carrier.ts';
import {
  orderPlaced,
  orderTraceId,
  shipmentOf,
  startOrderEvents,
} from './shop/orderEvents.ts';
import { eventually, problemSchema, request } from './support/http.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans } from './support/telemetry.ts';

const secret = 'a secret of the tests';
const deliveredAt = '2026-11-22T15:20:00.000Z';

beforeEach(forgetSpans);

function callback(update: object, key = secret): RequestInit {
  const body = JSON.stringify(update);
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature': createHmac('sha256', key).update(body).digest('hex'),
    },
    body,
  };
}

test("the carrier's signed updates move a parcel on, once and never back", async t => {
  const events = await startOrderEvents(t);
  const carrier = await startCarrier(t);
  const { url } = await startService(t, {
    ...events.environment,
    CARRIER_URL: carrier.url,
    CARRIER_CALLBACK_SECRET: secret,
  });
  const order = orderPlaced();
  await events.publish('order.placed', order);
  const { id, trackingNumber } = await shipmentOf(
    url,
    order.orderId,
    'registered',
  );
  const update = (status: string) => ({
    trackingNumber,
    status,
    at: deliveredAt,
  });
  const send = (init: RequestInit) =>
    request(`${url}/carrier/callback`, z.unknown(), init);

  for (const [init, status] of [
    [callback(update('in_transit'), 'another secret'), 401],
    [{ ...callback({}), headers: { 'content-type': 'application/json' } }, 401],
    [callback(update('lost')), 400],
    [callback({ ...update('delivered'), trackingNumber: 'unknown' }), 404],
    [callback(update('in_transit')), 204],
    [callback(update('delivered')), 204],
    [callback(update('delivered')), 204],
    [callback(update('in_transit')), 204],
  ] as const) {
    assert.equal((await send(init)).status, status);
  }

  await shipmentOf(url, order.orderId, 'delivered');
  const delivered = await eventually(async () => {
    const found = await events.published('order.delivered');
    return found.length > 0 ? found : undefined;
  });
  const { orderId, customerId } = order;
  assert.deepEqual(delivered, [
    { orderId, customerId, shipmentId: id, deliveredAt },
  ]);
  const taken = endedSpans().find(
    span =>
      span.name === 'TakeCarrierUpdate' &&
      span.attributes['shop.order.id'] === orderId,
  );
  assert.equal(taken?.links.at(0)?.context.traceId, orderTraceId);
  assert.notEqual(taken.spanContext().traceId, orderTraceId);
});

test('without a secret nobody can move parcels', async t => {
  const { url } = await startService(t);

  const { status } = await request(
    `${url}/carrier/callback`,
    problemSchema,
    callback(
      { trackingNumber: '1', status: 'delivered', at: deliveredAt },
      'undefined',
    ),
  );

  assert.equal(status, 401);
});

test('where there is no carrier, a simulated one takes parcels and delivers them', async t => {
  const events = await startOrderEvents(t);
  const { url } = await startService(t, {
    ...events.environment,
    SIMULATED_LEG_MS: '1',
  });
  // This one is not among those that the simulated carrier refuses.
  const order = orderPlaced({
    orderId: '9b7d7a0e-6a53-4a38-9c56-4e1f5d3a2b11',
    customerId: randomUUID(),
  });
  await events.publish('order.placed', order);

  const { trackingNumber } = await shipmentOf(url, order.orderId, 'delivered');

  assert.match(trackingNumber ?? '', /^2045[0-9]{10}$/);
  await eventually(
    async () =>
      (await events.published('order.delivered')).length === 1 || undefined,
  );
  const call = endedSpans().find(span => span.name === 'nova-poshta register');
  assert.equal(call?.kind, SpanKind.CLIENT);
  assert.equal(call.attributes['server.address'], undefined);
});
