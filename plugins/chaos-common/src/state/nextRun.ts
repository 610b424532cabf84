import { Cron, parseCron } from '../rules/cron';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The 29th of February may be eight years away; who waits longer waits forever. */
const LONGEST = 9 * 366 * DAY;

/**
 * When a Schedule is due for the first time after a time.
 *
 * @param schedule - the field `schedule`: cron, with or without seconds and a zone,
 * or `@every 1h`
 * @param after - milliseconds since 1970
 * @returns undefined where it never is: on the 30th of February
 * @throws an error that says what is wrong with the expression
 * @public
 */
export function nextRun(schedule: string, after: number): number | undefined {
  const cron = parseCron(schedule);
  if ('every' in cron) {
    return Math.floor(after / SECOND) * SECOND + cron.every;
  }
  const { timeZone } = cron;
  let clock = after + offsetAt(after, timeZone);
  const end = clock + LONGEST;
  while (clock < end) {
    const due = nextOnClock(cron, clock, end);
    if (due === undefined) {
      return undefined;
    }
    const time = timeOf(due, timeZone);
    // An hour that the clock of the zone skips does not come; one that it repeats
    // comes once.
    if (time > after && time + offsetAt(time, timeZone) === due) {
      return time;
    }
    clock = due;
  }
  return undefined;
}

type Fields = Exclude<Cron, { every: number }>;

/** The next time after another on a clock that knows no zones: milliseconds as if it were UTC's. */
function nextOnClock(
  cron: Fields,
  after: number,
  end: number,
): number | undefined {
  let time = (Math.floor(after / SECOND) + 1) * SECOND;
  while (time < end) {
    const date = new Date(time);
    if (!cron.month.values.has(date.getUTCMonth() + 1)) {
      time = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    } else if (!isDay(cron, date)) {
      time = (Math.floor(time / DAY) + 1) * DAY;
    } else if (!cron.hour.values.has(date.getUTCHours())) {
      time = (Math.floor(time / HOUR) + 1) * HOUR;
    } else if (!cron.minute.values.has(date.getUTCMinutes())) {
      time = (Math.floor(time / MINUTE) + 1) * MINUTE;
    } else if (!cron.second.values.has(date.getUTCSeconds())) {
      time += SECOND;
    } else {
      return time;
    }
  }
  return undefined;
}

/** Where both kinds of days are given, one of them is enough. */
function isDay({ dayOfMonth, dayOfWeek }: Fields, date: Date): boolean {
  const inMonth = dayOfMonth.values.has(date.getUTCDate());
  const inWeek = dayOfWeek.values.has(date.getUTCDay());
  return dayOfMonth.isAny || dayOfWeek.isAny
    ? inMonth && inWeek
    : inMonth || inWeek;
}

/** The time at which the clock of a zone shows this; the first of two. */
function timeOf(clock: number, timeZone: string): number {
  const guesses = [clock - DAY, clock + DAY].map(
    near => clock - offsetAt(near, timeZone),
  );
  const right = guesses.filter(
    guess => guess + offsetAt(guess, timeZone) === clock,
  );
  return Math.min(...(right.length > 0 ? right : guesses));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone is ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  if (timeZone === 'UTC') {
    return 0;
  }
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(timeZone, format);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) {
    part[type] = Number(value);
  }
  const shown = Date.UTC(
    part.year,
    part.month - 1,
    part.day,
    part.hour,
    part.minute,
    part.second,
  );
  return shown - Math.floor(time / SECOND) * SECOND;
}
