import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { createComponent, startTraces } from '../__testUtils__/startTraces';
import { createTrace, timeAt, traceIdOf } from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };

const mixed = createTrace(traceIdOf(1), [
  { spanId: 'a', service: 'orders', at: 1000, durationMs: 100 },
  {
    spanId: 'b',
    parentSpanId: 'a',
    service: 'payments',
    operation: 'charge',
    at: 1010,
    durationMs: 50,
    error: 'secret reason',
    attributes: { card: '4242' },
  },
  { spanId: 'c', parentSpanId: 'b', service: 'bank', at: 1020, error: 'down' },
  { spanId: 'd', parentSpanId: 'b', service: 'payments', at: 1040 },
]);
const bankOnly = createTrace(traceIdOf(2), [
  { spanId: 'e', service: 'bank', at: 2000 },
]);
const ordersOnly = createTrace(traceIdOf(3), [
  { spanId: 'f', service: 'orders', at: 3000 },
]);

// 'bank' belongs to no entity, 'payments' to two.
const entities = [
  createComponent('orders', 'orders'),
  createComponent('payments-a', 'payments'),
  createComponent('payments-b', ' payments '),
];
const ORDERS = 'component:default/orders';
const PAYMENTS_B = 'component:default/payments-b';

describe('what a caller may read', () => {
  const eu = new MemoryTraceStore([mixed, bankOnly, ordersOnly]);
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({ stores: { eu }, entities });
  });

  const get = (path: string, query: object = {}) =>
    request(portal.server).get(`/api/traces${path}`).query(query);
  const grant = (grants: typeof portal.grants) =>
    Object.assign(portal.grants, grants);
  const services = async () =>
    (await get('/services', hour)).body.services.map(
      ({ name }: { name: string }) => name,
    );
  const lastSearch = () =>
    eu.calls.filter(({ operation }) => operation === 'search').at(-1)?.query;

  it.each([
    ['/sources', {}],
    ['/services', hour],
    ['/operations', { ...hour, service: 'orders' }],
    ['/search', hour],
    ['/search', { ...hour, service: 'orders' }],
    ['/search', { ...hour, source: 'unknown' }],
    [`/traces/${mixed.traceId}`, {}],
    [`/traces/${traceIdOf(404)}`, {}],
    ['/red', { ...hour, service: 'orders' }],
    ['/red-by-resource', { ...hour, attribute: 'cloud.region' }],
    ['/runtime', { ...hour, service: 'orders' }],
    ['/edges', hour],
  ])('is nothing without a permission: %s %j', async (path, query) => {
    grant({ entities: 'none', unregistered: false });
    const asked = eu.calls.length;
    const response = await get(path, query);

    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /traces\.service\.read.*traces\.unregistered\.read/,
      ),
    });
    expect(eu.calls).toHaveLength(asked);
  });

  it('is everything with both permissions, which asks stores without a filter', async () => {
    grant({ entities: 'all', unregistered: true });

    expect(await services()).toEqual(['bank', 'orders', 'payments']);
    const search = await get('/search', hour);
    expect(search.body.traces).toHaveLength(3);
    expect(lastSearch()).toMatchObject({ services: undefined });
    const unknown = await get('/red', { ...hour, service: 'never-seen' });
    expect(unknown.body).toMatchObject({
      series: [{ total: { requests: 0 } }],
    });
  });

  it('is what the entities grant: one of those that name a service is enough', async () => {
    grant({ entities: [ORDERS, PAYMENTS_B], unregistered: false });
    portal.permissions.authorize.mockClear();

    const response = await get('/services', hour);

    expect(response.body.services).toEqual([
      { name: 'orders', entityRefs: [ORDERS] },
      { name: 'payments', entityRefs: [PAYMENTS_B] },
    ]);
    const batches = portal.permissions.authorize.mock.calls;
    expect(
      batches.map(([requests]) =>
        requests.map(({ resourceRef }) => resourceRef),
      ),
    ).toEqual([
      [undefined],
      [ORDERS, 'component:default/payments-a', PAYMENTS_B],
    ]);
    expect(batches[1][1].credentials).toEqual(mockCredentials.user());
  });

  it('is what no entity names with the permission for that', async () => {
    grant({ entities: 'none', unregistered: true });

    expect(await services()).toEqual(['bank']);
    const search = await get('/search', hour);
    expect(lastSearch()).toMatchObject({ services: ['bank'] });
    expect(
      search.body.traces.map(({ traceId }: { traceId: string }) => traceId),
    ).toEqual([bankOnly.traceId, mixed.traceId]);

    const counted = await get('/red-by-resource', {
      ...hour,
      attribute: 'service.name',
    });
    expect(counted.body.groups).toMatchObject([{ value: 'bank', requests: 2 }]);

    const empty = await get('/search', {
      from: timeAt(7_200_000),
      to: timeAt(7_300_000),
    });
    expect(empty.body).toMatchObject({
      traces: [],
      moreExist: false,
      sources: [{ id: 'eu', state: 'answered' }],
    });
  });

  it.each([
    ['/operations', { service: 'payments' }],
    ['/search', { service: 'payments' }],
    ['/red', { service: 'payments' }],
    ['/runtime', { service: 'payments' }],
    ['/red', { service: 'orders', peer: 'payments' }],
    ['/operations', { service: 'bank' }],
    ['/operations', { service: 'never-seen' }],
  ])('refuses %s of %j', async (path, query) => {
    grant({ entities: [ORDERS], unregistered: false });
    const asked = eu.calls.length;
    const response = await get(path, { ...hour, ...query });
    const [refused] = Object.values(query).slice(-1);

    expect(response.status).toBe(403);
    expect(response.body.error.message).toBe(
      `You may not read the traces of '${refused}': that takes traces.service.read on the catalog entity whose shop-platform.io/service-name it is or, for a service that no entity names, traces.unregistered.read`,
    );
    expect(eu.calls).toHaveLength(asked);
  });

  it('shows of summaries what is of readable services', async () => {
    grant({ entities: [PAYMENTS_B], unregistered: false });
    const { body } = await get('/search', hour);

    expect(lastSearch()).toMatchObject({ services: ['payments'] });
    expect(body.traces).toEqual([
      {
        traceId: mixed.traceId,
        source: 'eu',
        startTimeUnixNano: mixed.startTimeUnixNano,
        durationNano: mixed.durationNano,
        spanCount: 4,
        errorCount: 1,
        services: [{ service: 'payments', spanCount: 2, errorCount: 1 }],
        restrictedSpanCount: 2,
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/orders|bank/);
  });

  it('shows of the spans of other services when they were, and nothing else', async () => {
    grant({ entities: [ORDERS], unregistered: false });
    const { body } = await get(`/traces/${mixed.traceId}`);

    expect(body.resources).toEqual([
      mixed.resources[0],
      { service: '', attributes: {}, restricted: true },
    ]);
    expect(body.spans[0]).toEqual(JSON.parse(JSON.stringify(mixed.spans[0])));
    expect(body.spans[1]).toEqual({
      spanId: 'b',
      parentSpanId: 'a',
      resource: 1,
      operation: '',
      kind: 'unspecified',
      startTimeUnixNano: mixed.spans[1].startTimeUnixNano,
      durationNano: '50000000',
      status: { code: 'unset' },
      attributes: {},
      events: [],
      links: [],
    });
    expect(body.spans).toHaveLength(4);
    expect(JSON.stringify(body)).not.toMatch(
      /payments|bank|charge|secret|4242/,
    );
  });

  it('refuses a trace of which nothing may be read', async () => {
    grant({ entities: [ORDERS], unregistered: false });
    const response = await get(`/traces/${bankOnly.traceId}`);

    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(bankOnly.traceId);
    expect(JSON.stringify(response.body)).not.toContain('bank');
    expect((await get(`/traces/${traceIdOf(404)}`)).status).toBe(404);
  });

  it('draws edges between two readable services only', async () => {
    const edges = async () =>
      (await get('/edges', hour)).body.edges.map(
        ({ caller, callee }: Record<string, string>) => `${caller}>${callee}`,
      );

    grant({ entities: 'all', unregistered: true });
    expect(await edges()).toEqual(['orders>payments', 'payments>bank']);
    grant({ entities: 'all', unregistered: false });
    expect(await edges()).toEqual(['orders>payments']);
    grant({ entities: [ORDERS], unregistered: true });
    expect(await edges()).toEqual([]);
  });
});
