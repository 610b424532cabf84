/**
 * Where a card of an entity stands: what it is, how it does, what to do with it,
 * and, in the whole width, what it is related to.
 */
export type CardPlace = 'about' | 'main' | 'aside' | 'related';

/**
 * Cards of the overview in the order in which questions come, each with its
 * height in pixels while its code is on its way, where it has one.
 */
const CARDS: readonly (readonly [
  id: string,
  place: CardPlace,
  height?: number,
])[] = [
  ['entity-card:catalog/about', 'about', 480],
  ['entity-card:org/user-profile', 'about', 280],
  ['entity-card:org/group-profile', 'about', 460],

  ['entity-card:traces/service-health', 'main', 188],
  ['entity-card:regions/where-it-runs', 'main', 200],
  ['entity-card:chaos/runs', 'main', 268],
  ['entity-card:analytics/key-figures', 'main', 260],
  ['entity-card:analytics/dashboards', 'main', 200],
  // Not for everything: last, so that it moves nothing when it comes.
  ['entity-card:scaffolder/add', 'main'],

  ['entity-card:scaffolder/deploy', 'aside'],
  ['entity-card:catalog/links', 'aside'],
  ['entity-card:catalog/labels', 'aside'],
  ['entity-card:templates/made-from', 'aside'],

  ['entity-card:org/members-list', 'main', 248],
  ['entity-card:org/ownership', 'main', 338],

  ['entity-card:api-docs/has-apis', 'related'],
  ['entity-card:api-docs/provided-apis', 'related'],
  ['entity-card:api-docs/consumed-apis', 'related'],
  ['entity-card:api-docs/providing-components', 'related'],
  ['entity-card:api-docs/consuming-components', 'related'],
  ['entity-card:api-docs/definition', 'related', 720],
  ['entity-card:catalog/has-systems', 'related'],
  ['entity-card:catalog/has-subdomains', 'related'],
  ['entity-card:catalog/has-components', 'related'],
  ['entity-card:catalog/has-resources', 'related'],
  ['entity-card:catalog/has-subcomponents', 'related'],
  ['entity-card:catalog/depends-on-components', 'related'],
  ['entity-card:catalog/depends-on-resources', 'related'],
  ['entity-card:catalog-graph/relations', 'related'],
];

const IDS = CARDS.map(([id]) => id);

/** What is known of a card; `undefined` of one that came with a plugin of others. */
export function knownCard(
  id: string,
): { place: CardPlace; height?: number } | undefined {
  const known = CARDS.find(([each]) => each === id);
  return known && { place: known[1], height: known[2] };
}

/** In the order above; those that are not known behind, in the order they came. */
export function inOrder<T>(
  cards: readonly T[],
  idOf: (card: T) => string,
): T[] {
  const rank = (card: T) => {
    const index = IDS.indexOf(idOf(card));
    return index === -1 ? IDS.length : index;
  };
  return [...cards].sort((one, other) => rank(one) - rank(other));
}
