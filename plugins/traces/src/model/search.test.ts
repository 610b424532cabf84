import { parseDuration, writeDuration } from './durationText';
import { mergeRed } from './red';
import { mergeAnswers } from './sources';
import { isFiltering, parseTraceFilters } from './traceFilters';
import { findTraceId } from './traceId';
import { parseSort, writeSort } from './traceRow';

const ID = '0af7651916cd43dd8448eb211c80319c';

describe('durations as text', () => {
  it.each<[string, number | undefined]>([
    ['250ms', 250],
    ['250', 250],
    ['1.5s', 1500],
    ['1,5 S', 1500],
    ['2 min', 120_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['80us', 0.08],
    ['80µs', 0.08],
    ['0', 0],
    ['', undefined],
    ['-5ms', undefined],
    ['1e9s', undefined],
    ['99999999h', undefined],
    ['fast', undefined],
    ['5 parsecs', undefined],
  ])('reads %p as %p ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it('writes bounds that keep inside what they bound', () => {
    expect(writeDuration(1234.5, 'down')).toBe('1.23s');
    expect(writeDuration(1234.5, 'up')).toBe('1.24s');
    expect(writeDuration(0.01234, 'down')).toBe('12.3us');
    expect(writeDuration(-3, 'down')).toBe('0ms');
    for (const ms of [0.0005, 0.7, 8.2, 99.99, 999.6, 61_234, 9_000_000]) {
      expect(parseDuration(writeDuration(ms, 'down'))).toBeLessThanOrEqual(ms);
      expect(parseDuration(writeDuration(ms, 'up'))).toBeGreaterThanOrEqual(ms);
    }
  });
});

describe('findTraceId', () => {
  it.each<[string, string | undefined]>([
    [` ${ID.toUpperCase()} `, ID],
    ['0af76519-16cd-43dd-8448-eb211c80319c', ID],
    ['8448eb211c80319c', '8448eb211c80319c'],
    [`00-${ID}-b7ad6b7169203331-01`, ID],
    [`https://jaeger.test/trace/${ID}?uiFind=x`, ID],
    [`/traces/trace/${ID}`, ID],
    ['0'.repeat(32), undefined],
    [ID.slice(1), undefined],
    ['<script>', undefined],
  ])('finds in %p: %p', (text, id) => {
    expect(findTraceId(text)).toBe(id);
  });
});

describe('the filters of a link', () => {
  const parse = (link: string) => parseTraceFilters(new URLSearchParams(link));

  it('reads all of them', () => {
    const { filters, unusable } = parse(
      'service=orders&operation=POST+/&errors=true&minDuration=1s&maxDuration=2s&attribute=a%3Db%3Dc&attribute=d%3D',
    );
    expect(unusable).toEqual([]);
    expect(filters).toEqual({
      service: 'orders',
      operation: 'POST /',
      onlyErrors: true,
      minDurationMs: 1000,
      maxDurationMs: 2000,
      attributes: ['a=b=c', 'd='],
    });
    expect(isFiltering(filters)).toBe(true);
    expect(isFiltering(parse('service=+&errors=false').filters)).toBe(false);
  });

  it('names what it cannot use, and uses the rest', () => {
    const many = Array.from({ length: 21 }, (_, at) => `attribute=k${at}%3Dv`);
    const { filters, unusable } = parse(
      `errors=maybe&minDuration=3s&maxDuration=2s&attribute=novalue&attribute=%3Dv&${many.join(
        '&',
      )}`,
    );
    expect(unusable.map(({ value, reason }) => `${reason} ${value}`)).toEqual([
      'flag maybe',
      'order 2s',
      'attribute novalue',
      'attribute =v',
      'count k20=v',
    ]);
    expect(filters).toMatchObject({ onlyErrors: false, minDurationMs: 3000 });
    expect(filters.maxDurationMs).toBeUndefined();
    expect(filters.attributes).toHaveLength(20);
  });

  it('reads back the order it writes, and no other', () => {
    const sort = { key: 'duration', isDescending: true } as const;
    expect(parseSort(writeSort(sort))).toEqual(sort);
    expect(parseSort('errors')).toEqual({ key: 'errors', isDescending: false });
    expect(parseSort('-price')).toEqual({ key: 'start', isDescending: true });
  });
});

describe('several sources', () => {
  const window = {
    from: new Date('2026-03-10T13:00:00Z'),
    to: new Date('2026-03-10T13:02:00Z'),
  };
  const minutes = ['2026-03-10T13:00:00Z', '2026-03-10T13:01:00Z'];

  it('adds requests and errors up, and takes the highest p95', () => {
    const red = mergeRed(
      {
        stepSeconds: 60,
        series: [
          {
            source: 'one',
            points: [
              { time: minutes[0], requests: 60, errors: 6, p95Ms: 100 },
              { time: minutes[1], requests: 0, errors: 0 },
            ],
            total: { requests: 60, errors: 6, p95Ms: 100 },
          },
          {
            source: 'other',
            points: [{ time: minutes[0], requests: 60, errors: 0, p95Ms: 300 }],
            total: { requests: 60, errors: 0, p95Ms: 300 },
          },
        ],
      },
      window,
    );
    expect(red).toMatchObject({
      hasRequests: true,
      requestsPerSecond: 1,
      errorRatio: 0.05,
      p95Ms: 300,
    });
    expect(red.points).toEqual([
      {
        time: window.from,
        requestsPerSecond: 2,
        errorRatio: 0.05,
        p95Ms: 300,
      },
      // No request is a rate of zero, but no ratio and no duration.
      {
        time: new Date(minutes[1]),
        requestsPerSecond: 0,
        errorRatio: undefined,
        p95Ms: undefined,
      },
    ]);
  });

  it('remembers a failure on any page', () => {
    const answer = (id: string, state: 'answered' | 'failed') => ({
      id,
      title: id,
      state,
      elapsedMs: 1,
    });
    expect(
      mergeAnswers(
        [answer('one', 'answered'), answer('other', 'failed')],
        [answer('one', 'failed'), answer('other', 'answered')],
      ).map(({ state }) => state),
    ).toEqual(['failed', 'failed']);
  });
});
