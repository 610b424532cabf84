/** The order of two texts or numbers, for `sort`. */
export function compare<Value extends string | bigint>(
  a: Value,
  b: Value,
): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
