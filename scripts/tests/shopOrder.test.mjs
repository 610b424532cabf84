// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLLOWED, missingFrom, PLACED } from '../lib/shopOrder.mjs';

const BUYER = '00f067aa0ba902b7';

/** The trace of an order as the portal answers with it, without what nobody reads here. */
const SPANS = /** @type {const} */ ([
  ['a1', BUYER, 'storefront-service', 'POST /api/checkout'],
  ['a2', 'a1', 'storefront-service', 'POST'],
  ['b1', 'a2', 'core-service', 'POST /orders'],
  ['b2', 'b1', 'core-service', 'CreateOrder'],
  ['b3', 'b2', 'core-service', 'POST'],
  ['c1', 'b3', 'inventory-service', 'POST /reservations'],
  ['c2', 'c1', 'inventory-service', 'ReserveStock'],
  ['b4', 'b2', 'core-service', 'POST'],
  ['d1', 'b4', 'payments-service', 'POST /payments'],
  ['d2', 'd1', 'payments-service', 'ChargePayment'],
  ['d3', 'd2', 'payments-service', 'liqpay charge'],
  ['b5', 'b2', 'core-service', 'send shop:order-events'],
  ['e1', 'b5', 'shipping-service', 'process shop:order-events'],
  ['f1', 'b5', 'notifications-service', 'process shop:order-events'],
]);

/** @param {(span: typeof SPANS[number]) => boolean} isThere */
function traceOf(isThere) {
  const services = [...new Set(SPANS.map(([, , service]) => service))];
  return {
    resources: services.map(service => ({ service })),
    spans: SPANS.filter(isThere).map(
      ([spanId, parentSpanId, service, operation]) => ({
        spanId,
        parentSpanId,
        resource: services.indexOf(service),
        operation,
      }),
    ),
  };
}

test('the trace of an order is whole with the steps of all its services', () => {
  assert.deepEqual(
    missingFrom(
      traceOf(() => true),
      BUYER,
      FOLLOWED,
    ),
    [],
  );
});

test('each service that has said nothing yet is missed, also when others name it', () => {
  for (const late of [
    'core-service',
    'inventory-service',
    'payments-service',
    'shipping-service',
    'notifications-service',
  ]) {
    const missing = missingFrom(
      traceOf(([, , service]) => service !== late),
      BUYER,
      FOLLOWED,
    );
    assert.ok(
      missing.some(what => what.startsWith(`${late} `)),
      `${late}: ${missing}`,
    );
  }
});

test('an order is placed before others have heard of it', () => {
  const trace = traceOf(
    ([, , , operation]) => !operation.endsWith('order-events'),
  );
  assert.deepEqual(missingFrom(trace, BUYER, PLACED), []);
  assert.deepEqual(
    missingFrom(trace, BUYER, FOLLOWED),
    FOLLOWED.slice(PLACED.length),
  );
});

test('a span that others are below is missed', () => {
  assert.deepEqual(
    missingFrom(
      traceOf(([id]) => id !== 'b4'),
      BUYER,
      FOLLOWED,
    ),
    ['what POST /payments is below'],
  );
  // Of the buyer there is none, and that of somebody else is not the buyer's.
  assert.deepEqual(
    missingFrom(
      traceOf(() => true),
      'another',
      FOLLOWED,
    ),
    ['what POST /api/checkout is below'],
  );
});

test('an answer without a span is without everything', () => {
  assert.equal(
    missingFrom({ resources: [], spans: [] }, BUYER, PLACED).length,
    PLACED.length,
  );
});
