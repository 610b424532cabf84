const SECOND_MS = 1_000;

/**
 * How many rows a second were copied. Undefined where nothing was copied or no
 * time was measured: neither says how fast it is.
 */
export function rowsPerSecond(
  rows: number | undefined,
  durationMs: number | undefined,
): number | undefined {
  return rows && rows > 0 && durationMs && durationMs > 0
    ? (rows / durationMs) * SECOND_MS
    : undefined;
}
