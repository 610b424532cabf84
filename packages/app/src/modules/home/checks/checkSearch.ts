import { type SearchApi } from '@backstage/plugin-search-react';
import { type Check } from './types';

/** Whether a search finds anything at all. */
export interface SearchFacts {
  hasResults: boolean;
}

/** Asks for anything; an index with nothing in it finds nothing for anybody. */
export async function checkSearch(
  searchApi: SearchApi,
  signal: AbortSignal,
): Promise<Check<SearchFacts>> {
  const { results } = await searchApi.query(
    { term: '', pageLimit: 1 },
    { signal },
  );
  const hasResults = results.length > 0;
  return { level: hasResults ? 'healthy' : 'degraded', facts: { hasResults } };
}
