import { InputError } from '@backstage/errors';
import { z } from 'zod';

const MINUTE_MS = 60_000;
const UNITS: Record<string, number> = {
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
  w: 7 * 24 * 60 * MINUTE_MS,
};
const STEPS = [
  1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600,
  43_200, 86_400, 604_800, 2_592_000,
];
const MAX_POINTS = 120;
const LATEST = Date.UTC(2262, 0, 1);

const moment = z.iso.datetime({ offset: true });

/** A window of time, its end not in it. */
export type Window = { from: Date; to: Date };

/** @throws InputError when it is no moment with a zone from 1970 to 2262 */
export function parseTime(text: string): Date {
  const time = new Date(moment.safeParse(text).success ? text : NaN);
  if (!(time.getTime() >= 0 && time.getTime() < LATEST)) {
    throw new InputError(
      'has to be a moment of ISO 8601 with its zone, such as 2026-01-31T12:00:00Z, from 1970 to 2262',
    );
  }
  return time;
}

/** @throws InputError that says which bound is wrong */
export function parseWindow(bounds: { from: string; to: string }): Window {
  const read = (name: 'from' | 'to') => {
    try {
      return parseTime(bounds[name]);
    } catch (error) {
      throw error instanceof InputError
        ? new InputError(`'${name}' ${error.message}`)
        : error;
    }
  };
  const window = { from: read('from'), to: read('to') };
  if (window.from >= window.to) {
    throw new InputError(`'from' has to lie before 'to'`);
  }
  return window;
}

/** The window that ends now: `30d`. */
export function lastWindow(range: string): Window {
  const to = new Date();
  const length = Number(range.slice(0, -1)) * UNITS[range.slice(-1)];
  return { from: new Date(to.getTime() - length), to };
}

/** The window of the same length before. */
export function windowBefore({ from, to }: Window): Window {
  const length = to.getTime() - from.getTime();
  return { from: new Date(from.getTime() - length), to: from };
}

/** A step of time that people read easily, for at most 120 points. */
export function stepOf({ from, to }: Window): number {
  const seconds = (to.getTime() - from.getTime()) / 1000;
  return (
    STEPS.find(step => seconds / step <= MAX_POINTS) ?? STEPS[STEPS.length - 1]
  );
}

/** As ClickHouse reads a time in UTC. */
export function toSqlTime(time: Date, places: number): string {
  const [seconds, fraction] = time
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .split('.');
  return places === 0 ? seconds : `${seconds}.${fraction.slice(0, places)}`;
}
