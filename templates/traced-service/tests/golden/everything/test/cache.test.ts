import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { itemSchema } from '../src/items/Item.ts';
import { startForwarder } from './support/forwarder.ts';
import { asJson, eventually, request, untilReady } from './support/http.ts';
import { startRedis } from './support/redis.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const newItem = { name: 'mug', price: { amount: 25000, currency: 'UAH' } };
const prefix = 'loyalty-points-items';

beforeEach(forgetSpans);

test('the second read comes from the cache', async t => {
  const { url } = await startService(t);
  const { body: item } = await request(
    `${url}/items`,
    itemSchema,
    asJson(newItem),
  );
  const read = () => request(`${url}/items/${item.id}`, itemSchema);

  forgetSpans();
  assert.deepEqual((await read()).body, item);
  const miss = theSpan(`GET ${prefix}`);
  assert.equal(miss.kind, SpanKind.CLIENT);
  assert.equal(miss.attributes['cache.hit'], false);
  assert.equal(
    miss.parentSpanContext?.spanId,
    theSpan('GetItem').spanContext().spanId,
  );
  theSpan(`SET ${prefix}`);

  forgetSpans();
  assert.deepEqual((await read()).body, item);
  assert.equal(theSpan(`GET ${prefix}`).attributes['cache.hit'], true);
  assert.ok(!endedSpans().some(span => span.name === 'SELECT items'));
});

test('without Redis requests succeed, the trace shows the failure, and the service stays ready', async t => {
  const network = await startForwarder(t, (await startRedis(t)).url);
  const { url } = await startService(t, { REDIS_URL: network.url });
  const { body: item } = await request(
    `${url}/items`,
    itemSchema,
    asJson(newItem),
  );
  network.cut();
  forgetSpans();

  const answer = await request(`${url}/items/${item.id}`, itemSchema);

  assert.equal(answer.status, 200);
  const get = theSpan(`GET ${prefix}`);
  assert.equal(get.status.code, SpanStatusCode.ERROR);
  assert.equal(typeof get.attributes['error.type'], 'string');
  assert.equal(get.events.at(0)?.name, 'exception');
  assert.equal(theSpan('GetItem').status.code, SpanStatusCode.UNSET);
  const { checks } = await untilReady(url);
  assert.equal(checks.find(({ name }) => name === 'redis')?.status, 'failed');

  network.mend();
  await eventually(async () => {
    forgetSpans();
    await request(`${url}/items/${item.id}`, itemSchema);
    return (
      theSpan(`GET ${prefix}`).status.code === SpanStatusCode.UNSET || undefined
    );
  });
});

test('the service starts without Redis', async t => {
  const network = await startForwarder(t, 'redis://127.0.0.1:9');
  network.cut();

  const { url } = await startService(t, {
    REDIS_URL: network.url,
    REDIS_TIMEOUT_MS: '250',
  });

  const answer = await request(`${url}/items`, itemSchema, asJson(newItem));
  assert.equal(answer.status, 201);
});
