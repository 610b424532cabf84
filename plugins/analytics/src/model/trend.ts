/** A value at a moment, in milliseconds. */
type TrendPoint = { time: number; value: number | undefined };

/** More than a line in a word's room can show. */
const MOST_STEPS = 2_000;

/** How far apart moments are; as many months are, where it is months. */
function stepsBetween(times: readonly number[], step: number): number[] {
  return times.map((time, index) => {
    const distance = time - (times[index - 1] ?? time);
    return distance > 0 ? Math.max(1, Math.round(distance / step)) : 0;
  });
}

/**
 * The values of a window at even steps of time, with nothing where there are none:
 * a query has no row of a step in which nothing was.
 *
 * @param options - in milliseconds; queries may have longer steps than asked for
 */
export function atEvenSteps(
  points: readonly TrendPoint[],
  options: { from: number; to: number; step: number },
): (number | undefined)[] {
  const inOrder = [...points].sort((one, other) => one.time - other.time);
  const times = inOrder.map(({ time }) => time);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const distances = times.flatMap((time, index) => {
    const distance = time - (times[index - 1] ?? time);
    return distance > 0 ? [distance] : [];
  });
  const step = Math.max(
    options.step,
    distances.length > 0 ? Math.min(...distances) : 1,
  );
  const before = Math.max(0, Math.floor((first - options.from) / step));
  const after = Math.max(0, Math.ceil((options.to - last) / step) - 1);
  const steps = stepsBetween(times, step);
  const count = steps.reduce((sum, each) => sum + each, before + 1 + after);
  if (count > MOST_STEPS) {
    return inOrder.map(({ value }) => value);
  }
  const even = new Array<number | undefined>(count).fill(undefined);
  let place = before;
  for (const [index, { value }] of inOrder.entries()) {
    place += steps[index] ?? 0;
    even[place] = value;
  }
  return even;
}
