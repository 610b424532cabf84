import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useAsyncData } from '@shop-platform/ui-kit';
import { nameOf } from '../model/names';
import { workloadAnnotations } from '../model/workloadAnnotations';

export type Component = { ref: string; title: string; description?: string };

const NONE: Component[] = [];

/** The components with workloads. */
export function useComponents(): {
  components: Component[];
  isLoading: boolean;
} {
  const catalog = useApi(catalogApiRef);
  const { state } = useAsyncData(async () => {
    const { items } = await catalog.getEntities({
      filter: workloadAnnotations.map(annotation => ({
        kind: 'Component',
        [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
      })),
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'metadata.description',
      ],
    });
    return items
      .map(entity => {
        const ref = stringifyEntityRef(entity);
        const { title = nameOf(ref), description } = entity.metadata;
        return { ref, title, ...(description ? { description } : {}) };
      })
      .sort((one, other) => one.title.localeCompare(other.title));
  }, [catalog]);
  return {
    components: state.status === 'ready' ? state.value : NONE,
    isLoading: state.status === 'loading',
  };
}
