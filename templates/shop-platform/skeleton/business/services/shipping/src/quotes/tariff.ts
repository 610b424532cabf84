import type { Quote, QuoteRequest } from '../carrier/Carrier.ts';

const dayMs = 24 * 3600 * 1000;

/** In kopiikas; the second is for each kilogram begun after the first. */
const tariffs = {
  branch: { first: 7000, next: 500, days: 2 },
  courier: { first: 10_500, next: 800, days: 3 },
};

/** From the warehouse to where it stands takes a day less. */
const warehouseCities = new Set(['Kyiv', 'Київ']);

const kyivDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Kyiv',
  dateStyle: 'short',
});

/** What the carrier's price list says: its own quotes differ little from it. */
export function quoteByTariff(
  { delivery, weightGrams, declaredValue }: QuoteRequest,
  now: Date,
): Quote {
  const { first, next, days } = tariffs[delivery.method];
  const kilograms = Math.ceil(weightGrams / 1000);
  // Half a percent of the declared value, which the carrier insures.
  const insurance = Math.ceil((declaredValue?.amount ?? 0) / 200);
  const daysUnderWay = days - (warehouseCities.has(delivery.city) ? 1 : 0);
  return {
    price: {
      amount: first + next * (kilograms - 1) + insurance,
      currency: 'UAH',
    },
    deliverBy: kyivDate.format(now.getTime() + daysUnderWay * dayMs),
  };
}
