import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { MemoryTraceStore } from './__testUtils__/MemoryTraceStore';
import { createComponent, startTraces } from './__testUtils__/startTraces';
import { createTrace, timeAt, traceIdOf } from './__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };
const order = createTrace(traceIdOf(1), [
  { spanId: 'a', service: 'orders', at: 100, durationMs: 50 },
  {
    spanId: 'b',
    parentSpanId: 'a',
    service: 'payments',
    operation: 'charge',
    at: 110,
    durationMs: 30,
    error: 'card declined',
    attributes: { 'http.route': '/pay?a=b', 'customer.id': '4711' },
  },
]);

describe('the traces API', () => {
  const eu = new MemoryTraceStore([order]);
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({
      stores: { eu },
      entities: [createComponent('orders', 'orders')],
    });
  });

  const get = (path: string, query: object = {}) =>
    request(portal.server).get(`/api/traces${path}`).query(query);
  const lastQuery = () => eu.calls.at(-1)?.query;
  const answered = [
    { id: 'eu', title: 'EU', state: 'answered', elapsedMs: expect.any(Number) },
  ];

  it('answers each route', async () => {
    expect((await get('/sources')).body).toEqual({
      sources: [
        { id: 'eu', title: 'EU', type: 'memory', capabilities: eu.can },
      ],
    });
    expect((await get('/services', hour)).body).toEqual({
      services: [
        { name: 'orders', entityRefs: ['component:default/orders'] },
        { name: 'payments', entityRefs: [] },
      ],
      sources: answered,
    });
    expect(
      (await get('/operations', { ...hour, service: 'payments' })).body,
    ).toEqual({
      operations: [{ name: 'charge', kinds: ['server'] }],
      sources: answered,
    });
    expect((await get('/search', hour)).body).toEqual({
      traces: [
        {
          traceId: order.traceId,
          source: 'eu',
          root: { service: 'orders', operation: 'GET /orders' },
          startTimeUnixNano: order.startTimeUnixNano,
          durationNano: '50000000',
          spanCount: 2,
          errorCount: 1,
          services: [
            { service: 'orders', spanCount: 1, errorCount: 0 },
            { service: 'payments', spanCount: 1, errorCount: 1 },
          ],
          restrictedSpanCount: 0,
        },
      ],
      moreExist: false,
      sources: answered,
    });
    expect((await get(`/traces/${order.traceId}`)).body).toEqual({
      ...JSON.parse(JSON.stringify(order)),
      sources: answered,
    });
    expect((await get('/red', { ...hour, service: 'orders' })).body).toEqual({
      stepSeconds: 60,
      series: [
        {
          source: 'eu',
          points: [{ time: hour.from, requests: 1, errors: 0 }],
          total: { requests: 1, errors: 0 },
        },
      ],
      sources: answered,
    });
    expect(
      (await get('/red-by-resource', { ...hour, attribute: 'service.name' }))
        .body,
    ).toEqual({
      groups: ['orders', 'payments'].map(value => ({
        source: 'eu',
        value,
        requests: 1,
        errors: 0,
      })),
      sources: answered,
    });
    const splits = async (splitBy: string) =>
      (
        await get('/red-by-resource', {
          ...hour,
          ...{ attribute: 'service.name', splitBy },
        })
      ).body.groups.map(({ split }: { split?: string }) => split);
    expect(await splits('service.name')).toEqual(['orders', 'payments']);
    expect(await splits('cloud.region')).toEqual([undefined, undefined]);
    const countedOf = async (resource: string) =>
      (await get('/red', { ...hour, service: 'orders', resource })).body
        .series[0].total.requests;
    expect(await countedOf('service.name=orders')).toBe(1);
    expect(await countedOf('service.name=a=b')).toBe(0);
    expect(
      (await get('/runtime', { ...hour, service: 'orders' })).body,
    ).toEqual({
      stepSeconds: 120,
      series: [
        {
          source: 'eu',
          instances: [
            {
              id: 'orders-1',
              points: [{ time: hour.from, heapUsedBytes: 1 }],
            },
          ],
          instanceCount: 1,
        },
      ],
      sources: answered,
    });
    expect((await get('/edges', hour)).body).toEqual({
      edges: [
        { source: 'eu', caller: 'orders', callee: 'payments', requests: 1 },
      ],
      sources: answered,
    });
  });

  it('passes every filter of a search on in its own type', async () => {
    const response = await get('/search', {
      from: '2026-01-31T13:00:00.000000001+01:00',
      to: '2026-01-31T13:00:00Z',
      service: 'payments',
      operation: 'charge',
      errors: 'true',
      minDurationMs: '0.5',
      maxDurationMs: '1000',
      attribute: ['http.route=/pay?a=b', 'customer.id=4711'],
      limit: '7',
      source: 'eu',
    });

    expect(response.body).toMatchObject({
      traces: [{ traceId: order.traceId }],
    });
    expect(lastQuery()).toEqual({
      from: BigInt(Date.UTC(2026, 0, 31, 12)) * 1_000_000n + 1n,
      to: BigInt(Date.UTC(2026, 0, 31, 13)) * 1_000_000n,
      services: ['payments'],
      operation: 'charge',
      errors: true,
      minDurationNano: 500_000n,
      maxDurationNano: 1_000_000_000n,
      attributes: [
        { key: 'http.route', value: '/pay?a=b' },
        { key: 'customer.id', value: '4711' },
      ],
      limit: 7,
    });

    await get('/search', { ...hour, errors: 'false', attribute: 'a=' });
    expect(lastQuery()).toMatchObject({
      errors: false,
      attributes: [{ key: 'a', value: '' }],
      limit: 100,
    });
  });

  it('reads trace ids of both lengths in both cases', async () => {
    const upper = 'ABCDEF0123456789'.repeat(2);

    expect((await get(`/traces/${upper}`, hour)).status).toBe(404);
    expect(lastQuery()).toMatchObject({
      traceId: upper.toLowerCase(),
      window: { from: expect.any(BigInt) },
    });
    expect((await get('/traces/00000000000000AB')).status).toBe(404);
    expect(lastQuery()).toEqual({ traceId: '00000000000000ab' });
  });

  it('counts red points by the step', async () => {
    const query = { ...hour, service: 'orders', stepSeconds: '2' };

    const refused = await get('/red', query);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(
      /1800 points.*1500.*stepSeconds at least 3/,
    );
    expect((await get('/red', { ...query, stepSeconds: 3 })).status).toBe(200);
    expect(lastQuery()).toMatchObject({ stepSeconds: 3, service: 'orders' });
  });

  it('counts points of the runtime by the step', async () => {
    const query = { ...hour, service: 'orders', stepSeconds: '7' };

    const refused = await get('/runtime', query);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(
      /515 points.*500.*stepSeconds at least 8/,
    );
    expect((await get('/runtime', { ...query, stepSeconds: 8 })).status).toBe(
      200,
    );
    expect(lastQuery()).toMatchObject({ stepSeconds: 8, service: 'orders' });
  });

  it('answers users and services, and nobody else', async () => {
    const paths = ['/sources', `/traces/${order.traceId}`];
    for (const path of paths) {
      const nobody = await get(path).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      expect(nobody.status).toBe(401);

      const service = await get(path).set(
        'Authorization',
        mockCredentials.service.header(),
      );
      expect(service.status).toBe(200);
    }
    const forged = await get('/sources').set('Authorization', 'Bearer x');
    expect(forged.status).toBe(401);
  });

  it('audits reads of traces with their outcome, and only those', async () => {
    const { createEvent } = portal.auditor;
    createEvent.mockClear();

    await get('/services', hour);
    await get('/search', hour);
    await get(`/traces/${order.traceId}`);
    await get(`/traces/${traceIdOf(404)}`);

    const events = await Promise.all(
      createEvent.mock.results.map(({ value }) => value),
    );
    expect(
      createEvent.mock.calls.map(([{ eventId, severityLevel, meta }]) => [
        eventId,
        severityLevel,
        meta?.traceId,
      ]),
    ).toEqual([
      ['trace-search', 'low', undefined],
      ['trace-fetch', 'low', order.traceId],
      ['trace-fetch', 'low', traceIdOf(404)],
    ]);
    expect(events.map(event => event.success.mock.calls.length)).toEqual([
      1, 1, 0,
    ]);
    expect(events.map(event => event.fail.mock.calls.length)).toEqual([
      0, 0, 1,
    ]);
  });

  it('measures sources by kind, never by name', async () => {
    portal.record.mockClear();
    await get('/services', hour);

    expect(portal.record.mock.calls).toEqual([
      [
        expect.any(Number),
        {
          'traces.operation': 'services',
          'traces.source.type': 'memory',
          'traces.outcome': 'answered',
        },
      ],
    ]);
  });
});
