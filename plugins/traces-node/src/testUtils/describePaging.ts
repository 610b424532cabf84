import { type TraceQuery } from '../TraceStore';
import { type Suite } from './describeTraceStore';
import { comparePositions, expectedMatches } from './expected';
import { CONFORMANCE_START, SECOND, WHOLE } from './model';

const QUERIES: Record<string, Partial<TraceQuery>> = {
  'traces of one service': { services: ['storefront'] },
  'traces that match at the same nanosecond': {
    services: ['inventory-service'],
    operation: 'sync',
  },
  'traces that overlap': {
    services: ['inventory-service'],
    operation: 'poll',
  },
  'traces in a narrow window': {
    services: ['core-service'],
    from: CONFORMANCE_START + 5n * SECOND,
    to: CONFORMANCE_START + 30n * SECOND,
  },
};

/** Page after page, until no more exist. */
async function readPages({ store, options }: Suite, query: TraceQuery) {
  const positions = [];
  const sizes = [];
  let after = query.after;
  for (;;) {
    const page = await store().search({ ...query, after }, options());
    positions.push(...page.traces.map(({ position }) => position));
    sizes.push(page.traces.length);
    const last = page.traces.at(-1);
    if (!page.moreExist || !last || sizes.length > 100) {
      return { positions, sizes };
    }
    after = last.position;
  }
}

/** That pages put together are the whole, in order. */
export function describePaging(suite: Suite): void {
  const { capabilities, describe, it, store, options } = suite;

  describe('paging', () => {
    if (!capabilities.paging) {
      it('is not asked for a second page', async () => {
        const declared = await store().capabilities(options());
        expect(declared.paging).toBe(false);
      });
      return;
    }

    describe.each(Object.entries(QUERIES))('of %s', (_, condition) => {
      it.each([1, 2, 7])('by %i neither repeats nor loses one', async limit => {
        const query = { ...WHOLE, ...condition, limit };
        const expected = expectedMatches(query).map(({ position }) => position);
        const { positions, sizes } = await readPages(suite, query);

        expect(positions).toEqual(expected);
        expect(sizes.slice(0, -1).every(size => size === limit)).toBe(true);
      });
    });

    it('finds nothing after the last one, nor after a time before the window', async () => {
      const query = { ...WHOLE, services: ['storefront'], limit: 10 };
      const last = expectedMatches(query).at(-1);
      const early = { time: WHOLE.from - SECOND, traceId: '0'.repeat(32) };

      for (const after of [last?.position, early]) {
        await expect(
          store().search({ ...query, after }, options()),
        ).resolves.toEqual({ traces: [], moreExist: false });
      }
    });

    it('goes on from a position that no trace holds', async () => {
      const query = { ...WHOLE, services: ['storefront'], limit: 5 };
      const after = {
        time: CONFORMANCE_START + 20n * SECOND,
        traceId: "' OR 1=1",
      };
      const { traces } = await store().search({ ...query, after }, options());

      expect(traces.map(({ position }) => position)).toEqual(
        expectedMatches(query)
          .map(({ position }) => position)
          .filter(position => comparePositions(position, after) > 0)
          .slice(0, 5),
      );
    });
  });
}
