const CLOCK: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
const DAY: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
};

/** Where a moment is read: the viewer's zone unless another is named. */
export type MomentOptions = { locale: string; timeZone?: string };

/** A moment with its day, and the zone it is told in. */
export function formatMoment(date: Date, options: MomentOptions): string {
  const { locale, timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    ...DAY,
    ...CLOCK,
    timeZone,
    timeZoneName: 'short',
  }).format(date);
}

/** The time of day, with the day when it is not today. */
export function formatClock(
  date: Date,
  now: Date,
  options: MomentOptions,
): string {
  const { locale, timeZone } = options;
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone });
  return new Intl.DateTimeFormat(locale, {
    ...(day.format(date) === day.format(now) ? {} : DAY),
    ...CLOCK,
    timeZone,
  }).format(date);
}

/** A span of time, days and seconds only where they say something. */
export function formatSpan(
  from: Date,
  to: Date,
  options: MomentOptions,
): string {
  const { locale, timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    ...DAY,
    ...CLOCK,
    second: from.getSeconds() || to.getSeconds() ? '2-digit' : undefined,
    timeZone,
  }).formatRange(from, to);
}

const UNIT_SECONDS = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  month: 30 * 86_400,
  year: 365 * 86_400,
};

function ageUnit(seconds: number): keyof typeof UNIT_SECONDS {
  if (seconds < UNIT_SECONDS.minute) return 'second';
  if (seconds < UNIT_SECONDS.hour) return 'minute';
  if (seconds < UNIT_SECONDS.day) return 'hour';
  if (seconds < UNIT_SECONDS.month) return 'day';
  return seconds < UNIT_SECONDS.year ? 'month' : 'year';
}

/** Seconds are told in tens: a text that changes every second disturbs. */
const SECONDS_STEP = 10;

/** How long ago, or in how long, in the largest unit that fits. */
export function formatAge(date: Date, now: Date, locale: string): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const unit = ageUnit(Math.abs(seconds));
  const amount =
    unit === 'second'
      ? Math.trunc(seconds / SECONDS_STEP) * SECONDS_STEP
      : Math.trunc(seconds / UNIT_SECONDS[unit]);
  // Adding zero turns -0, which reads as "in 0 seconds", into 0.
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    amount + 0,
    unit,
  );
}

/** How long the text of `formatAge` holds at most before it is looked at again. */
export function ageHoldsFor(date: Date, now: Date): number {
  const seconds = Math.abs(date.getTime() - now.getTime()) / 1000;
  const unit = ageUnit(seconds);
  const step = unit === 'second' ? SECONDS_STEP : UNIT_SECONDS[unit];
  const HOUR_MS = UNIT_SECONDS.hour * 1000;
  return Math.min((step / 2) * 1000, HOUR_MS);
}
