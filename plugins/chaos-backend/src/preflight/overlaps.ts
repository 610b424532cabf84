/** What is known of who depends on what. */
export type Dependencies = {
  /** Those that depend on some of them, however far away. */
  dependentsOf(refs: readonly string[]): readonly { ref: string }[];
};

/**
 * Whether what two experiments hit is the same, or lies on one path of
 * dependencies: components, and what the catalog does not know beside them.
 */
export function overlaps(
  components: Dependencies,
  one: readonly string[],
  other: readonly string[],
): boolean {
  return reaches(components, one, other) || reaches(components, other, one);
}

function reaches(
  components: Dependencies,
  from: readonly string[],
  to: readonly string[],
): boolean {
  const reach = new Set([
    ...from,
    ...components.dependentsOf(from).map(({ ref }) => ref),
  ]);
  return to.some(ref => reach.has(ref));
}
