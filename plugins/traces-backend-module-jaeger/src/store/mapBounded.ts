/**
 * Asks about every item, a few at a time, and stops asking at the first failure.
 */
export async function mapBounded<Item, Result>(
  items: Item[],
  options: { atOnce: number; signal: AbortSignal },
  ask: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const results: Result[] = new Array(items.length);
  const waiting = items.entries();

  async function work() {
    for (const [index, item] of waiting) {
      results[index] = await ask(item, signal);
    }
  }

  try {
    await Promise.all(Array.from({ length: options.atOnce }, work));
  } catch (error) {
    failure.abort();
    throw error;
  }
  return results;
}
