import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { hrTimeToMicroseconds } from '@opentelemetry/core';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { tables } from '../src/tables/index.ts';
import { startEdge } from './support/edge.ts';
import { assertSucceeded, createEtl } from './support/etl.ts';
import { assertExact } from './support/exact.ts';
import { Shop } from './support/shop.ts';
import { createStores, needsStores } from './support/stores.ts';
import {
  currentMetrics,
  endedSpans,
  forgetSpans,
  theSpan,
} from './support/telemetry.ts';

const copySchema = z
  .array(z.object({ wait_event: z.string().nullable() }))
  .max(1);

/** The latest value for each table. */
async function measured(name: string) {
  const found = (await currentMetrics()).findLast(
    metric => metric.descriptor.name === name,
  );
  return new Map(
    found?.dataPoints.map(({ attributes, value }) => [
      attributes['etl.table'],
      value,
    ]),
  );
}

test(
  'while ClickHouse takes nothing, PostgreSQL is asked for nothing more',
  { ...needsStores, timeout: 60_000 },
  async t => {
    const stores = await createStores(t);
    await new Shop(stores.source).addProduct();
    const events = 40_000;
    // More than what the buffers between the two hold.
    await stores.source.query(
      `INSERT INTO storefront.events (type, occurred_at, session_id, page, updated_at)
       SELECT 'page_view', now(), gen_random_uuid(), '/' || repeat('x', 1000), now() FROM generate_series(1, ${events})`,
    );
    const edge = await startEdge(t, stores.targetUrl);
    const run = createEtl(t, stores, {
      batchRows: events,
      targetUrl: edge.url,
    });
    const copying = async () => {
      const { rows } = await stores.source.query<Record<string, unknown>>(
        `SELECT wait_event FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY%'`,
      );
      return copySchema.parse(rows)[0];
    };
    let memory = 0;
    // No piece goes on until the sender of rows waits for a reader of them.
    const hold = async () => {
      if (!(await copying())) {
        edge.at(1, hold);
        return;
      }
      while ((await copying())?.wait_event !== 'ClientWrite') {
        await setTimeout(20);
      }
      memory = process.memoryUsage().arrayBuffers;
    };
    edge.at(1, hold);

    const before = process.memoryUsage().arrayBuffers;
    assertSucceeded(await run());

    assert.ok(memory > 0, 'PostgreSQL waited');
    const kept = (memory - before) / 1024 ** 2;
    assert.ok(kept < 16, `${kept.toFixed(0)} of 40 MiB are kept in memory`);
    await assertExact(stores);
  },
);

test(
  'while ClickHouse writes a batch, the next one is read',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    for (let index = 0; index < 20; index += 1) {
      await shop.addOrder(productId);
    }
    forgetSpans();

    assertSucceeded(await createEtl(t, stores, { batchRows: 1 })());

    const batches = endedSpans()
      .filter(({ name }) => name === 'copy orders_analytics')
      .map(
        ({ startTime, endTime }) =>
          [
            hrTimeToMicroseconds(startTime),
            hrTimeToMicroseconds(endTime),
          ] as const,
      )
      .toSorted(([a], [b]) => a - b);
    const ahead = batches.filter(
      ([start], index) => start < (batches[index - 1]?.[1] ?? 0),
    );
    assert.ok(batches.length >= 20);
    assert.ok(
      ahead.length > 0,
      'none began before the one ahead of it was written',
    );
  },
);

test(
  'rows, failures, time and lag are measured for each table',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const run = createEtl(t, stores);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    const rows = async () =>
      Number((await measured('etl.rows')).get('order_items_analytics') ?? 0);

    const before = await rows();
    await shop.addOrder(productId, { prices: ['1', '2', '3'] });
    assertSucceeded(await run());

    assert.equal((await rows()) - before, 3);
    const lag = (await measured('etl.lag')).get('order_items_analytics');
    assert.ok(typeof lag === 'number' && lag < 60, `${String(lag)} s`);
    assert.ok((await measured('etl.table.duration')).has('orders_analytics'));
    assert.equal(
      (await measured('etl.failures')).get('orders_analytics'),
      undefined,
    );

    forgetSpans();
    await stores.source.query(
      'ALTER TABLE core.orders RENAME delivery_city TO city',
    );
    await shop.view(productId);
    assert.equal((await run()).status, 'failed');

    const root = theSpan('manual run');
    assert.equal(root.status.code, SpanStatusCode.ERROR);
    const names = new Set(tables.map(({ name }) => name));
    assert.deepEqual(
      endedSpans()
        .filter(
          ({ name, parentSpanContext }) =>
            names.has(name) &&
            parentSpanContext?.spanId === root.spanContext().spanId,
        )
        .map(({ name, status, attributes }) => [
          name,
          status.code,
          attributes['etl.rows'],
        ]),
      [
        ['orders_analytics', SpanStatusCode.ERROR, undefined],
        ['order_items_analytics', SpanStatusCode.UNSET, 0],
        ['events', SpanStatusCode.UNSET, 1],
      ],
    );
    assert.equal((await measured('etl.failures')).get('orders_analytics'), 1);
    assert.equal((await measured('etl.failures')).get('events'), undefined);
  },
);
