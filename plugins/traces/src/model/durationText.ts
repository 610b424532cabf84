/** A duration as people write it: `250ms`, `1.5s`, `2 min`. */
const DURATION = /^(\d+(?:[.,]\d+)?)\s*(us|µs|μs|ms|s|min|m|h)?$/i;

const UNIT_MS: Record<string, number> = {
  us: 0.001,
  µs: 0.001,
  μs: 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** The longest that the back end takes. */
const LONGEST_MS = 9_007_199_254;
const SIGNIFICANT_DIGITS = 3;

/** Drops what the binary fractions of a computer add: 0.7000000000000001. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}

/** @returns milliseconds; a number without a unit is taken for them */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = 'ms'] = DURATION.exec(text.trim()) ?? [];
  const factor = UNIT_MS[unit.toLowerCase()];
  if (amount === undefined || factor === undefined) {
    return undefined;
  }
  const milliseconds = exact(Number(amount.replace(',', '.')) * factor);
  return milliseconds <= LONGEST_MS ? milliseconds : undefined;
}

/** Three digits that are not beyond the value, in the direction given. */
function roundTo(value: number, direction: 'down' | 'up'): number {
  const digits = SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(value));
  const scale = 10 ** Math.max(digits, 0);
  const rounded =
    direction === 'down'
      ? Math.floor(value * scale) / scale
      : Math.ceil(value * scale) / scale;
  return exact(rounded);
}

/** Writes a duration so that `parseDuration` reads it; what it bounds stays inside. */
export function writeDuration(
  milliseconds: number,
  direction: 'down' | 'up',
): string {
  if (milliseconds <= 0) {
    return '0ms';
  }
  if (milliseconds < 1) {
    return `${roundTo(milliseconds * 1_000, direction)}us`;
  }
  return milliseconds < 1_000
    ? `${roundTo(milliseconds, direction)}ms`
    : `${roundTo(milliseconds / 1_000, direction)}s`;
}
