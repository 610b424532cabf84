import { parseDuration } from '../duration';
import { whyNot } from './problem';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

type FieldRule = { name: string; min: number; max: number; words?: string[] };

const FIELDS: FieldRule[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of week', min: 0, max: 6, words: DAYS },
];

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const EVERY = /^@every\s+(\S+)$/;
const ZONE = /^(?:TZ|CRON_TZ)=(\S*)\s+/;

/** The values of one field; `isAny` where it takes all of them as they come. */
export type CronField = { values: ReadonlySet<number>; isAny: boolean };

/** When something is due. */
export type Cron =
  | { every: number }
  | {
      second: CronField;
      minute: CronField;
      hour: CronField;
      dayOfMonth: CronField;
      month: CronField;
      dayOfWeek: CronField;
      timeZone: string;
    };

/**
 * Reads a cron expression of five fields, of six with the seconds before them, a
 * descriptor such as `@hourly`, or `@every 90s`. Throws what is wrong with it.
 */
export function parseCron(expression: string): Cron {
  const timeZone = ZONE.exec(expression.trim())?.[1] ?? 'UTC';
  const text = expression.trim().replace(ZONE, '');
  if (text === '') {
    throw new Error('empty spec string');
  }
  const interval = EVERY.exec(text)?.[1];
  if (interval !== undefined) {
    // In whole seconds, of which one is the least.
    const every = Math.floor(parseDuration(interval) / 1000) * 1000;
    return { every: Math.max(1000, every) };
  }
  if (text.startsWith('@') && !Object.hasOwn(DESCRIPTORS, text)) {
    throw new Error(`unrecognized descriptor: ${text}`);
  }
  const parts = (DESCRIPTORS[text] ?? text).split(/\s+/);
  if (parts.length < 5 || parts.length > 6) {
    throw new Error(
      `expected 5 to 6 fields, found ${parts.length}: [${parts.join(' ')}]`,
    );
  }
  const all = parts.length === 5 ? ['0', ...parts] : parts;
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = all.map(
    (part, index) => parseField(part, FIELDS[index]),
  );
  checkZone(timeZone);
  return { second, minute, hour, dayOfMonth, month, dayOfWeek, timeZone };
}

function checkZone(timeZone: string): void {
  const isKnown = !whyNot(() => new Intl.DateTimeFormat('en', { timeZone }));
  if (!isKnown) {
    throw new Error(`provided bad location ${timeZone}`);
  }
}

function parseField(text: string, field: FieldRule): CronField {
  const ranges = text.split(',').map(range => parseRange(range, field));
  return {
    values: new Set(ranges.flatMap(({ values }) => values)),
    isAny: ranges.some(({ isAny }) => isAny),
  };
}

function parseRange(
  text: string,
  field: FieldRule,
): { values: number[]; isAny: boolean } {
  const [range, stepText, ...more] = text.split('/');
  if (more.length > 0) {
    throw new Error(`too many slashes: ${text}`);
  }
  if (stepText !== undefined && !/^[1-9]\d*$/.test(stepText)) {
    throw new Error(`step of range should be a positive number: ${text}`);
  }
  const step = Number(stepText ?? 1);
  const isStar = range === '*' || range === '?';
  const bounds = isStar
    ? [field.min, field.max]
    : range.split('-').map(each => valueOf(each, field));
  if (bounds.length > 2) {
    throw new Error(`too many hyphens: ${text}`);
  }
  // `5/10` goes on to the end.
  const [low, high = stepText === undefined ? low : field.max] = bounds;
  if (low < field.min || high > field.max) {
    throw new Error(
      `${field.name} out of range (${field.min} to ${field.max}): ${text}`,
    );
  }
  if (low > high) {
    throw new Error(
      `beginning of range (${low}) beyond end of range (${high}): ${text}`,
    );
  }
  const count = Math.floor((high - low) / step) + 1;
  return {
    values: Array.from({ length: count }, (_, index) => low + index * step),
    isAny: isStar && step === 1,
  };
}

function valueOf(text: string, { words, min }: FieldRule): number {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) {
    return word + min;
  }
  if (!/^\d+$/.test(text)) {
    throw new Error(`failed to parse int from ${text}`);
  }
  return Number(text);
}
