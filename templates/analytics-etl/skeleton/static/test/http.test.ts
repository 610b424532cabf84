import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { asJson, eventually, problemSchema, request } from './support/http.ts';
import { apiToken, startService } from './support/service.ts';
import { Shop } from './support/shop.ts';
import { createStores, needsStores } from './support/stores.ts';

const authorization = `Bearer ${apiToken}`;
const withToken = (init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { ...init.headers, authorization },
});

const tableStateSchema = z.object({
  table: z.string(),
  lagSeconds: z.number(),
  rows: z.number(),
  durationMs: z.number(),
  error: z.string().optional(),
});

const runSchema = z.object({
  id: z.uuid(),
  trigger: z.string(),
  status: z.string(),
  failure: z.string().optional(),
  progress: z.object({ done: z.number(), total: z.number() }).optional(),
});

test('without the token nothing is told and nothing begins', async t => {
  const { url } = await startService(t);

  for (const path of ['/source', '/tables', '/runs']) {
    const missing = await request(`${url}${path}`, problemSchema);
    assert.equal(missing.status, 401);
  }
  const wrong = await request(`${url}/runs`, problemSchema, {
    ...asJson({}),
    headers: { authorization: 'Bearer wrong' },
  });
  assert.equal(wrong.status, 401);
});

test('what cannot be carried out is refused with the reason', async t => {
  const { url } = await startService(t);
  const day = { from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' };
  const cases: [string, unknown, string][] = [
    ['/runs', { tables: [] }, '/tables'],
    ['/runs', { tables: ['orders; DROP TABLE orders'] }, '/tables/0'],
    ['/runs', { tables: ['events', 'events'] }, '/tables'],
    ['/runs', { since: 'yesterday' }, '/'],
    ['/backfills', {}, '/from'],
    ['/backfills', { ...day, from: "2026-11-19' OR true --" }, '/from'],
    ['/backfills', { from: day.to, to: day.from }, '/to'],
    ['/backfills', { ...day, from: '1970-01-01T00:00:00Z' }, '/from'],
  ];
  for (const [path, body, pointer] of cases) {
    const { status, body: problem } = await request(
      `${url}${path}`,
      problemSchema,
      withToken(asJson(body)),
    );
    assert.equal(status, 400, JSON.stringify(body));
    assert.ok(
      problem.errors?.some(error => error.pointer === pointer),
      JSON.stringify(problem),
    );
  }
});

test('while a store is away runs fail and say why, and the service lives', async t => {
  const { url } = await startService(t);

  const failed = await eventually(async () => {
    const { body } = await request(
      `${url}/runs?status=failed`,
      z.object({ items: z.array(runSchema) }),
      withToken(),
    );
    return body.items[0];
  });

  assert.match(failed.failure ?? '', /ECONNREFUSED/);
  assert.equal((await request(`${url}/healthz`, z.unknown())).status, 200);
  const tables = await request(`${url}/tables`, problemSchema, withToken());
  assert.equal(tables.status, 503);
});

test(
  'runs on schedule and on demand, and tells how fresh each table is',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    await shop.addOrder(await shop.addProduct());
    const { url } = await startService(t, {
      DATABASE_URL: stores.sourceUrl,
      CLICKHOUSE_URL: stores.targetUrl,
    });
    const finished = async (id?: string) =>
      await eventually(async () => {
        const { body } = await request(
          `${url}/runs`,
          z.object({ items: z.array(runSchema) }),
          withToken(),
        );
        const run = id
          ? body.items.find(item => item.id === id)
          : body.items.at(-1);
        return run && !['waiting', 'running'].includes(run.status)
          ? run
          : undefined;
      });

    const scheduled = await finished();
    assert.deepEqual(
      [scheduled.trigger, scheduled.status],
      ['schedule', 'succeeded'],
      scheduled.failure,
    );
    const asked = await request(
      `${url}/backfills`,
      runSchema,
      withToken(
        asJson({
          tables: ['orders_analytics'],
          from: new Date(Date.now() - 3_600_000).toISOString(),
          to: new Date().toISOString(),
        }),
      ),
    );
    assert.equal(asked.status, 202);
    assert.equal(asked.headers.get('location'), `/runs/${asked.body.id}`);
    assert.deepEqual((await finished(asked.body.id)).progress, {
      done: 1,
      total: 1,
    });

    const readTables = async () => {
      const { body } = await request(
        `${url}/tables`,
        z.object({ items: z.array(tableStateSchema) }),
        withToken(),
      );
      return body.items;
    };
    const items = await readTables();
    assert.deepEqual(
      items.map(({ table }) => table),
      [
        'customer_cohorts',
        'events',
        'order_items_analytics',
        'orders_analytics',
        'product_performance',
        'product_views',
        'sales_daily',
      ],
    );
    assert.ok(items.every(({ lagSeconds }) => lagSeconds < 60));
    assert.ok(items.every(({ error }) => error === undefined));
    const orders = items.find(({ table }) => table === 'orders_analytics');
    assert.equal(orders?.rows, 1);
    assert.ok((orders?.durationMs ?? 0) > 0);

    await stores.source.query(
      'ALTER TABLE core.orders RENAME delivery_city TO city',
    );
    const failing = await request(
      `${url}/runs`,
      runSchema,
      withToken(asJson({})),
    );
    assert.equal((await finished(failing.body.id)).status, 'failed');
    const errors = new Map(
      (await readTables()).map(({ table, error }) => [table, error]),
    );
    assert.match(
      errors.get('orders_analytics') ?? '',
      /core\.orders has no column delivery_city/,
    );
    assert.equal(errors.get('events'), undefined);
  },
);

test('the API document names every route', async t => {
  const { service } = await startService(t);
  const documentSchema = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  });
  const text = await readFile(
    new URL('../openapi.yaml', import.meta.url),
    'utf8',
  );
  const { paths } = documentSchema.parse(parse(text));

  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const has = service.app.hasRoute({
        method: method === 'get' ? 'GET' : 'POST',
        url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      });
      if (method in operations) {
        assert.ok(has, `${method} ${path}`);
      }
    }
  }
});
