import { rowsPerSecond } from './rate';

it.each([
  [1_240, 380, 3_263.157894736842],
  [1, 4_000, 0.25],
  [0, 380, undefined],
  [1_240, 0, undefined],
  [undefined, 380, undefined],
  [1_240, undefined, undefined],
])('calls %p rows in %p ms %p rows a second', (rows, durationMs, rate) => {
  expect(rowsPerSecond(rows, durationMs)).toBe(rate);
});
