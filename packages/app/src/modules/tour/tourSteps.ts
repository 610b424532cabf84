import { matchPath } from 'react-router-dom';

/** The steps of the tour, in their order; the ids are stored. */
export const TOUR_STEPS = [
  'catalog',
  'entity',
  'graph',
  'api',
  'docs',
  'traces',
  'analytics',
  'chaos',
  'regions',
  'search',
  'create',
  'settings',
] as const;

/** One step of the tour. */
export type TourStep = (typeof TOUR_STEPS)[number];

/** The places that tick a step, as routes of this portal. */
const PLACES: Record<TourStep, string[]> = {
  catalog: ['/catalog'],
  entity: ['/catalog/:namespace/:kind/:name/*'],
  graph: ['/catalog-graph'],
  api: ['/catalog/:namespace/api/:name/definition'],
  docs: [
    '/docs/:namespace/:kind/:name/*',
    '/catalog/:namespace/:kind/:name/docs/*',
  ],
  traces: ['/traces/*', '/catalog/:namespace/:kind/:name/traces/*'],
  analytics: ['/analytics/*'],
  chaos: ['/chaos/*', '/catalog/:namespace/:kind/:name/chaos/*'],
  regions: ['/regions/*'],
  search: ['/search'],
  create: ['/create/*'],
  settings: ['/settings/*'],
};

/** @returns the steps that being at a path ticks */
export function stepsAt(pathname: string): TourStep[] {
  return TOUR_STEPS.filter(step =>
    PLACES[step].some(pattern => matchPath(pattern, pathname)),
  );
}
