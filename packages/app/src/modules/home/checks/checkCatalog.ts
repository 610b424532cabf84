import { type CatalogApi } from '@backstage/catalog-client';
import { type Entity } from '@backstage/catalog-model';
import { type AlphaEntity } from '@backstage/catalog-model/alpha';
import { type Check } from './types';

/** The kinds that are counted, in the order they are shown. */
export const COUNTED_KINDS = [
  'Domain',
  'System',
  'Component',
  'API',
  'Resource',
] as const;

/** What the catalog holds, and which of its files it could not take in. */
export interface CatalogFacts {
  counts: Record<(typeof COUNTED_KINDS)[number], number>;
  /** The places of files that did not validate, with the first complaint. */
  broken: { location: string; message: string }[];
}

const LOCATION_FIELDS = ['metadata', 'spec.target', 'status'];
const MAX_LOCATIONS = 500;

function readableLocation({ metadata, spec }: Entity): string {
  const target = spec?.target;
  return typeof target === 'string' ? target : metadata.name;
}

function findBroken(locations: AlphaEntity[]): CatalogFacts['broken'] {
  return locations.flatMap(location => {
    const complaint = location.status?.items?.find(
      ({ level }) => level === 'error',
    );
    return complaint
      ? [
          {
            location: readableLocation(location),
            message: complaint.message,
          },
        ]
      : [];
  });
}

/** Counts what the catalog holds, and looks for files it could not take in. */
export async function checkCatalog(
  catalogApi: CatalogApi,
): Promise<Check<CatalogFacts>> {
  const [{ facets }, locations] = await Promise.all([
    catalogApi.getEntityFacets({ facets: ['kind'] }),
    catalogApi.queryEntities({
      filter: { kind: 'Location' },
      fields: LOCATION_FIELDS,
      limit: MAX_LOCATIONS,
    }),
  ]);
  const countOf = (kind: string) =>
    facets.kind?.find(({ value }) => value === kind)?.count ?? 0;
  const counts = {
    Domain: countOf('Domain'),
    System: countOf('System'),
    Component: countOf('Component'),
    API: countOf('API'),
    Resource: countOf('Resource'),
  };
  const broken = findBroken(locations.items);
  // Nothing in it is what a catalog looks like that has not read anything yet.
  const isEmpty = Object.values(counts).every(count => count === 0);

  if (broken.length > 0) {
    return { level: 'degraded', facts: { counts, broken } };
  }
  return { level: isEmpty ? 'unknown' : 'healthy', facts: { counts, broken } };
}
