import { describeScope } from '../verdict/describeScope';
import { type Answer, type Check } from './types';

/** Whether a value is on the right side of the limit. */
export function isWithin(
  { limit, comparator }: Pick<Check, 'limit' | 'comparator'>,
  value: number,
): boolean {
  return comparator === 'above' ? value > limit : value < limit;
}

/** A value with its unit, in English as all that the back end says. */
export function describeValue(
  { unit }: Pick<Check, 'unit'>,
  value: number,
): string {
  switch (unit) {
    case 'ms':
      return `${Math.round(value)} ms`;
    case 'ratio':
      return `${(value * 100).toFixed(1)} %`;
    case 'perSecond':
      return `${Number(value.toPrecision(3))} requests a second`;
    default:
      return String(Number(value.toPrecision(6)));
  }
}

/** What a check says now, with its limit. */
export function describeAnswer(
  check: Check,
  answer: Answer,
  region: string,
): string {
  const { title, limit, comparator } = check;
  const wanted = `it has to be ${comparator} ${describeValue(check, limit)}`;
  const value =
    answer.value === undefined
      ? undefined
      : `is ${describeValue(check, answer.value)}`;
  const found = [answer.message, value].filter(Boolean).join(', ');
  const where = answer.scope ? ` ${describeScope(answer.scope, region)}` : '';
  return `${title}: ${found}${where}; ${wanted}`;
}
