import { type TraceSearchAnswer, type TraceQuery } from '../TraceStore';
import { type Suite } from './describeTraceStore';
import { expectedMatches, expectedServices } from './expected';
import { HOSTILE_TEXTS } from './hostileTexts';
import { WHOLE } from './model';
import {
  type Condition,
  CORE,
  EVERYTHING,
  WITH_ATTRIBUTES,
  WITH_DURATION,
  WITH_ERRORS,
  WITH_SERVICE,
  WITHOUT_SERVICE,
} from './searchConditions';

const LIMIT = 100;

function toQuery(condition: Condition): TraceQuery {
  return { ...WHOLE, limit: LIMIT, ...condition };
}

type Found = TraceSearchAnswer['traces'][number];

/** Services with as many spans come in any order. */
function ordered(summary: Found, withPosition: boolean) {
  const services = [...summary.services].sort(
    (a, b) => b.spanCount - a.spanCount || (a.service < b.service ? -1 : 1),
  );
  return {
    ...summary,
    root: summary.root,
    services,
    position: withPosition ? summary.position : undefined,
  };
}

/** Asks, and compares with everything that has to be found. */
async function check(
  { capabilities, store, options }: Suite,
  query: TraceQuery,
) {
  const expected = expectedMatches(query);
  const answer = await store().search(query, options());
  const count = Math.min(query.limit, expected.length);
  const { newestFirst } = capabilities;

  expect(answer.moreExist).toBe(expected.length > query.limit);
  const found = answer.traces.map(trace => ordered(trace, newestFirst));
  const ids = found.map(({ traceId }) => traceId);
  expect(new Set(ids).size).toBe(count);
  // Where any matches will do, they still have to be right.
  const right = newestFirst
    ? expected.slice(0, count)
    : expected
        .filter(({ traceId }) => ids.includes(traceId))
        .sort((a, b) => ids.indexOf(a.traceId) - ids.indexOf(b.traceId));
  expect(found).toEqual(right.map(trace => ordered(trace, newestFirst)));
  for (const { services } of answer.traces) {
    const counts = services.map(({ spanCount }) => spanCount);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  }
}

/** Summaries, and that they are the right ones and as many as there have to be. */
export function describeSearch(suite: Suite): void {
  const { capabilities, describe, it, store, options } = suite;

  function checkEach(conditions: Record<string, Condition>) {
    it.each(Object.entries(conditions))('finds by %s', (_, condition) =>
      check(suite, toQuery(condition)),
    );
  }

  function checkWhere(
    capability: 'attributes' | 'duration' | 'errors' | 'searchWithoutService',
    conditions: Record<string, Condition>,
  ) {
    if (capabilities[capability]) {
      checkEach(conditions);
    } else {
      it(`is not asked for what takes "${capability}"`, async () => {
        const declared = await store().capabilities(options());
        expect(declared[capability]).toBe(false);
      });
    }
  }

  describe('search', () => {
    checkEach(WITH_SERVICE);
    checkWhere('attributes', WITH_ATTRIBUTES);
    checkWhere('duration', WITH_DURATION);
    checkWhere('errors', WITH_ERRORS);
    checkWhere('searchWithoutService', WITHOUT_SERVICE);
    const { attributes, duration, errors } = capabilities;
    if (attributes && duration && errors) {
      checkEach({ 'all conditions together': EVERYTHING });
    }

    it.each([1, 2, 17, 40, 41, 60])(
      'gives at most %i and says whether more exist',
      limit => check(suite, toQuery({ services: ['storefront'], limit })),
    );

    describeHostileTexts(suite);
  });
}

function describeHostileTexts({ capabilities, it, store, options }: Suite) {
  const places: Record<string, (text: string) => Condition> = {
    service: text => ({ services: [text] }),
    operation: text => ({ ...CORE, operation: text }),
    ...(capabilities.attributes && {
      'attribute value': (text: string) => ({
        ...CORE,
        attributes: [{ key: 'http.route', value: text }],
      }),
      'attribute key': (text: string) => ({
        ...CORE,
        attributes: [{ key: text, value: text }],
      }),
    }),
  };

  it.each(Object.entries(places))(
    'finds nothing by an attack in the %s, and goes on answering',
    async (_, place) => {
      for (const text of HOSTILE_TEXTS) {
        await expect(
          store().search(toQuery(place(text)), options()),
        ).resolves.toEqual({ traces: [], moreExist: false });
      }
      await expect(store().services(WHOLE, options())).resolves.toEqual(
        expectedServices(WHOLE),
      );
    },
  );
}
