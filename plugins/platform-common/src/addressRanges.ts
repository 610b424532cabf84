const RANGE = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

type Range = { first: number; last: number };

/** The addresses of a range; `undefined` when the text is none. */
function readRange(text: string): Range | undefined {
  const [, ...parts] = RANGE.exec(text) ?? [];
  const numbers = parts.map(Number);
  const bits = numbers.pop();
  if (bits === undefined || bits > 32 || numbers.some(octet => octet > 255)) {
    return undefined;
  }
  const address = numbers.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

/**
 * Whether two ranges of IPv4 addresses, as `10.1.0.0/16`, have addresses in
 * common. What is no range overlaps nothing.
 *
 * @public
 */
export function rangesOverlap(one: string, other: string): boolean {
  const [a, b] = [readRange(one), readRange(other)];
  return (
    a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last
  );
}
