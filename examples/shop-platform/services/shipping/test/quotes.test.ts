import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { quoteByTariff } from '../src/quotes/tariff.ts';
import { moneySchema } from '../src/shipments/Shipment.ts';
import { startCarrier } from './shop/carrier.ts';
import { asJson, problemSchema, request } from './support/http.ts';
import { startService } from './support/service.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

const quoteSchema = z.object({
  price: moneySchema,
  deliverBy: z.iso.date(),
  estimated: z.boolean(),
});
const delivery = { method: 'branch', city: 'Lviv', branchNumber: 14 };
const declaredValue = { amount: 69800, currency: 'UAH' };
const quoteRequest = { delivery, weightGrams: 900, declaredValue };

beforeEach(forgetSpans);

test("the carrier's quote is passed on; without one the price list answers", async t => {
  const carrier = await startCarrier(t);
  const { url } = await startService(t, {
    CARRIER_URL: carrier.url,
    CARRIER_QUOTE_TIMEOUT_MS: '8000',
  });
  const ask = () =>
    request(`${url}/delivery-quotes`, quoteSchema, asJson(quoteRequest));

  const quoted = await ask();
  assert.deepEqual(quoted.body, {
    price: { amount: 8100, currency: 'UAH' },
    deliverBy: '2026-11-22',
    estimated: false,
  });
  assert.deepEqual(carrier.bodies, [quoteRequest]);

  for (const mood of ['silent', 'broken'] as const) {
    carrier.mood = mood;
    forgetSpans();
    const estimated = await ask();
    assert.equal(estimated.status, 200);
    assert.equal(estimated.body.estimated, true);
    assert.equal(estimated.body.price.amount, 7000 + 349);
    assert.equal(
      theSpan('nova-poshta quote').status.code,
      SpanStatusCode.ERROR,
    );
    const step = theSpan('QuoteDelivery');
    assert.equal(step.status.code, SpanStatusCode.UNSET);
    assert.equal(step.attributes['shop.quote.estimated'], true);
  }
});

test('a delivery that cannot be is refused, each wrong field named', async t => {
  const { url } = await startService(t);

  for (const [body, pointer] of [
    [
      { ...quoteRequest, delivery: { method: 'branch', city: 'Lviv' } },
      '/delivery/branchNumber',
    ],
    [
      { ...quoteRequest, delivery: { method: 'courier', city: 'Lviv' } },
      '/delivery/street',
    ],
    [{ ...quoteRequest, weightGrams: 30_001 }, '/weightGrams'],
    [
      { ...quoteRequest, declaredValue: { amount: 0.5, currency: 'UAH' } },
      '/declaredValue/amount',
    ],
  ] as const) {
    const answer = await request(
      `${url}/delivery-quotes`,
      problemSchema,
      asJson(body),
    );
    assert.equal(answer.status, 400);
    assert.deepEqual(
      answer.body.errors?.map(error => error.pointer),
      [pointer],
    );
  }
});

test('the price list knows weight, value, distance and the date in Kyiv', () => {
  // In Kyiv it is the 21st already.
  const now = new Date('2026-11-20T22:30:00Z');
  const courier = {
    method: 'courier' as const,
    city: 'Київ',
    street: 'Хрещатик 1',
  };

  assert.deepEqual(
    quoteByTariff(
      {
        delivery: courier,
        weightGrams: 2001,
        declaredValue: { amount: 10_001, currency: 'UAH' },
      },
      now,
    ),
    {
      price: { amount: 10_500 + 2 * 800 + 51, currency: 'UAH' },
      deliverBy: '2026-11-23',
    },
  );
});
