import { buildTrace } from './buildTrace';
import { findSpans } from './findSpans';
import { buildOverview, OVERVIEW_LANES } from './overview';
import { clampWindow, place, ticksOf } from './timeline';
import { formatView, parseView, withView, type TraceView } from './viewState';
import { flip, reveal, rowOf, UNFOLDED, visibleRows } from './visibleRows';
import { largeTrace, START_NANO, traceOf } from './__testUtils__/traces';

const model = buildTrace(
  traceOf([
    { id: 'root' },
    { id: 'a', parent: 'root', at: 1 },
    { id: 'a1', parent: 'a', at: 2 },
    { id: 'a2', parent: 'a', at: 3, error: true },
    { id: 'b', parent: 'root', at: 4 },
    { id: 'b1', parent: 'b', at: 5 },
  ]),
);
const [root, a, a1, a2, b, b1] = model.nodes;

describe('the rows', () => {
  it.each([
    ['all', UNFOLDED, [root, a, a1, a2, b, b1]],
    ['one level', { ...UNFOLDED, base: 1 }, [root]],
    ['two levels', { ...UNFOLDED, base: 2 }, [root, a, b]],
    ['errors', { ...UNFOLDED, base: 'errors' as const }, [root, a, a1, a2, b]],
    ['one closed by hand', flip(UNFOLDED, a), [root, a, b, b1]],
    ['closed and opened', flip(flip(UNFOLDED, a), a), model.nodes],
    ['one opened by hand', flip({ ...UNFOLDED, base: 2 }, b), [root, a, b, b1]],
  ])('are those of the fold: %s', (_, fold, expected) => {
    expect(visibleRows(model, fold)).toEqual(expected);
  });

  it('are those that match, with their ancestors, as far as these are open', () => {
    const isError = ({ isError: failed }: typeof root) => failed;
    expect(visibleRows(model, UNFOLDED, isError)).toEqual([root, a, a2]);
    expect(visibleRows(model, flip(UNFOLDED, a), isError)).toEqual([root, a]);
    expect(visibleRows(model, UNFOLDED, () => false)).toEqual([]);
  });

  it('open above a span that somebody goes to', () => {
    const closed = flip(flip(UNFOLDED, root), a);
    expect(visibleRows(model, reveal(closed, a2))).toContain(a2);
    expect(reveal(UNFOLDED, a2)).toBe(UNFOLDED);
  });

  it('stand in for what they hide', () => {
    const rows = visibleRows(model, flip(UNFOLDED, a));
    expect(rowOf(rows, a2)).toBe(1);
    expect(rowOf(rows, b1)).toBe(3);
    expect(rowOf([], b1)).toBe(-1);
    expect(rowOf(rows, undefined)).toBe(-1);
  });
});

describe('the search', () => {
  const haystack = buildTrace(
    traceOf([
      { id: 'op', operation: 'POST /Orders' },
      { id: 'service', service: 'payments' },
      { id: 'attribute', attributes: { 'Http.Method': 'PATCH', i: 'İ' } },
      {
        id: 'event',
        events: [
          {
            name: 'cache miss',
            timeUnixNano: '0',
            attributes: { key: 'cart:7' },
          },
        ],
      },
      {
        id: 'link',
        links: [{ traceId: 'feed', spanId: 'beef', attributes: {} }],
      },
      { id: 'status', error: 'out of stock' },
    ]),
  );
  it.each([
    ['post /orders', ['op']],
    ['payments', ['service']],
    ['http.method=patch', ['attribute']],
    ['  PATCH ', ['attribute']],
    ['cache', ['event']],
    ['key=cart:7', ['event']],
    ['beef', ['link']],
    ['OUT OF STOCK', ['status']],
    ['europe-west1', ['op', 'service', 'attribute', 'event', 'link', 'status']],
    ['.*', []],
    ['   ', []],
  ])('finds %p', (text, expected) => {
    expect(
      findSpans(haystack, text)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...expected].sort());
  });
});

describe('the time line', () => {
  const window = { fromUs: 100, toUs: 200 };
  it.each([
    ['inside', 120, 150, { left: 20, width: 30 }],
    ['over both ends', 0, 900, { left: 0, width: 100 }],
    ['a moment', 200, 200, { left: 100, width: 0 }],
    ['before', 0, 99, undefined],
    ['after', 201, 300, undefined],
  ])('places what lies %s', (_, fromUs, toUs, expected) => {
    expect(place(window, { fromUs, toUs })).toEqual(expected);
  });
  it('fills the width when no time passed', () => {
    const moment = { fromUs: 0, toUs: 0 };
    expect(place(moment, moment)).toEqual({ left: 0, width: 100 });
  });

  it.each([
    [0, 3_020_000, 'en', ['0 s', '1 s', '2 s', '3 s']],
    [0, 950, 'en', ['0 µs', '200 µs', '400 µs', '600 µs', '800 µs']],
    [
      1_500_000,
      1_500_040,
      'en',
      ['1.5 s', '1.50001 s', '1.50002 s', '1.50003 s', '1.50004 s'],
    ],
    [0, 2_500, 'uk', ['0 мс', '0,5 мс', '1 мс', '1,5 мс', '2 мс', '2,5 мс']],
    [0, 0, 'en', []],
  ])('marks %d–%d µs at round moments (%s)', (fromUs, toUs, locale, labels) => {
    const ticks = ticksOf({ fromUs, toUs }, 5, locale);
    expect(ticks.map(({ label }) => label.replace(/\u00a0/g, ' '))).toEqual(
      labels,
    );
    for (const { percent } of ticks) {
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100.001);
    }
  });

  it('zooms to what lies in the trace', () => {
    expect(clampWindow({ fromUs: -5, toUs: 40 }, 100)).toEqual({
      fromUs: 0,
      toUs: 40,
    });
    expect(clampWindow({ fromUs: 0, toUs: 100 }, 100)).toBeUndefined();
    expect(clampWindow({ fromUs: 200, toUs: 300 }, 100)).toBeUndefined();
    expect(clampWindow(undefined, 100)).toBeUndefined();
  });
});

describe('the overview', () => {
  it('draws ten thousand spans with a few thousand strokes', () => {
    const { lanes, services, errors } = buildOverview(
      buildTrace(largeTrace(10_000)),
    );
    const strokes = services.flatMap(({ path }) => path.match(/M/g) ?? []);
    expect(lanes).toBe(OVERVIEW_LANES);
    expect(services).toHaveLength(10);
    expect(strokes.length).toBeGreaterThan(40);
    expect(strokes.length).toBeLessThan(5_000);
    expect(errors.length).toBeGreaterThan(0);
  });

  it('draws a trace without length', () => {
    const moment = buildTrace(
      traceOf([
        { id: 'a', takes: 0 },
        { id: 'b', parent: 'a', takes: 0 },
      ]),
    );
    expect(buildOverview(moment).services[0].path).toBe('M0 0.5H1M0 1.5H1');
    expect(moment.startNano).toBe(START_NANO);
  });
});

describe('a view in a link', () => {
  const usual: TraceView = {
    selected: undefined,
    show: 'all',
    levels: 'none',
    find: '',
    zoom: undefined,
  };
  it.each<[string, TraceView]>([
    ['', usual],
    [
      'span=b7&show=errors&levels=3&find=a%3Db+%26&zoom=0.5-1200.125',
      {
        selected: 'b7',
        show: 'errors',
        levels: 3,
        find: 'a=b &',
        zoom: { fromUs: 0.5, toUs: 1200.125 },
      },
    ],
    ['levels=errors', { ...usual, levels: 'errors' }],
  ])('is written and read: %p', (text, view) => {
    expect(formatView(view).toString()).toBe(text);
    expect(parseView(new URLSearchParams(text))).toEqual(view);
  });

  it.each(['show=none', 'levels=-1', 'levels=1e9', 'zoom=9-3', 'zoom=a-b'])(
    'counts as not said when it makes no sense: %s',
    text => {
      expect(parseView(new URLSearchParams(text))).toEqual(usual);
    },
  );

  it('leaves the rest of the link alone', () => {
    const parameters = new URLSearchParams('from=1h&span=old&zoom=1-2');
    expect(withView(parameters, { ...usual, selected: 'new' }).toString()).toBe(
      'from=1h&span=new',
    );
  });
});
