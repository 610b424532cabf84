import { expect, test } from '@playwright/test';
import {
  AnnouncedEvent,
  announcedEvents,
  FOLLOWERS,
  handledBy,
  unannouncedOrders,
} from './support/shopDatabase';
import { ask, OF_THE_SHOP, ofTheHour, readHour } from './support/spans';

/** An event that a pod took and did not finish is taken over after half a minute. */
const TAKEN_OVER = 100_000;

test('each order that is paid for is announced, and each event is handled by all whom it concerns', async () => {
  test.setTimeout(TAKEN_OVER + 60_000);
  expect(await unannouncedOrders()).toEqual([]);
  const events = await announcedEvents();
  expect(events.length).toBeGreaterThanOrEqual(readHour().orders);
  for (const service of FOLLOWERS) {
    await expect(async () => {
      const handled = new Set(await handledBy(service, events));
      const left = events.filter(({ id }) => !handled.has(id));
      expect(left, `not handled by ${service}`).toEqual([]);
    }).toPass({ timeout: TAKEN_OVER });
  }
});

/** Who sent an event and who took it, with the trace that each of them is in. */
async function spansOfEvents(): Promise<Set<string>> {
  const spans = await ask(`
    SELECT DISTINCT TraceId AS trace, SpanKind AS kind, ServiceName AS service,
      SpanAttributes['messaging.message.id'] AS id
    FROM otel_traces
    WHERE ${OF_THE_SHOP} AND SpanKind IN ('Producer', 'Consumer') AND StatusCode != 'Error'`);
  return new Set(
    spans.map(({ trace, kind, service, id }) =>
      kind === 'Producer'
        ? `${id} sent in ${trace}`
        : `${id} taken by ${service} in ${trace}`,
    ),
  );
}

const expectedOf = ({ id, traceId }: AnnouncedEvent) => [
  `${id} sent in ${traceId}`,
  ...FOLLOWERS.map(
    service => `${id} taken by ${service}-service in ${traceId}`,
  ),
];

test('the trace of an order goes on through the stream of events', async () => {
  const hour = readHour();
  const inTheHour = ofTheHour(hour);
  const began = Date.parse(hour.began);
  const events = (await announcedEvents()).filter(
    ({ occurredAt }) =>
      +occurredAt >= began && +occurredAt < began + hour.seconds * 1_000,
  );
  expect(events.length).toBeGreaterThanOrEqual(hour.orders);
  // A pod that is begun again may not have handed over its last spans, whether a
  // visit broke off with it or nobody waited for it, as for one that follows events.
  const lost = 10 * hour.broken + Math.ceil(events.length / 100);
  // What was ordered a moment ago is still on its way.
  await expect(async () => {
    const found = await spansOfEvents();
    const missing = events.flatMap(expectedOf).filter(span => !found.has(span));
    expect(missing.slice(lost)).toEqual([]);
  }).toPass({ timeout: TAKEN_OVER });

  // The consumer is a child of the span that sent the event, and linked to it.
  const [taken] = await ask(`
    SELECT count() AS all,
      countIf(length(Links.SpanId) = 1 AND Links.SpanId[1] = ParentSpanId AND Links.TraceId[1] = TraceId) AS linked,
      countIf((TraceId, ParentSpanId, SpanAttributes['messaging.message.id']) IN (
        SELECT TraceId, SpanId, SpanAttributes['messaging.message.id'] FROM otel_traces
        WHERE ${OF_THE_SHOP} AND SpanKind = 'Producer')) AS sent
    FROM otel_traces WHERE ${inTheHour} AND SpanKind = 'Consumer'`);
  expect(taken.all).toBeGreaterThan(0);
  expect(taken.linked).toBe(taken.all);
  expect(Number(taken.all) - Number(taken.sent)).toBeLessThanOrEqual(lost);
});
