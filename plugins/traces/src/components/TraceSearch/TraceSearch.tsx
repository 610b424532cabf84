import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tracesServiceReadPermission } from '@shop-platform/backstage-plugin-traces-common';
import {
  PageStates,
  type TimeWindow,
  TimeWindowList,
  useLiveRefresh,
  useTimeWindows,
} from '@shop-platform/ui-kit';
import {
  type TraceFiltersControl,
  useTraceFilters,
} from '../../hooks/useTraceFilters';
import {
  type FoundTraces,
  type TraceSearch as Search,
  useTraceSearch,
} from '../../hooks/useTraceSearch';
import { tracesTranslationRef } from '../../translation';
import { SourcesNotice } from '../SourcesNotice';
import { EmptySearch } from './EmptySearch';
import { FilterRow } from './FilterRow';
import { ResultBar } from './ResultBar';
import { SearchSkeleton } from './SearchSkeleton';
import { TraceList } from './TraceList';
import styles from './TraceSearch.module.css';
import { TraceScatter } from './TraceScatter';
import { UnusableNotice } from './UnusableNotice';

const LIVE_MS = 10_000;
const NO_DOINGS: readonly TimeWindow[] = [];

/** Asks again while it stands on the page. */
function LiveRefresh(props: { refresh: () => void }) {
  useLiveRefresh({ refresh: props.refresh, intervalMs: LIVE_MS });
  return undefined;
}

function Found(props: {
  found: FoundTraces;
  search: Search;
  control: TraceFiltersControl;
}) {
  const { found, search, control } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const doings = useTimeWindows(found.window);

  return (
    <div className={styles.results}>
      <div className={styles.panel}>
        <TraceScatter
          found={found}
          doings={doings.status === 'ready' ? doings.value.windows : NO_DOINGS}
          onSelect={control.select}
        />
        <TimeWindowList state={doings} />
      </div>
      <TraceList
        found={found}
        sort={control.sort}
        onSort={control.setSort}
        search={search}
      />
      <p className={styles.hint}>
        {t('search.keys')} {t('filter.matching')}
      </p>
    </div>
  );
}

/**
 * The search: filters, the chart and the list. The page and the tab of an
 * entity are the same, the latter with its service fixed.
 */
export function TraceSearch(props: { service?: string }) {
  const { service } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const control = useTraceFilters(service);
  const search = useTraceSearch(control.filters, control.range);
  const { state, refresh } = search;

  return (
    <div className={styles.search}>
      {control.range.live && <LiveRefresh refresh={refresh} />}
      <FilterRow control={control} fixedService={service} />
      <UnusableNotice unusable={control.unusable} onDrop={control.drop} />
      {state.status === 'ready' && (
        <ResultBar found={state.value} asOf={state.asOf} sort={control.sort} />
      )}
      {state.status === 'ready' && (
        <SourcesNotice sources={state.value.sources} onRetry={refresh} />
      )}
      <PageStates
        state={state}
        subject={t('search.subject')}
        skeleton={<SearchSkeleton />}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <EmptySearch
            control={control}
            fixedService={service}
            sources={state.status === 'ready' ? state.value.sources : []}
          />
        }
        permission={tracesServiceReadPermission}
        onRetry={refresh}
      >
        {found => <Found found={found} search={search} control={control} />}
      </PageStates>
    </div>
  );
}
