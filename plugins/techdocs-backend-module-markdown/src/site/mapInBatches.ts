/** Few enough to leave file handles to others, enough to not wait on each. */
const batchSize = 32;

/** Maps items in order, a batch at a time; the first failure ends it. */
export async function mapInBatches<Item, Result>(
  items: Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize);
    results.push(...(await Promise.all(batch.map(map))));
  }
  return results;
}
