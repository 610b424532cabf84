import { type TraceSearchResult } from '@shop-platform/backstage-plugin-traces-common';
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

describe('the pages of a search', () => {
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

  /** The same numbers in every run. */
  function createRandom(seed: number) {
    let state = seed;
    return (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
  }

  async function readPages(query: object) {
    const pages: TraceSearchResult[] = [];
    let cursor: string | undefined;
    do {
      const { body, status } = await get('/search', { ...query, cursor });
      expect(status).toBe(200);
      pages.push(body);
      cursor = body.nextCursor;
    } while (cursor && pages.length < 500);
    return pages;
  }

  it.each([1, 2, 3, 4, 5, 6])(
    'give all, each once, newest first (%s)',
    async seed => {
      const random = createRandom(seed);
      const parts = {
        eu: new Map<string, number>(),
        us: new Map<string, number>(),
      };
      for (let number = 0; number < 60; number += 1) {
        const at = random(40) * 1000;
        const where = random(3);
        if (where !== 0) {
          parts.eu.set(traceIdOf(number), at);
        }
        if (where !== 1) {
          parts.us.set(traceIdOf(number), Math.max(0, at - random(9) * 1000));
        }
      }
      const toTraces = (times: Map<string, number>, spanId: string) =>
        [...times].map(([id, at]) => createTrace(id, [span({ at, spanId })]));
      eu.traces = toTraces(parts.eu, 'a');
      us.traces = toTraces(parts.us, 'b');
      const newest = (id: string) =>
        Math.max(parts.eu.get(id) ?? -1, parts.us.get(id) ?? -1);
      const expected = [
        ...new Set([...parts.eu.keys(), ...parts.us.keys()]),
      ].sort(
        (left, right) =>
          newest(right) - newest(left) || (left < right ? -1 : 1),
      );

      const limit = 1 + random(9);
      const pages = await readPages({ ...hour, limit });
      const ids = pages.flatMap(({ traces }) =>
        traces.map(({ traceId }) => traceId),
      );

      expect(ids).toEqual(expected);
      expect(pages.every(({ traces }) => traces.length <= limit)).toBe(true);
      expect(pages.map(({ moreExist }) => moreExist)).toEqual(
        pages.map(({ nextCursor }) => nextCursor !== undefined),
      );
    },
  );

  it('refuse a cursor of another search', async () => {
    eu.traces = [1, 2, 3].map(id => createTrace(traceIdOf(id), [span()]));
    const { body } = await get('/search', { ...hour, limit: 1 });
    const cursor = body.nextCursor;

    const other = await get('/search', { ...hour, errors: true, cursor });
    expect(other.status).toBe(400);
    expect(other.body.error.message).toMatch(/another search/);
    const moved = await get('/search', { ...hour, from: timeAt(1), cursor });
    expect(moved.status).toBe(400);
    const larger = await get('/search', { ...hour, limit: 50, cursor });
    expect(larger.body).toMatchObject({
      traces: [{ traceId: traceIdOf(2) }, { traceId: traceIdOf(3) }],
      moreExist: false,
    });
  });

  it('say that more exist where a source has no pages', async () => {
    us.can = { ...us.can, paging: false };
    eu.traces = [createTrace(traceIdOf(9), [span({ at: 9000 })])];
    us.traces = [1, 2, 3].map(id => createTrace(traceIdOf(id), [span()]));

    const alone = await get('/search', { ...hour, limit: 2 });
    expect(alone.body).toMatchObject({ moreExist: true });
    expect(alone.body.traces).toHaveLength(2);
    expect(alone.body).not.toHaveProperty('nextCursor');

    eu.traces = [7, 8, 9].map(id =>
      createTrace(traceIdOf(id), [span({ at: 9000 })]),
    );
    const pages = await readPages({ ...hour, limit: 2 });
    expect(pages.map(({ traces }) => traces.length)).toEqual([2, 1]);
    expect(pages[1].sources[1]).toMatchObject({
      state: 'unsupported',
      message: expect.stringMatching(/no further pages/),
    });
  });

  it('keep cursors short enough for a URL', async () => {
    eu.traces = Array.from({ length: 1500 }, (_, id) =>
      createTrace(traceIdOf(id), [span({ at: id })]),
    );
    us.traces = [createTrace(traceIdOf(5000), [span({ at: 0 })])];

    const pages = await readPages({ ...hour, limit: 400 });
    expect(pages).toHaveLength(4);
    expect(pages.flatMap(({ traces }) => traces)).toHaveLength(1501);
  });
});
