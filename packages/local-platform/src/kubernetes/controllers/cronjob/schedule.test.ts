import { dueTimes } from './schedule';

const time = (text: string | undefined) => text && Date.parse(`${text}:00Z`);

describe('The times of a schedule', () => {
  it.each([
    [
      '*/5 * * * *',
      'UTC',
      '2026-03-01T10:00',
      '2026-03-01T10:04',
      undefined,
      '2026-03-01T10:05',
    ],
    [
      '*/5 * * * *',
      'UTC',
      '2026-03-01T09:00',
      '2026-03-01T10:04',
      '2026-03-01T10:00',
      '2026-03-01T10:05',
    ],
    [
      '@daily',
      'Europe/Kyiv',
      '2026-01-01T00:00',
      '2026-03-01T10:00',
      '2026-02-28T22:00',
      '2026-03-01T22:00',
    ],
    [
      '0 0 13 * 5',
      'UTC',
      '2026-02-28T00:00',
      '2026-03-06T00:00',
      '2026-03-06T00:00',
      '2026-03-13T00:00',
    ],
    [
      '0 4 29 2 ?',
      'UTC',
      '2020-01-01T00:00',
      '2026-03-01T00:00',
      '2024-02-29T04:00',
      '2028-02-29T04:00',
    ],
    [
      '@every 90m',
      'UTC',
      '2026-03-01T00:00',
      '2026-03-01T04:00',
      '2026-03-01T03:00',
      '2026-03-01T04:30',
    ],
    [
      '0 0 30 2 *',
      'UTC',
      '2026-01-01T00:00',
      '2026-03-01T00:00',
      undefined,
      undefined,
    ],
    // The hour that is left out in spring.
    [
      '30 3 * * *',
      'Europe/Kyiv',
      '2026-03-28T12:00',
      '2026-03-29T12:00',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ],
  ])(
    'are known for %s in %s after %s at %s',
    (schedule, zone, earliest, now, latest, next) => {
      const due = dueTimes(schedule, zone, time(earliest) || 0, time(now) || 0);
      expect([due.latest, due.next]).toEqual([time(latest), time(next)]);
    },
  );
});
