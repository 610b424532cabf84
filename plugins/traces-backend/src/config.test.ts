import request from 'supertest';
import { MemoryTraceStore } from './__testUtils__/MemoryTraceStore';
import { startTraces } from './__testUtils__/startTraces';
import { timeAt, traceIdOf } from './__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };

describe('the configuration', () => {
  const source = { id: 'eu', type: 'memory' };
  const start = (sources: (typeof source)[], limits = {}) =>
    startTraces({ stores: { eu: new MemoryTraceStore() }, sources, limits });

  it.each([
    [
      'an unknown type',
      [{ id: 'x', type: 'tempo' }],
      {},
      /traces\.sources\[0\] \('x'\).*type 'tempo'; the installed modules bring memory.*backend-module-tempo/,
    ],
    [
      'two sources of one id',
      [source, source],
      {},
      /two sources have the id 'eu'/,
    ],
    [
      'an id with a space',
      [{ ...source, id: 'e u' }],
      {},
      /traces\.sources\[0\]\.id/,
    ],
    [
      'a limit of nothing',
      [source],
      { window: { days: 0 } },
      /traces\.limits\.window/,
    ],
    [
      'a limit of words',
      [source],
      { sourceTimeout: 'soon' },
      /traces\.limits\.sourceTimeout/,
    ],
  ])('stops the start on %s', async (_, sources, limits, message) => {
    await expect(start(sources, limits)).rejects.toThrow(message);
  });

  it('starts without sources, and has nothing to show', async () => {
    const { server } = await start([]);
    const get = (path: string) =>
      request(server).get(`/api/traces${path}`).query(hour);

    const sources = await request(server).get('/api/traces/sources');
    expect(sources.body).toEqual({ sources: [] });
    expect((await get('/services')).body).toEqual({
      services: [],
      sources: [],
    });
    expect((await get('/search')).body).toEqual({
      traces: [],
      moreExist: false,
      sources: [],
    });
    expect((await get(`/traces/${traceIdOf(1)}`)).status).toBe(404);
  });

  it('holds windows to the limit', async () => {
    const { server } = await start([source], { window: '30m' });
    const response = await request(server)
      .get('/api/traces/services')
      .query(hour);

    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/at most 0\.5 hours wide/);
  });
});
