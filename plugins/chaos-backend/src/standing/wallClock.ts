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
 * When the clocks of a time zone show a time, in milliseconds since 1970. Of two
 * such moments the first; undefined where the clocks leap over it.
 */
export function timeOf(
  { year, month, day, hour, minute }: Omit<WallClock, 'weekday'>,
  zone: string,
): number | undefined {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const offsetAt = (time: number) => {
    const seen = wallClockAt(time, zone);
    const shown = Date.UTC(
      seen.year,
      seen.month - 1,
      seen.day,
      seen.hour,
      seen.minute,
    );
    return shown - Math.floor(time / 60_000) * 60_000;
  };
  const aroundMs = 24 * 3_600_000;
  const candidates = [offsetAt(asUtc - aroundMs), offsetAt(asUtc + aroundMs)]
    .map(offset => asUtc - offset)
    .filter(time => offsetAt(time) === asUtc - time);
  return candidates.length > 0 ? Math.min(...candidates) : undefined;
}
