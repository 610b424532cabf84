/** In milliseconds, as Go's `time` names them. */
const UNITS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(\d+\.?\d*|\.\d+)([^\d.]*)/gy;

/**
 * Reads a duration as Go's `time.ParseDuration` does, for example `1h30m` or
 * `-1.5s`.
 *
 * @param text - what a field of an experiment holds
 * @returns milliseconds
 * @throws an error with Go's message
 * @public
 */
export function parseDuration(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const rest = text.replace(/^[-+]/, '');
  if (rest === '0') {
    return 0;
  }
  const quoted = JSON.stringify(text);
  let sum = 0;
  let end = 0;
  for (const [part, amount, unit] of rest.matchAll(PART)) {
    if (unit === '') {
      throw new Error(`time: missing unit in duration ${quoted}`);
    }
    if (!Object.hasOwn(UNITS, unit)) {
      throw new Error(
        `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`,
      );
    }
    sum += Number(amount) * UNITS[unit];
    end += part.length;
  }
  if (end === 0 || end < rest.length) {
    throw new Error(`time: invalid duration ${quoted}`);
  }
  return sign * sum;
}

/**
 * Writes a duration as Go does: `1h0m0s`, `1.5s`, `250ms`.
 *
 * @param milliseconds - its length
 * @public
 */
export function formatDuration(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const length = Math.abs(milliseconds);
  if (length === 0) {
    return '0s';
  }
  for (const [unit, size] of [
    ['ns', 1e-3],
    ['µs', 1],
    ['ms', 1000],
  ] as const) {
    if (length < size) {
      return `${sign}${trim(length / UNITS[unit])}${unit}`;
    }
  }
  const hours = Math.floor(length / UNITS.h);
  const minutes = Math.floor((length % UNITS.h) / UNITS.m);
  const seconds = `${trim((length % UNITS.m) / UNITS.s)}s`;
  if (hours > 0) {
    return `${sign}${hours}h${minutes}m${seconds}`;
  }
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(9)));
}
