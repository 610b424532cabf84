import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { parse } from 'yaml';
import { z } from 'zod';
import { Tracer } from '../src/tracing/index.ts';
import { problemSchema, request, untilReady } from './support/http.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

/** Probes and pages, which are nobody's contract. */
const withoutContract = [
  '/healthz',
  '/readyz',
  '/openapi.yaml',
  '/diagnostics/callees',
  '/',
  '/products',
  '/products/:productId',
  '/cart',
  '/cart/lines',
  'GET /checkout',
  'POST /checkout',
  '/orders/:orderId',
];

beforeEach(forgetSpans);

test('a request goes on with the trace of its caller, and a problem names it', async t => {
  const { url } = await startService(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  const { body } = await request(
    `${url}/api/cart/lines/not-an-id`,
    problemSchema,
    {
      method: 'DELETE',
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    },
  );

  assert.equal(body.traceId, traceId);
  const server = endedSpans().find(span => span.kind === SpanKind.SERVER);
  assert.equal(server?.name, 'DELETE /api/cart/lines/:productId');
  assert.equal(server.spanContext().traceId, traceId);
  assert.equal(server.parentSpanContext?.spanId, '00f067aa0ba902b7');
  assert.equal(server.attributes['http.route'], '/api/cart/lines/:productId');
  assert.equal(server.attributes['http.response.status_code'], 400);
});

test('a trace goes from one instance to another over HTTP', async t => {
  const { url } = await startService(t);

  await new Tracer().start('CallOther', async () => {
    const response = await fetch(`${url}/api/cart`);
    await response.body?.cancel();
  });

  const outer = theSpan('CallOther');
  const client = theSpan('GET');
  const server = theSpan('GET /api/cart');
  assert.equal(client.kind, SpanKind.CLIENT);
  assert.equal(client.parentSpanContext?.spanId, outer.spanContext().spanId);
  assert.equal(client.attributes['server.address'], '127.0.0.1');
  assert.equal(server.parentSpanContext?.spanId, client.spanContext().spanId);
  const ids = endedSpans().map(span => span.spanContext().traceId);
  assert.deepEqual(new Set(ids), new Set([outer.spanContext().traceId]));
});

test('probes are answered and leave no traces', async t => {
  const { service, url } = await startService(t);
  const statusSchema = z.object({ status: z.string() });
  forgetSpans();

  assert.equal((await request(`${url}/healthz`, statusSchema)).status, 200);
  assert.equal((await untilReady(url)).status, 'ok');
  service.drain();
  const draining = await request(`${url}/readyz`, statusSchema);
  assert.deepEqual([draining.status, draining.body.status], [503, 'draining']);
  assert.equal((await request(`${url}/healthz`, statusSchema)).status, 200);
  assert.deepEqual(endedSpans(), []);
});

test('the API document is served and names every route', async t => {
  const { service, url } = await startService(t);
  const text = await (await fetch(`${url}/openapi.yaml`)).text();
  assert.equal(text, await readFile('openapi.yaml', 'utf8'));

  const documentSchema = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  });
  const { paths } = documentSchema.parse(parse(text));
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter(key => ['get', 'post', 'put', 'patch', 'delete'].includes(key))
      .map(method => ({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') })),
  );
  for (const { method, url: path } of operations) {
    assert.ok(
      service.app.hasRoute({ method: method.toUpperCase(), url: path }),
      `${method} ${path}`,
    );
  }
  assert.equal(
    operations.length + withoutContract.length,
    // HEAD comes with each GET; those lines are not operations of their own.
    service.app
      .printRoutes({ commonPrefix: false })
      .match(/(GET|POST|PUT|PATCH|DELETE)\b/g)?.length,
  );
});
