import { nextRuns } from './nextRuns';

const from = (text: string, cron: string, count = 2) =>
  nextRuns(cron, { after: Date.parse(text), count }).map(time =>
    new Date(time).toISOString().replace(':00.000Z', 'Z'),
  );

describe('nextRuns', () => {
  it.each([
    ['*/20 * * * *', ['2026-11-29T05:40Z', '2026-11-29T06:00Z']],
    ['0 3 * * 1', ['2026-11-30T03:00Z', '2026-12-07T03:00Z']],
    ['0 3 * * MON-TUE', ['2026-11-30T03:00Z', '2026-12-01T03:00Z']],
    // Either of a day of the month and a day of the week is enough.
    ['0 0 30 * TUE', ['2026-11-30T00:00Z', '2026-12-01T00:00Z']],
    ['5/30 6 * * *', ['2026-11-29T06:05Z', '2026-11-29T06:35Z']],
    ['0 0 29 feb *', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['@monthly', ['2026-12-01T00:00Z', '2027-01-01T00:00Z']],
    ['@every 90m', ['2026-11-29T07:00Z', '2026-11-29T08:30Z']],
    ['TZ=Europe/Kyiv 0 9 * * *', ['2026-11-29T07:00Z', '2026-11-30T07:00Z']],
    ['TZ=Nowhere 0 9 * * *', []],
    ['0 0 31 2 *', []],
  ])('%s', (cron, expected) => {
    expect(from('2026-11-29T05:30:00Z', cron)).toEqual(expected);
  });

  it('goes on from when it last ran where it runs every so often', () => {
    expect(
      nextRuns('@every 4h', {
        after: Date.parse('2026-11-29T10:00:00Z'),
        since: Date.parse('2026-11-29T01:00:00Z'),
        count: 1,
      }),
    ).toEqual([Date.parse('2026-11-29T13:00:00Z')]);
  });

  it('leaves out what the clocks leap over, and runs once where they go back', () => {
    expect(from('2026-03-28T12:00:00Z', 'TZ=Europe/Kyiv 30 3 * * *')).toEqual([
      '2026-03-30T00:30Z',
      '2026-03-31T00:30Z',
    ]);
    expect(from('2026-10-24T12:00:00Z', 'TZ=Europe/Kyiv 30 3 * * *')).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
  });
});
