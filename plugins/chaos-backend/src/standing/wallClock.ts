const MINUTE_MS = 60_000;

/** What the clocks of a place show. `weekday`: 0 is Sunday. */
export type WallClock = {
  year: number;
  /** 1 is January. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether a time zone is one that this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a time zone show at a time in milliseconds since 1970. */
export function wallClockAt(time: number, zone: string): WallClock {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, day] = [read('year'), read('month'), read('day')];
  return {
    year,
    month,
    day,
    hour: read('hour'),
    minute: read('minute'),
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

/**
 * When the clocks of a time zone show so many minutes since midnight of a day;
 * where they skip that, a moment close to it.
 */
export function timeOfClock(
  { year, month, day }: Pick<WallClock, 'year' | 'month' | 'day'>,
  minutes: number,
  zone: string,
): number {
  const shown = Date.UTC(year, month - 1, day, 0, minutes);
  const aheadAt = (time: number) => {
    const clock = wallClockAt(time, zone);
    const minute = Math.floor(time / MINUTE_MS) * MINUTE_MS;
    return (
      Date.UTC(
        clock.year,
        clock.month - 1,
        clock.day,
        clock.hour,
        clock.minute,
      ) - minute
    );
  };
  // The first guess may lie on the other side of a change of the clocks.
  return shown - aheadAt(shown - aheadAt(shown));
}
