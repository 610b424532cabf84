/**
 * The pages of the sidebar in their order. Pages of plugins that are not
 * installed, or whose back end is not configured, are simply not there.
 */
const BEFORE_OTHERS = [
  'page:home',
  'page:catalog',
  'page:scaffolder',
  'page:templates',
  'page:traces',
  'page:analytics',
  'page:chaos',
  'page:regions',
  'page:previews',
] as const;

const AFTER_OTHERS = ['page:techdocs', 'page:api-docs'] as const;

/** Pages that have a place of their own, or are reached from another page. */
const ELSEWHERE = [
  'page:search',
  'page:notifications',
  'page:user-settings',
  'page:auth',
  'page:catalog-graph',
  'page:catalog-import',
];

/** The pages of the sidebar that have a label of ours, in every language. */
export type LabelledPage =
  | (typeof BEFORE_OTHERS)[number]
  | (typeof AFTER_OTHERS)[number];

/** @returns whether the sidebar has a label of its own for a page */
export function isLabelledPage(pageId: string): pageId is LabelledPage {
  return [...BEFORE_OTHERS, ...AFTER_OTHERS].some(id => id === pageId);
}

/**
 * Puts pages in the order of the sidebar. Pages this portal does not know yet
 * come, by title, before the documentation.
 */
export function orderPages<Page extends { id: string; title: string }>(
  pages: Page[],
): Page[] {
  const known: string[] = [...BEFORE_OTHERS, ...AFTER_OTHERS];
  const pick = (ids: readonly string[]) =>
    ids.flatMap(id => pages.filter(page => page.id === id));
  const others = pages
    .filter(({ id }) => !known.includes(id) && !ELSEWHERE.includes(id))
    .sort((one, other) => one.title.localeCompare(other.title));

  return [...pick(BEFORE_OTHERS), ...others, ...pick(AFTER_OTHERS)];
}
