import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { parse } from 'yaml';
import { z } from 'zod';
import { itemSchema } from '../src/items/Item.ts';
import { Tracer } from '../src/tracing/index.ts';
import { asJson, problemSchema, request, untilReady } from './support/http.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans, theSpan } from './support/telemetry.ts';

const price = { amount: 129900, currency: 'UAH' };
const pageSchema = z.object({
  items: z.array(itemSchema),
  nextCursor: z.string().optional(),
});

beforeEach(forgetSpans);

test('an item is created, read and listed, newest first, page by page', async t => {
  const { url } = await startService(t);
  const created: string[] = [];
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    const answer = await request(
      `${url}/items`,
      itemSchema,
      asJson({ name, price }),
    );
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('location'), `/items/${answer.body.id}`);
    created.push(answer.body.id);
  }

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await request(`${url}/items?limit=2${query}`, pageSchema);
    listed.push(...body.items.map(item => item.id));
    cursor = body.nextCursor;
  } while (cursor !== undefined);

  assert.deepEqual(new Set(listed), new Set(created));
  assert.equal(listed.length, 5);
  const one = await request(`${url}/items/${created[0]}`, itemSchema);
  assert.equal(one.body.name, 'one');
});

test('wrong input is refused with each wrong field named', async t => {
  const { url } = await startService(t);

  const wrong = await request(
    `${url}/items`,
    problemSchema,
    asJson({ name: '', price: { amount: 0.5, currency: 'UAH' } }),
  );
  assert.equal(wrong.status, 400);
  assert.equal(
    wrong.headers.get('content-type'),
    'application/problem+json; charset=utf-8',
  );
  assert.deepEqual(
    wrong.body.errors?.map(({ pointer }) => pointer),
    ['/name', '/price/amount'],
  );

  for (const [path, status] of [
    ['/items?limit=0', 400],
    ['/items?cursor=bm9uc2Vuc2U', 400],
    ['/items/not-an-id', 400],
    ['/items/00000000-0000-4000-8000-000000000000', 404],
    ['/nowhere', 404],
  ] as const) {
    const answer = await request(`${url}${path}`, problemSchema);
    assert.equal(answer.status, status, path);
    assert.equal(answer.body.status, status, path);
  }

  const broken = await request(`${url}/items`, problemSchema, {
    ...asJson({}),
    body: '{',
  });
  assert.equal(broken.status, 400);
});

test('a request goes on with the trace of its caller, and a problem names it', async t => {
  const { url } = await startService(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  const { body } = await request(
    `${url}/items/00000000-0000-4000-8000-000000000000`,
    problemSchema,
    {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    },
  );

  assert.equal(body.traceId, traceId);
  const server = endedSpans().find(span => span.kind === SpanKind.SERVER);
  assert.equal(server?.name, 'GET /items/:itemId');
  assert.equal(server.spanContext().traceId, traceId);
  assert.equal(server.parentSpanContext?.spanId, '00f067aa0ba902b7');
  assert.equal(server.attributes['http.route'], '/items/:itemId');
  assert.equal(server.attributes['http.response.status_code'], 404);
});

test('a trace goes from one instance to another over HTTP', async t => {
  const { url } = await startService(t);

  await new Tracer().start('CallOther', async () => {
    const response = await fetch(`${url}/items`);
    await response.body?.cancel();
  });

  const outer = theSpan('CallOther');
  const client = theSpan('GET');
  const server = theSpan('GET /items');
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
    operations.length,
    // HEAD comes with each GET; those lines are not operations of their own.
    service.app
      .printRoutes({ commonPrefix: false })
      .match(/(GET|POST|PUT|PATCH|DELETE)\b/g)?.length,
  );
});
