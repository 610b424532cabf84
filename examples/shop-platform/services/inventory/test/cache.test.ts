import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { startForwarder } from './support/forwarder.ts';
import { eventually, request, untilReady } from './support/http.ts';
import { startRedis } from './support/redis.ts';
import { startService } from './support/service.ts';
import { deliver, hold, levelPageSchema } from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const prefix = 'inventory-levels';

beforeEach(forgetSpans);

test('the second read comes from the cache; a reservation never does', async t => {
  const { url } = await startService(t, { CACHE_TTL_SECONDS: '60' });
  const mug = await deliver(url, { kyiv: 5 });
  const tea = await deliver(url, { kyiv: 5 });
  const read = (...ids: string[]) =>
    request(
      `${url}/stock-levels?${ids.map(id => `productId=${id}`).join('&')}`,
      levelPageSchema,
    );

  forgetSpans();
  const { body: first } = await read(mug, tea);
  const miss = theSpan(`GET ${prefix}`);
  assert.equal(miss.kind, SpanKind.CLIENT);
  assert.equal(miss.attributes['cache.hit'], false);
  assert.equal(
    miss.parentSpanContext?.spanId,
    theSpan('ListStockLevels').spanContext().spanId,
  );
  theSpan(`SET ${prefix}`);

  await hold(url, { [mug]: 5 });
  forgetSpans();
  // The other order of products is the same question.
  assert.deepEqual((await read(tea, mug)).body, first);
  assert.equal(theSpan(`GET ${prefix}`).attributes['cache.hit'], true);
  assert.ok(!endedSpans().some(span => span.name === 'SELECT stock'));
});

test('without Redis requests succeed, the trace shows the failure, and the service stays ready', async t => {
  const network = await startForwarder(t, (await startRedis(t)).url);
  const { url } = await startService(t, { REDIS_URL: network.url });
  const read = () => request(`${url}/stock-levels`, levelPageSchema);
  network.cut();
  forgetSpans();

  assert.equal((await read()).status, 200);

  const get = theSpan(`GET ${prefix}`);
  assert.equal(get.status.code, SpanStatusCode.ERROR);
  assert.equal(typeof get.attributes['error.type'], 'string');
  assert.equal(get.events.at(0)?.name, 'exception');
  assert.equal(theSpan('ListStockLevels').status.code, SpanStatusCode.UNSET);
  const { checks } = await untilReady(url);
  assert.equal(checks.find(({ name }) => name === 'redis')?.status, 'failed');

  network.mend();
  await eventually(async () => {
    forgetSpans();
    await read();
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

  const mug = await deliver(url, { kyiv: 1 });
  assert.equal((await hold(url, { [mug]: 1 })).status, 'held');
});
