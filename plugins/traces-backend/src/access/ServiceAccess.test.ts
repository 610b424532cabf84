import request from 'supertest';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { createComponent, startTraces } from '../__testUtils__/startTraces';
import { createTrace, timeAt, traceIdOf } from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };

describe('many services', () => {
  const names = Array.from({ length: 600 }, (_, index) => `service-${index}`);
  const components = names.map(name => createComponent(name, name));
  const refs = names.map(name => `component:default/${name}`);

  it('are decided in few requests, and searched as far as they sent spans', async () => {
    const eu = new MemoryTraceStore([
      createTrace(traceIdOf(1), [{ spanId: 'a', service: names[7], at: 0 }]),
    ]);
    const portal = await startTraces({
      stores: { eu },
      entities: components,
      grants: { entities: refs.slice(1), unregistered: false },
    });
    const response = await request(portal.server)
      .get('/api/traces/search')
      .query(hour);

    expect(response.body.traces).toHaveLength(1);
    expect(eu.calls.at(-1)?.query).toMatchObject({ services: [names[7]] });
    expect(
      portal.permissions.authorize.mock.calls.map(([{ length }]) => length),
    ).toEqual([1, 200, 200, 200]);
  });

  it('that sent spans have to be narrowed down', async () => {
    const eu = new MemoryTraceStore([
      createTrace(
        traceIdOf(1),
        names.map(name => ({ spanId: name, service: name, at: 0 })),
      ),
    ]);
    const { server } = await startTraces({
      stores: { eu },
      entities: components,
      grants: { entities: 'all', unregistered: false },
    });
    const response = await request(server)
      .get('/api/traces/search')
      .query(hour);

    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/600 services.*500: choose/);
  });
});

describe('the catalog', () => {
  it('is asked once for callers at the same time, and not again for a while', async () => {
    const { server, catalog } = await startTraces({
      stores: { eu: new MemoryTraceStore() },
      entities: [createComponent('orders', 'orders')],
    });
    const ask = () => request(server).get('/api/traces/sources');

    await Promise.all([ask(), ask(), ask()]);
    await ask();

    expect(catalog.streamEntities).toHaveBeenCalledTimes(1);
  });

  it('that does not answer opens nothing, and is asked again', async () => {
    const { server, catalog } = await startTraces({
      stores: { eu: new MemoryTraceStore() },
      entities: [createComponent('orders', 'orders')],
    });
    catalog.streamEntities.mockImplementationOnce(() => {
      throw new Error('down');
    });
    const ask = () => request(server).get('/api/traces/services').query(hour);

    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toMatch(/catalog did not answer/);
    expect((await ask()).status).toBe(200);
  });
});
