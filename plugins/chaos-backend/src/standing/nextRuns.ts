import { parseDuration } from '@shop-platform/backstage-plugin-chaos-common';
import { isTimeZone, timeOf, wallClockAt } from './wallClock';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The 29th of February comes at least once in these. */
const LONGEST_DAYS = 366 * 8;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Chaos Mesh reads cron in the zone of its own clock, which is this one. */
const USUAL_ZONE = 'UTC';

type Field = { values: Set<number>; isAny: boolean };

/**
 * When a Schedule starts something next, in milliseconds since 1970; fewer than
 * asked for where it does so less often, none where it never does.
 *
 * @param expression - cron of five fields, a descriptor, or `@every 1h`, as
 *   `validateChaos` lets it through
 * @param since - of `@every`: when it last started something, or was made
 */
export function nextRuns(
  expression: string,
  options: { after: number; since?: number; count: number },
): number[] {
  const { after, since = after, count } = options;
  const text = expression.trim();
  const every = /^@every\s+(\S+)$/.exec(text)?.[1];
  if (every !== undefined) {
    const interval = Math.max(parseDuration(every), 1000);
    const passed = Math.max(0, Math.floor((after - since) / interval));
    const first = since + (passed + 1) * interval;
    return Array.from(
      { length: count },
      (_, index) => first + index * interval,
    );
  }
  const [, zone = USUAL_ZONE, rest] =
    /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(text) ?? [];
  if (!isTimeZone(zone)) {
    return [];
  }
  return nextInZone(DESCRIPTORS[rest] ?? rest, zone, { after, count });
}

function nextInZone(
  cron: string,
  zone: string,
  { after, count }: { after: number; count: number },
): number[] {
  const parts = cron.split(/\s+/);
  const minutes = readField(parts[0], 0, 59);
  const hours = readField(parts[1], 0, 23);
  const days = readField(parts[2], 1, 31);
  const months = readField(parts[3], 1, 12, MONTHS);
  const weekdays = readField(parts[4], 0, 6, WEEKDAYS);
  const found: number[] = [];
  const { year, month, day } = wallClockAt(after, zone);
  const start = Date.UTC(year, month - 1, day);
  for (
    let index = 0;
    index < LONGEST_DAYS && found.length < count;
    index += 1
  ) {
    const date = new Date(start + index * DAY_MS);
    const onDay = days.values.has(date.getUTCDate());
    const onWeekday = weekdays.values.has(date.getUTCDay());
    // As cron has it: of two that are named, either is enough.
    const isDay =
      days.isAny || weekdays.isAny ? onDay && onWeekday : onDay || onWeekday;
    if (isDay && months.values.has(date.getUTCMonth() + 1)) {
      found.push(
        ...timesOn(date, { hours, minutes, zone }).filter(time => time > after),
      );
    }
  }
  return found.slice(0, count);
}

function timesOn(
  date: Date,
  { hours, minutes, zone }: { hours: Field; minutes: Field; zone: string },
): number[] {
  const times = [...hours.values].flatMap(hour =>
    [...minutes.values].map(minute =>
      timeOf(
        {
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour,
          minute,
        },
        zone,
      ),
    ),
  );
  return times
    .filter(time => time !== undefined)
    .sort((one, other) => one - other);
}

function readField(
  text: string | undefined = '*',
  min: number,
  max: number,
  words: string[] = [],
): Field {
  const values = new Set<number>();
  let isAny = false;
  const valueOf = (word: string) => {
    const index = words.indexOf(word.toLocaleLowerCase('en-US'));
    return index < 0 ? Number(word) : index + min;
  };
  for (const part of text.split(',')) {
    const [range, step] = part.split('/');
    const isStar = range === '*' || range === '?';
    const [low, high] = isStar ? [] : range.split('-').map(valueOf);
    const from = low ?? min;
    const openEnd = step === undefined ? from : max;
    const to = isStar ? max : high ?? openEnd;
    isAny ||= isStar;
    for (let value = from; value <= to; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return { values, isAny };
}
