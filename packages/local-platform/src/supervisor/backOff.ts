const FIRST_MS = 250;
const LAST_MS = 15_000;

/** How long to wait before restart number `attempt` (0 is the first): doubling from 250 ms to 15 s. */
export function backOffMs(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** attempt, LAST_MS);
}
