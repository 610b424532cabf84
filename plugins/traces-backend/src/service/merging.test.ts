import request from 'supertest';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { startTraces } from '../__testUtils__/startTraces';
import {
  createTrace,
  timeAt,
  traceIdOf,
  type SpanOptions,
} from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };
const span = (options: Partial<SpanOptions> = {}): SpanOptions => ({
  spanId: 'a',
  service: 'orders',
  at: 1000,
  ...options,
});

describe('several sources', () => {
  const eu = new MemoryTraceStore();
  const us = new MemoryTraceStore();
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({ stores: { eu, us } });
  });

  beforeEach(() => {
    for (const store of [eu, us]) {
      const { can } = new MemoryTraceStore();
      Object.assign(store, { traces: [], can, interrupt: () => {} });
    }
  });

  const get = (path: string, query: object = hour) =>
    request(portal.server).get(`/api/traces${path}`).query(query);

  describe('that have parts of one trace', () => {
    const root = span({ durationMs: 100 });
    const inEu = span({
      spanId: 'b',
      parentSpanId: 'a',
      service: 'payments',
      at: 1010,
      error: 'declined',
    });
    const inUs = span({
      spanId: 'c',
      parentSpanId: 'b',
      service: 'payments',
      at: 1090,
      durationMs: 50,
    });

    it('give it whole', async () => {
      eu.traces = [createTrace(traceIdOf(1), [root, inEu])];
      us.traces = [createTrace(traceIdOf(1), [inEu, inUs])];
      const { body } = await get(`/traces/${traceIdOf(1)}`, {});

      expect(body).toMatchObject({
        startTimeUnixNano: eu.traces[0].startTimeUnixNano,
        durationNano: '140000000',
        spanCount: 3,
        truncated: false,
      });
      expect(
        body.spans.map(
          ({ spanId, resource }: { spanId: string; resource: number }) => [
            spanId,
            body.resources[resource].service,
          ],
        ),
      ).toEqual([
        ['a', 'orders'],
        ['b', 'payments'],
        ['c', 'payments'],
      ]);
      expect(body.resources).toHaveLength(2);
    });

    it('sum it up once', async () => {
      eu.traces = [createTrace(traceIdOf(1), [root, inEu])];
      us.traces = [createTrace(traceIdOf(1), [inUs])];
      const { body } = await get('/search');

      expect(body.traces).toEqual([
        {
          traceId: traceIdOf(1),
          source: 'eu',
          root: { service: 'orders', operation: 'GET /orders' },
          startTimeUnixNano: eu.traces[0].startTimeUnixNano,
          durationNano: '140000000',
          spanCount: 3,
          errorCount: 1,
          services: [
            { service: 'payments', spanCount: 2, errorCount: 1 },
            { service: 'orders', spanCount: 1, errorCount: 0 },
          ],
          restrictedSpanCount: 0,
        },
      ]);
    });

    it('count it once when both have all of it', async () => {
      eu.traces = [createTrace(traceIdOf(1), [root, inEu, inUs])];
      us.traces = eu.traces;

      const search = await get('/search');
      expect(search.body.traces).toMatchObject([
        { spanCount: 3, errorCount: 1 },
      ]);
      const trace = await get(`/traces/${traceIdOf(1)}`, {});
      expect(trace.body).toMatchObject({ spanCount: 3, truncated: false });
      expect(trace.body.spans).toHaveLength(3);
    });

    it('keep what they have of a trace that is too large', async () => {
      const large = createTrace(traceIdOf(1), [root, inEu]);
      eu.traces = [{ ...large, spanCount: 5000, truncated: true }];
      us.traces = [createTrace(traceIdOf(1), [inUs])];
      const { body } = await get(`/traces/${traceIdOf(1)}`, {});

      expect(body).toMatchObject({ spanCount: 5001, truncated: true });
    });
  });

  it('unite names, and keep numbers apart', async () => {
    eu.traces = [
      createTrace(traceIdOf(1), [
        span({ spanId: 'a' }),
        span({ spanId: 'b', parentSpanId: 'a', service: 'payments' }),
      ]),
    ];
    us.traces = [
      createTrace(traceIdOf(2), [
        span({ spanId: 'a' }),
        span({ spanId: 'b', parentSpanId: 'a', service: 'bank' }),
      ]),
    ];

    const services = await get('/services');
    expect(
      services.body.services.map(({ name }: { name: string }) => name),
    ).toEqual(['bank', 'orders', 'payments']);
    const operations = await get('/operations', { ...hour, service: 'orders' });
    expect(operations.body.operations).toEqual([
      { name: 'GET /orders', kinds: ['server'] },
    ]);
    const red = await get('/red', { ...hour, service: 'orders' });
    expect(red.body.series).toMatchObject([
      { source: 'eu', total: { requests: 1 } },
      { source: 'us', total: { requests: 1 } },
    ]);
    expect((await get('/edges')).body.edges).toEqual([
      { source: 'eu', caller: 'orders', callee: 'payments', requests: 1 },
      { source: 'us', caller: 'orders', callee: 'bank', requests: 1 },
    ]);
  });

  it('may hold spans that make no sense', async () => {
    const strange = createTrace(traceIdOf(1), [
      span({ spanId: 'a', parentSpanId: 'b' }),
      span({ spanId: 'b', parentSpanId: 'a', durationMs: -5000 }),
      span({ spanId: 'b', parentSpanId: 'b', operation: 'again' }),
      span({ spanId: '', parentSpanId: 'gone', at: -9e12 }),
    ]);
    eu.traces = [strange];
    us.traces = [createTrace(traceIdOf(1), [span({ spanId: 'z' })])];
    const { body, status } = await get(`/traces/${traceIdOf(1)}`, {});

    expect(status).toBe(200);
    expect(body.spans).toHaveLength(5);
    expect(
      body.spans.map(
        ({ durationNano }: { durationNano: string }) => durationNano,
      ),
    ).toContain('-5000000000');
    expect((await get('/search')).body.traces).toHaveLength(1);
  });
});
