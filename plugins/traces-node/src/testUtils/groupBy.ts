/** The elements by key, both in the order of their first appearance. */
export function groupBy<T>(
  elements: readonly T[],
  keyOf: (element: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) {
      group.push(element);
    } else {
      groups.set(key, [element]);
    }
  }
  return groups;
}
