import {
  CATALOG_FILTER_EXISTS,
  type CatalogApi,
} from '@backstage/catalog-client';
import { getCompoundEntityRef } from '@backstage/catalog-model';
import { type TechDocsApi } from '@backstage/plugin-techdocs-react';
import { type Check } from './types';

/** How many entities have documentation. */
export interface DocsFacts {
  documented: number;
}

/** Asks the documentation back end about one of the documented entities. */
export async function checkDocs(
  catalogApi: CatalogApi,
  techdocsApi: TechDocsApi,
): Promise<Check<DocsFacts>> {
  const { items, totalItems } = await catalogApi.queryEntities({
    filter: {
      'metadata.annotations.backstage.io/techdocs-ref': CATALOG_FILTER_EXISTS,
    },
    fields: ['kind', 'metadata.name', 'metadata.namespace'],
    limit: 1,
  });
  const example = items.at(0);
  if (!example) {
    return { level: 'unknown', facts: { documented: 0 } };
  }
  await techdocsApi.getEntityMetadata(getCompoundEntityRef(example));
  return { level: 'healthy', facts: { documented: totalItems } };
}
