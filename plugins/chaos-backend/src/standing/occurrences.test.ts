import { occurrences } from './occurrences';

/** The first ones, and no more than that. */
function first(
  schedule: string,
  times: { after: string; since?: string },
  count = 2,
): string[] {
  const found: string[] = [];
  const { after, since } = times;
  for (const time of occurrences(schedule, {
    after: Date.parse(after),
    ...(since ? { since: Date.parse(since) } : {}),
  })) {
    found.push(new Date(time).toISOString().replace('.000Z', 'Z'));
    if (found.length === count) {
      break;
    }
  }
  return found;
}

describe('occurrences', () => {
  it.each([
    ['0 3 * * 1', ['2026-11-30T03:00:00Z', '2026-12-07T03:00:00Z']],
    // With the seconds before them, as Chaos Mesh reads six fields.
    ['0 10 3 * * *', ['2026-11-30T03:10:00Z', '2026-12-01T03:10:00Z']],
    // A step is not just any day: either of the two is enough then.
    ['0 0 */20 * TUE', ['2026-12-01T00:00:00Z', '2026-12-08T00:00:00Z']],
    [
      'TZ=Europe/Kyiv 0 9 * * *',
      ['2026-11-29T07:00:00Z', '2026-11-30T07:00:00Z'],
    ],
    ['@every 90m', ['2026-11-29T07:00:00Z', '2026-11-29T08:30:00Z']],
    ['0 0 31 2 *', []],
  ])('%s', (schedule, expected) => {
    expect(first(schedule, { after: '2026-11-29T05:30:00Z' })).toEqual(
      expected,
    );
  });

  it('goes on from when it last ran where it runs every so often', () => {
    expect(
      first('@every 4h', {
        after: '2026-11-29T10:00:00Z',
        since: '2026-11-29T01:00:00Z',
      }),
    ).toEqual(['2026-11-29T13:00:00Z', '2026-11-29T17:00:00Z']);
  });

  it('throws what no clock can read, and does not look for it for ever', () => {
    expect(() =>
      first('*/0 * * * *', { after: '2026-11-29T10:00:00Z' }),
    ).toThrow(/step/);
  });
});
