import { atEvenSteps } from './trend';

const day = 86_400_000;
const at = (days: number, value?: number) => ({
  time: Date.parse('2026-01-01T00:00:00Z') + days * day,
  value,
});
const window = (from: number, to: number, step = day) => ({
  from: at(from).time,
  to: at(to).time,
  step,
});

it.each([
  ['nothing', [], window(0, 5), []],
  [
    'steps without a row as gaps, at the edges too',
    [at(4, 3), at(1, 1), at(2, 2)],
    window(0, 6),
    [undefined, 1, 2, undefined, 3, undefined],
  ],
  ['one row among gaps', [at(1, 7)], window(0, 3), [undefined, 7, undefined]],
  [
    'a row without a value as a gap',
    [at(0, 1), at(1), at(2, 0)],
    window(0, 3),
    [1, undefined, 0],
  ],
  [
    'a first step that begins before the window, and a last one that is not over',
    [at(0, 1), at(1, 2), at(2, 3)],
    window(0.5, 2.5),
    [1, 2, 3],
  ],
  [
    'the longer steps of a query, such as months, without gaps',
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334].map((days, index) =>
      at(days, index),
    ),
    window(0, 365),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ],
  [
    'more steps than can be drawn as they are',
    [at(0, 1), at(1, 2), at(9_000, 3)],
    window(0, 9_001),
    [1, 2, 3],
  ],
])('has %s', (_, points, options, values) => {
  expect(atEvenSteps(points, options)).toEqual(values);
});
