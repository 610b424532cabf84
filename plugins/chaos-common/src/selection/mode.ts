import { SelectorMode } from '../model/selector';
import { SelectionError } from './SelectionError';
import { parseInteger, whyNot } from '../rules/problem';

/**
 * A whole number from 0 up to, and without, the one given.
 *
 * @public
 */
export type RandomInteger = (end: number) => number;

/**
 * How many are taken of a number of things, at least and at most.
 *
 * @public
 */
export type TakenCount = { least: number; most: number };

/** How many a mode takes of a number of things. */
export function countTaken(
  count: number,
  mode: SelectorMode,
  value: string,
): TakenCount {
  switch (mode) {
    case 'one':
      return { least: 1, most: 1 };
    case 'all':
      return { least: count, most: count };
    case 'fixed': {
      const taken = Math.min(count, positive(value));
      return { least: taken, most: taken };
    }
    case 'fixed-percent': {
      const taken = share(count, percentage(value));
      return { least: taken, most: taken };
    }
    default:
      // A percentage of 0 may come out.
      return { least: 0, most: share(count, percentage(value)) };
  }
}

/** Which of a number of things are taken, by their places. */
export function pickPlaces(
  count: number,
  mode: SelectorMode,
  value: string,
  random: RandomInteger,
): number[] {
  switch (mode) {
    case 'one':
      return [random(count)];
    case 'all':
      return Array.from({ length: count }, (_, index) => index);
    case 'random-max-percent':
      return distinct(
        count,
        share(count, random(percentage(value) + 1)),
        random,
      );
    default:
      return distinct(count, countTaken(count, mode, value).most, random);
  }
}

function positive(value: string): number {
  const why = whyNot(() => parseInteger(value));
  if (why) {
    throw new SelectionError(why);
  }
  const number = parseInteger(value);
  if (number <= 0) {
    throw new SelectionError(
      'cannot select any object as value below or equal 0',
    );
  }
  return number;
}

function percentage(value: string): number {
  const number = positive(value);
  if (number > 100) {
    throw new SelectionError(
      `fixed percentage value of ${number} is invalid, Must be (0,100]`,
    );
  }
  return number;
}

/** Rounded up, so that a percentage above 0 takes one at least. */
function share(count: number, percent: number): number {
  return Math.ceil((count * percent) / 100);
}

function distinct(
  end: number,
  wanted: number,
  random: RandomInteger,
): number[] {
  const places = new Set<number>();
  while (places.size < wanted) {
    places.add(random(end));
  }
  return [...places];
}
