import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { Tracer } from '../src/tracing/index.ts';
import {
  currentMetrics,
  endedSpans,
  forgetSpans,
  theSpan,
} from './support/telemetry.ts';

const tracer = new Tracer({
  database: { address: 'postgres.shop', port: 5432, namespace: 'shop' },
  cache: { address: 'redis.shop', port: 6379 },
  external: { liqpay: { address: 'www.liqpay.ua' } },
});

beforeEach(forgetSpans);

test('spans below a step are its children, and all are in one trace', async () => {
  await tracer.start('CreateOrder', async ctx => {
    await tracer.dbSpan(ctx, 'INSERT', 'orders', () => {});
    await tracer.cacheSpan(ctx, 'SET', 'orders:42', () => {});
    await tracer.externalSpan(ctx, 'liqpay', 'charge', () => {});
  });

  const step = theSpan('CreateOrder');
  assert.equal(step.kind, SpanKind.INTERNAL);
  assert.equal(step.parentSpanContext, undefined);
  for (const name of ['INSERT orders', 'SET orders', 'liqpay charge']) {
    const span = theSpan(name);
    assert.equal(span.kind, SpanKind.CLIENT);
    assert.equal(span.parentSpanContext?.spanId, step.spanContext().spanId);
    assert.equal(span.spanContext().traceId, step.spanContext().traceId);
  }
});

test('attributes follow the semantic conventions', async () => {
  await tracer.dbSpan(ROOT_CONTEXT, 'INSERT', 'orders', () => {});
  await tracer.cacheSpan(
    ROOT_CONTEXT,
    'GET',
    'orders:someone@example.com',
    () => {},
  );
  await tracer.externalSpan(ROOT_CONTEXT, 'liqpay', 'charge', () => {});

  assert.deepEqual(theSpan('INSERT orders').attributes, {
    'db.system.name': 'postgresql',
    'db.operation.name': 'INSERT',
    'db.collection.name': 'orders',
    'db.query.summary': 'INSERT orders',
    'db.namespace': 'shop',
    'server.address': 'postgres.shop',
    'server.port': 5432,
  });
  // The key itself is not recorded.
  assert.deepEqual(theSpan('GET orders').attributes, {
    'db.system.name': 'redis',
    'db.operation.name': 'GET',
    'db.query.summary': 'GET orders',
    'cache.key.prefix': 'orders',
    'server.address': 'redis.shop',
    'server.port': 6379,
  });
  assert.deepEqual(theSpan('liqpay charge').attributes, {
    'service.peer.name': 'liqpay',
    'peer.service': 'liqpay',
    'external.operation.name': 'charge',
    'server.address': 'www.liqpay.ua',
  });
});

test('a span whose function throws ends as failed, and the error goes on', async () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505' });

  await assert.rejects(
    tracer.dbSpan(ROOT_CONTEXT, 'INSERT', 'orders', () => {
      throw error;
    }),
    error,
  );

  const span = theSpan('INSERT orders');
  assert.deepEqual(span.status, {
    code: SpanStatusCode.ERROR,
    message: 'duplicate key',
  });
  assert.equal(span.attributes['error.type'], '23505');
  assert.equal(span.attributes['db.response.status_code'], '23505');
  assert.equal(span.events.at(0)?.name, 'exception');
});

test('the type of an error without a code is its name', async () => {
  await assert.rejects(
    tracer.start('Price', () => Promise.reject(new RangeError('too much'))),
  );

  assert.equal(theSpan('Price').attributes['error.type'], 'RangeError');
});

test('a span that is held ends with its block, once', () => {
  {
    using span = tracer.dbSpan(ROOT_CONTEXT, 'SELECT', 'orders');
    span.fail(new Error('gone'));
    span.end();
    assert.equal(endedSpans().length, 1);
  }

  assert.equal(endedSpans().length, 1);
  assert.equal(theSpan('SELECT orders').status.code, SpanStatusCode.ERROR);
});

test('a span is linked to what caused it, where that has a span', async () => {
  const cause = tracer.start('Send');
  cause.end();

  await tracer.start('Process', () => {}, {
    context: ROOT_CONTEXT,
    links: [cause.context, ROOT_CONTEXT],
  });

  const process = theSpan('Process');
  assert.equal(process.parentSpanContext, undefined);
  assert.deepEqual(
    process.links.map(link => link.context.spanId),
    [theSpan('Send').spanContext().spanId],
  );
});

test('the active span is the parent where no context is given', async () => {
  await tracer.start('Outer', async ctx => {
    assert.equal(trace.getSpan(context.active()), trace.getSpan(ctx));
    await tracer.start('Inner', () => {});
  });

  assert.equal(
    theSpan('Inner').parentSpanContext?.spanId,
    theSpan('Outer').spanContext().spanId,
  );
});

test('the runtime is measured: how late and how busy its loop is, its heap and its memory', async () => {
  const metrics = await currentMetrics();
  const megabyte = 1024 * 1024;

  for (const [name, unit, atLeast] of [
    ['nodejs.eventloop.delay.p99', 's', 0],
    ['nodejs.eventloop.delay.max', 's', 0],
    ['nodejs.eventloop.utilization', '1', 0],
    ['v8js.memory.heap.used', 'By', megabyte],
    ['v8js.memory.heap.limit', 'By', megabyte],
    ['process.memory.usage', 'By', megabyte],
  ] as const) {
    const metric = metrics.find(({ descriptor }) => descriptor.name === name);
    assert.equal(metric?.descriptor.unit, unit, name);
    const value = metric.dataPoints.at(0)?.value;
    assert.ok(
      typeof value === 'number' && value >= atLeast,
      `${name} ${value}`,
    );
  }
});
