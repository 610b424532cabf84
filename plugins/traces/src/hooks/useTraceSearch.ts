import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  type SourceAnswer,
  type TraceSearchResult,
  type TracesQuery,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type AsyncState,
  resolveTimeRange,
  type TimeRange,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { useEffect, useRef, useState } from 'react';
import { type TracesApi, tracesApiRef } from '../api';
import { mergeAnswers } from '../model/sources';
import { type TraceFilters } from '../model/traceFilters';
import { toTraceRow, type TraceRow } from '../model/traceRow';

const PAGE_SIZE = 100;
/** A refresh loads again what is shown, but not without end. */
const MOST_PAGES = 10;

type Query = Omit<TracesQuery<'searchTraces'>, 'cursor'>;

/** What has been found so far. */
export type FoundTraces = {
  query: Query;
  window: { from: Date; to: Date };
  rows: TraceRow[];
  moreExist: boolean;
  nextCursor?: string;
  sources: SourceAnswer[];
};

/** What has been found, and how to get more of it. */
export type TraceSearch = {
  state: AsyncState<FoundTraces>;
  refresh: () => void;
  /** `undefined` when there is no more, or no way to get it. */
  loadMore?: () => void;
  isLoadingMore: boolean;
  moreError?: Error;
};

function queryOf(
  filters: TraceFilters,
  window: { from: Date; to: Date },
): Query {
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    service: filters.service,
    operation: filters.operation,
    errors: filters.onlyErrors || undefined,
    minDurationMs: filters.minDurationMs,
    maxDurationMs: filters.maxDurationMs,
    attribute: filters.attributes.length > 0 ? filters.attributes : undefined,
    limit: PAGE_SIZE,
  };
}

function append(found: FoundTraces, page: TraceSearchResult): FoundTraces {
  // A trace that grew between two pages comes again.
  const known = new Set(found.rows.map(({ traceId }) => traceId));
  const added = page.traces
    .filter(({ traceId }) => !known.has(traceId))
    .map(toTraceRow);
  return {
    ...found,
    rows: [...found.rows, ...added],
    moreExist: page.moreExist,
    nextCursor: page.nextCursor,
    sources: mergeAnswers(found.sources, page.sources),
  };
}

async function nextPage(
  api: TracesApi,
  found: FoundTraces,
  signal: AbortSignal,
): Promise<FoundTraces> {
  const { query, nextCursor } = found;
  const page = await api.searchTraces(
    { ...query, cursor: nextCursor },
    { signal },
  );
  return append(found, page);
}

async function firstPages(
  api: TracesApi,
  search: { filters: TraceFilters; range: TimeRange; pages: number },
  signal: AbortSignal,
): Promise<FoundTraces> {
  const window = resolveTimeRange(search.range, new Date());
  let found: FoundTraces = {
    query: queryOf(search.filters, window),
    window,
    rows: [],
    moreExist: true,
    sources: [],
  };
  for (let page = 0; page < search.pages; page += 1) {
    found = await nextPage(api, found, signal);
    if (!found.nextCursor) {
      break;
    }
  }
  return found;
}

/** Further pages, kept for as long as those before them stay the same. */
function useMore(api: TracesApi, base: FoundTraces | undefined) {
  const [more, setMore] = useState<{
    base: FoundTraces;
    found?: FoundTraces;
    isLoading: boolean;
    error?: Error;
  }>();
  const underWay = useRef<AbortController>();
  const current = more && more.base === base ? more : undefined;
  const shown = current?.found ?? base;

  useEffect(() => () => underWay.current?.abort(), [base]);

  const load = async (onLoaded: () => void) => {
    if (!base || !shown || current?.isLoading) {
      return;
    }
    const controller = new AbortController();
    underWay.current = controller;
    setMore({ base, found: shown, isLoading: true });
    try {
      const found = await nextPage(api, shown, controller.signal);
      if (!controller.signal.aborted) {
        setMore({ base, found, isLoading: false });
        onLoaded();
      }
    } catch (cause) {
      if (!controller.signal.aborted) {
        setMore({
          base,
          found: shown,
          isLoading: false,
          error: toError(cause),
        });
      }
    }
  };
  return { shown, load, isLoading: current?.isLoading, error: current?.error };
}

/** Searches traces, page by page; a refresh keeps as many as were shown. */
export function useTraceSearch(
  filters: TraceFilters,
  range: TimeRange,
): TraceSearch {
  const api = useApi(tracesApiRef);
  const key = JSON.stringify([filters, range]);
  const pages = useRef({ key, count: 1 });
  if (pages.current.key !== key) {
    pages.current = { key, count: 1 };
  }
  const { state, refresh } = useAsyncData(
    signal =>
      firstPages(api, { filters, range, pages: pages.current.count }, signal),
    [api, key],
  );

  const base = state.status === 'ready' ? state.value : undefined;
  const { shown, load, isLoading, error } = useMore(api, base);
  const loadMore = () =>
    void load(() => {
      pages.current.count = Math.min(pages.current.count + 1, MOST_PAGES);
    });

  return {
    state:
      state.status === 'ready'
        ? { ...state, value: shown ?? state.value }
        : state,
    refresh,
    loadMore: shown?.nextCursor ? loadMore : undefined,
    isLoadingMore: isLoading ?? false,
    moreError: error,
  };
}
