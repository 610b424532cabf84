import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dataFolder } from './support/portal';
import { buy } from './support/shop';

/** What the shop's own processes have sent, and not the generated traces beside them. */
const OF_THE_SHOP = `ResourceAttributes['k8s.namespace.name'] = 'shop'
  AND ResourceAttributes['k8s.pod.name'] != ''`;

async function ask(query: string): Promise<Record<string, number | string>[]> {
  const { clickhouse } = JSON.parse(
    readFileSync(join(dataFolder(), 'endpoints.json'), 'utf8'),
  );
  const { username, password, origin } = new URL(clickhouse);
  const response = await fetch(origin, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(
        `${username}:${decodeURIComponent(password)}`,
      )}`,
    },
    body: `${query} SETTINGS output_format_json_quote_64bit_integers = 0 FORMAT JSON`,
  });
  expect(response.status).toBe(200);
  return (await response.json()).data;
}

test('the hour that has passed in the shop left the traffic of a shop', async () => {
  const services = await ask(`
    SELECT ServiceName AS service, count() AS spans FROM otel_traces
    WHERE ${OF_THE_SHOP} AND SpanKind IN ('Server', 'Consumer')
    GROUP BY service ORDER BY service`);
  // A service that somebody has created is in the shop, too.
  expect(services.map(({ service }) => service)).toEqual(
    expect.arrayContaining([
      'core-service',
      'inventory-service',
      'notifications-service',
      'payments-service',
      'shipping-service',
      'storefront-service',
    ]),
  );

  // Few requests fail, and not none: the payment provider does not always answer.
  expect([202, 503, 504]).toContain(await buy('tok_timeout'));
  await expect(async () => {
    const [requests] = await ask(`
      SELECT count() AS all,
        countIf(toUInt16OrZero(SpanAttributes['http.response.status_code']) >= 500) / all AS failed,
        countIf(SpanName = 'liqpay charge' AND StatusCode = 'Error') AS unpaid
      FROM otel_traces
      WHERE ${OF_THE_SHOP} AND (SpanKind = 'Server' OR SpanName = 'liqpay charge')`);
    expect(requests.all).toBeGreaterThan(300);
    expect(requests.failed).toBeLessThan(0.1);
    expect(requests.unpaid).toBeGreaterThan(0);
  }).toPass({ timeout: 30_000 });

  // What a customer waits for is answered like a shop's pages, on a machine that does much besides.
  const waits = await ask(`
    SELECT ServiceName AS service, quantile(0.5)(Duration) / 1e6 AS median,
      quantile(0.95)(Duration) / 1e6 AS p95
    FROM otel_traces
    WHERE ${OF_THE_SHOP} AND SpanKind = 'Server'
      AND ServiceName IN ('storefront-service', 'core-service', 'inventory-service')
    GROUP BY service ORDER BY service`);
  expect(waits).toHaveLength(3);
  for (const { median, p95 } of waits) {
    expect(median).toBeGreaterThan(0.1);
    expect(median).toBeLessThan(1_000);
    expect(p95).toBeGreaterThan(Number(median));
    expect(p95).toBeLessThan(5_000);
  }

  // The provider takes its time, and now and then refuses a card.
  const [charges] = await ask(`
    SELECT count() AS all, countIf(StatusCode = 'Error') / all AS failed,
      quantile(0.5)(Duration) / 1e6 AS median
    FROM otel_traces WHERE ${OF_THE_SHOP} AND SpanName = 'liqpay charge'`);
  expect(charges.all).toBeGreaterThan(5);
  // Of a handful, chance may refuse half.
  expect(charges.failed).toBeLessThan(1);
  expect(charges.median).toBeGreaterThan(40);
  expect(charges.median).toBeLessThan(2_000);
});

test('the trace of an order goes on through the stream of events', async () => {
  // What was ordered a moment ago is still on its way.
  await expect(async () => {
    const [orders] = await ask(`
      SELECT count() AS orders,
        countIf(has(kinds, 'Producer')) AS announced,
        countIf(has(services, 'shipping-service') AND has(services, 'notifications-service')) AS followed
      FROM (
        SELECT TraceId, groupUniqArray(SpanKind) AS kinds, groupUniqArray(ServiceName) AS services,
          countIf(SpanName = 'POST /orders' AND SpanAttributes['http.response.status_code'] = '201') AS placed
        FROM otel_traces WHERE ${OF_THE_SHOP} GROUP BY TraceId HAVING placed > 0
      )`);
    expect(orders.orders).toBeGreaterThan(3);
    expect(Number(orders.announced) / Number(orders.orders)).toBeGreaterThan(
      0.7,
    );
    expect(Number(orders.followed) / Number(orders.orders)).toBeGreaterThan(
      0.7,
    );
  }).toPass({ timeout: 60_000 });
});
