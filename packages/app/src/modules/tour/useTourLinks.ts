import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import analyticsPlugin from '@shop-platform/backstage-plugin-analytics';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';
import regionsPlugin from '@shop-platform/backstage-plugin-regions';
import tracesPlugin from '@shop-platform/backstage-plugin-traces';
import { useAsyncData } from '@shop-platform/ui-kit';
import { type TourStep } from './tourSteps';

/** What the steps on a single entity lead to. */
const EXAMPLES = {
  component: { kind: 'Component' },
  api: { kind: 'API' },
  system: { kind: 'System' },
  documented: {
    'metadata.annotations.backstage.io/techdocs-ref': CATALOG_FILTER_EXISTS,
  },
};

interface Examples {
  component?: Entity;
  api?: Entity;
  system?: Entity;
  documented?: Entity;
}

/**
 * Where each step leads: to an example from the catalog where there is one, to
 * the page with all of them otherwise. A step to a plugin that this portal does
 * not show leads nowhere.
 */
export function useTourLinks(): Record<TourStep, string | undefined> {
  const catalogApi = useApi(catalogApiRef);
  const entityLink = useRouteRef(entityRouteRef);
  const traces = useRouteRef(tracesPlugin.routes.root)?.();
  const analytics = useRouteRef(analyticsPlugin.routes.root)?.();
  const chaos = useRouteRef(chaosPlugin.routes.root)?.();
  const regions = useRouteRef(regionsPlugin.routes.root)?.();
  const { state } = useAsyncData(async () => {
    const first = async (filter: Record<string, string | symbol>) => {
      const { items } = await catalogApi.queryEntities({
        filter,
        limit: 1,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      });
      return items.at(0);
    };
    const [component, api, system, documented] = await Promise.all([
      first(EXAMPLES.component),
      first(EXAMPLES.api),
      first(EXAMPLES.system),
      first(EXAMPLES.documented),
    ]);
    return { component, api, system, documented };
  }, [catalogApi]);

  const examples: Examples = state.status === 'ready' ? state.value : {};
  const pageOf = (entity: Entity | undefined): string | undefined =>
    entity &&
    entityLink?.({
      kind: entity.kind.toLocaleLowerCase('en-US'),
      namespace: entity.metadata.namespace ?? 'default',
      name: entity.metadata.name,
    });
  const apiPage = pageOf(examples.api);
  const documentedPage = pageOf(examples.documented);
  const center = examples.system ?? examples.component;
  const graph = center
    ? `?${new URLSearchParams({
        'rootEntityRefs[]': stringifyEntityRef(center),
        maxDepth: '2',
      })}`
    : '';

  return {
    catalog: '/catalog',
    entity: pageOf(examples.component) ?? '/catalog',
    graph: `/catalog-graph${graph}`,
    api: apiPage ? `${apiPage}/definition` : '/api-docs',
    docs: documentedPage ? `${documentedPage}/docs` : '/docs',
    traces,
    analytics,
    chaos,
    regions,
    search: '/search',
    create: '/create',
    settings: '/settings',
  };
}
