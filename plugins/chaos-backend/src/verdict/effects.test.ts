import { hasFallen } from './effects';

const traffic = (requests: number) => ({ requests, errors: 0 });
/** Five minutes before, two with the fault. */
const windows = [
  { from: 0, to: 300_000 },
  { from: 310_000, to: 430_000 },
] as const;

it.each([
  [100, 0, true],
  [100, 20, true],
  // As many as before, in less time.
  [100, 40, false],
  [100, 36, false],
  [1_000, 300, true],
  // Noticeable, and what chance does to few requests.
  [50, 10, false],
  [10, 0, false],
  [0, 0, false],
  [0, 50, false],
])('of %i requests before and %i during, they fell: %s', (was, is, fell) => {
  expect(
    hasFallen({ before: traffic(was), during: traffic(is) }, windows),
  ).toBe(fell);
});
