import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { type TracedService } from '@shop-platform/backstage-plugin-traces-common';
import { useAsyncData } from '@shop-platform/ui-kit';
import { tracesApiRef } from '../../api';
import {
  type TraceFiltersControl,
  windowOf,
} from '../../hooks/useTraceFilters';
import { tracesTranslationRef } from '../../translation';
import { type Suggestion, SuggestionField } from './SuggestionField';

/** What the catalog calls a service, where that says more than its own name. */
function catalogNames({ name, entityRefs }: TracedService): string | undefined {
  const names = entityRefs
    .map(ref => parseEntityRef(ref).name)
    .filter(entity => entity !== name);
  return names.join(', ') || undefined;
}

/** The service, out of those that sent spans; any other can be typed. */
export function ServiceField(props: { control: TraceFiltersControl }) {
  const { filters, range, set } = props.control;
  const { t } = useTranslationRef(tracesTranslationRef);
  const api = useApi(tracesApiRef);
  const { state } = useAsyncData<Suggestion[]>(
    async signal => {
      const answer = await api.getServices(windowOf(range), { signal });
      return answer.services.map(service => ({
        id: service.name,
        label: service.name,
        description: catalogNames(service),
      }));
    },
    [api, range],
  );

  return (
    <SuggestionField
      label={t('filter.service')}
      placeholder={t('filter.anyService')}
      value={filters.service ?? ''}
      suggestions={state.status === 'ready' ? state.value : []}
      isLoading={state.status === 'loading'}
      onCommit={service => set('service', [service])}
    />
  );
}

/** The operation, out of those of the service; any other can be typed. */
export function OperationField(props: { control: TraceFiltersControl }) {
  const { filters, range, set } = props.control;
  const { service } = filters;
  const { t } = useTranslationRef(tracesTranslationRef);
  const api = useApi(tracesApiRef);
  const { state } = useAsyncData<Suggestion[]>(
    async signal => {
      if (service === undefined) {
        return [];
      }
      const query = { ...windowOf(range), service };
      const { operations } = await api.getOperations(query, { signal });
      return operations.map(({ name, kinds }) => ({
        id: name,
        label: name,
        description: kinds.join(', ') || undefined,
      }));
    },
    [api, range, service],
  );

  return (
    <SuggestionField
      label={t('filter.operation')}
      placeholder={t('filter.anyOperation')}
      value={filters.operation ?? ''}
      suggestions={state.status === 'ready' ? state.value : []}
      isLoading={service !== undefined && state.status === 'loading'}
      onCommit={operation => set('operation', [operation])}
    />
  );
}
