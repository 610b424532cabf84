import { Random } from '../../otlp/generator/Random';
import { uuidOf } from './ids';
import { familyNames, givenNames } from './words';

const DAY_MS = 86_400_000;

export type Customer = {
  id: string;
  email: string;
  name: string;
  locale: 'uk' | 'en';
  createdAt: Date;
};

/** The id of a customer, for those who only need to buy in somebody's name. */
export function customerId(seed: number, index: number): string {
  return uuidOf(seed, 'customer', index);
}

/** Customers in the order in which they came, more of them each week. */
export function makeCustomers(options: {
  seed: number;
  count: number;
  from: Date;
  to: Date;
}): Customer[] {
  const { seed, count, from, to } = options;
  const random = new Random(seed ^ 0x43555354);
  const span = to.getTime() - from.getTime();
  return Array.from({ length: count }, (_, index) => ({
    id: customerId(seed, index),
    email: `customer-${index + 1}@example.com`,
    name: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    locale: random.chance(0.92) ? 'uk' : 'en',
    // The square root of an even spread: the rate grows in a straight line.
    createdAt: new Date(
      from.getTime() +
        span * Math.sqrt((index + 0.5) / count) -
        random.below(DAY_MS / 24),
    ),
  }));
}
