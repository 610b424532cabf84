import {
  defaultTimeRange,
  formatTimeRange,
  parseTimeRange,
  resolveTimeRange,
  type TimeRange,
} from './timeRange';

const from = new Date('2026-03-10T10:00:00.000Z');
const to = new Date('2026-03-10T12:30:00.000Z');

describe('time ranges in links', () => {
  it.each<[string, TimeRange]>([
    ['from=15m', { kind: 'relative', from: '15m' }],
    ['from=36h&live=true', { kind: 'relative', from: '36h', live: true }],
    [
      'from=2026-03-10T10%3A00%3A00.000Z&to=2026-03-10T12%3A30%3A00.000Z',
      { kind: 'absolute', from, to },
    ],
  ])('%s', (link, range) => {
    expect(parseTimeRange(new URLSearchParams(link))).toEqual(range);
    expect(formatTimeRange(range).toString()).toBe(link);
  });

  it.each([
    '',
    'from=',
    'from=0m',
    'from=-1h',
    'from=1.5h',
    'from=1y',
    'from=99999d',
    'from=2026-03-10',
    'from=yesterday&to=2026-03-10',
    'from=2026-03-11&to=2026-03-10',
    'from=2026-03-10&to=2026-03-10',
  ])('falls back on %p', link => {
    const fallback: TimeRange = { kind: 'relative', from: '7d' };
    expect(parseTimeRange(new URLSearchParams(link))).toBe(defaultTimeRange);
    expect(parseTimeRange(new URLSearchParams(link), fallback)).toBe(fallback);
  });

  it('resolves against the clock', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    const resolve = (range: TimeRange) => resolveTimeRange(range, now);

    expect(resolve({ kind: 'absolute', from, to })).toEqual({ from, to });
    expect(resolve({ kind: 'relative', from: '15m' })).toEqual({
      from: new Date('2026-03-10T11:45:00Z'),
      to: now,
    });
    expect(resolve({ kind: 'relative', from: '2h' }).from).toEqual(from);
    expect(resolve({ kind: 'relative', from: '7d' }).from).toEqual(
      new Date('2026-03-03T12:00:00Z'),
    );
  });
});
