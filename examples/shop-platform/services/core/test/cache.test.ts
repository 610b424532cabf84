import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { startForwarder } from './support/forwarder.ts';
import { eventually, request, untilReady } from './support/http.ts';
import { startRedis } from './support/redis.ts';
import { addProduct, productSchema, startShop } from './support/shop.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const prefix = 'core-product';

beforeEach(forgetSpans);

test('the second read comes from the cache', async t => {
  const { url } = await startShop(t);
  const id = await addProduct({ url });
  const read = () => request(`${url}/products/${id}`, productSchema);

  forgetSpans();
  const product = (await read()).body;
  assert.equal(product.id, id);
  const miss = theSpan(`GET ${prefix}`);
  assert.equal(miss.kind, SpanKind.CLIENT);
  assert.equal(miss.attributes['cache.hit'], false);
  assert.equal(
    miss.parentSpanContext?.spanId,
    theSpan('GetProduct').spanContext().spanId,
  );
  theSpan(`SET ${prefix}`);

  forgetSpans();
  assert.deepEqual((await read()).body, product);
  assert.equal(theSpan(`GET ${prefix}`).attributes['cache.hit'], true);
  assert.ok(!endedSpans().some(span => span.name === 'SELECT products'));
});

test('without Redis requests succeed, the trace shows the failure, and the service stays ready', async t => {
  const network = await startForwarder(t, (await startRedis(t)).url);
  const { url } = await startShop(t, { REDIS_URL: network.url });
  const id = await addProduct({ url });
  network.cut();
  forgetSpans();

  const answer = await request(`${url}/products/${id}`, productSchema);

  assert.equal(answer.status, 200);
  const get = theSpan(`GET ${prefix}`);
  assert.equal(get.status.code, SpanStatusCode.ERROR);
  assert.equal(typeof get.attributes['error.type'], 'string');
  assert.equal(get.events.at(0)?.name, 'exception');
  assert.equal(theSpan('GetProduct').status.code, SpanStatusCode.UNSET);
  const { checks } = await untilReady(url);
  assert.equal(checks.find(({ name }) => name === 'redis')?.status, 'failed');

  network.mend();
  await eventually(async () => {
    forgetSpans();
    await request(`${url}/products/${id}`, productSchema);
    return (
      theSpan(`GET ${prefix}`).status.code === SpanStatusCode.UNSET || undefined
    );
  });
});

test('the service starts without Redis', async t => {
  const network = await startForwarder(t, 'redis://127.0.0.1:9');
  network.cut();

  const { url } = await startShop(t, {
    REDIS_URL: network.url,
    REDIS_TIMEOUT_MS: '250',
  });

  assert.equal(typeof (await addProduct({ url })), 'string');
});
