import { useApi } from '@backstage/frontend-plugin-api';
import {
  CHAOS_CHANNEL,
  type ChaosCalendar,
  type ChaosCluster,
  type ChaosPolicy,
  type ChaosRun,
  type ChaosRunDetails,
  type ChaosRunsPage,
  type ChaosRunsQuery,
  type ChaosScore,
  type ChaosStandingDetails,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type AsyncData,
  useAsyncData,
  useLiveRefresh,
} from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';

/** Changes are signalled; this is how soon they are seen without. */
const INTERVAL_MS = 2_000;

function useLive<T>(data: AsyncData<T>): AsyncData<T> {
  useLiveRefresh({
    channel: CHAOS_CHANNEL,
    refresh: data.refresh,
    intervalMs: INTERVAL_MS,
  });
  return data;
}

/** The clusters with their levers and the rules, kept up to date. */
export function useLevers(): AsyncData<{
  clusters: ChaosCluster[];
  policy: ChaosPolicy;
}> {
  const api = useApi(chaosApiRef);
  return useLive(useAsyncData(signal => api.getClusters({ signal }), [api]));
}

/** A page of runs, kept up to date. */
export function useRuns(query: ChaosRunsQuery): AsyncData<ChaosRunsPage> {
  const api = useApi(chaosApiRef);
  const { entity, state, outcome, limit, cursor } = query;
  return useLive(
    useAsyncData(
      signal => api.getRuns(query, { signal }),
      [api, entity, state, outcome, limit, cursor],
    ),
  );
}

/** How often the platform held when an entity was hit, kept up to date. */
export function useScore(entity: string): AsyncData<ChaosScore> {
  const api = useApi(chaosApiRef);
  return useLive(
    useAsyncData(signal => api.getScore(entity, { signal }), [api, entity]),
  );
}

/** What starts experiments by itself, kept up to date. */
export function useStanding(): AsyncData<ChaosStandingPage> {
  const api = useApi(chaosApiRef);
  return useLive(useAsyncData(signal => api.getStanding({ signal }), [api]));
}

/** What ran and what is planned in a stretch of time, kept up to date. */
export function useCalendar(from: Date, to: Date): AsyncData<ChaosCalendar> {
  const api = useApi(chaosApiRef);
  const query = { from: from.toISOString(), to: to.toISOString() };
  return useLive(
    useAsyncData(
      signal => api.getCalendar(query, { signal }),
      [api, query.from, query.to],
    ),
  );
}

/** One Schedule or Workflow, kept up to date. */
export function useStandingDetails(
  ref: ChaosStandingRef,
): AsyncData<ChaosStandingDetails> {
  const api = useApi(chaosApiRef);
  const { cluster, kind, namespace, name } = ref;
  return useLive(
    useAsyncData(
      signal => api.getStandingDetails(ref, { signal }),
      [api, cluster, kind, namespace, name],
    ),
  );
}

/** What another person has to approve, kept up to date. */
export function useStandingRequest(
  id: string,
): AsyncData<ChaosStandingRequestDetails> {
  const api = useApi(chaosApiRef);
  return useLive(
    useAsyncData(signal => api.getStandingRequest(id, { signal }), [api, id]),
  );
}

/** One run, kept up to date. */
export function useRun(id: string): AsyncData<ChaosRunDetails> {
  const api = useApi(chaosApiRef);
  return useLive(useAsyncData(signal => api.getRun(id, { signal }), [api, id]));
}

/** How many runs a card has room for. */
const IN_SHORT = 5;

/** What is on, what was last, and the levers. */
export type Overview = {
  clusters: ChaosCluster[];
  active: ChaosRun[];
  /** Whether more are on. */
  isMore: boolean;
  /** Those that are over, the newest first. */
  last: ChaosRun[];
  silent: ChaosRunsPage['silent'];
};

/** What is on, what was last, and the levers, kept up to date. */
export function useOverview(): AsyncData<Overview> {
  const api = useApi(chaosApiRef);
  return useLive(
    useAsyncData(
      async signal => {
        const [{ clusters }, active, over] = await Promise.all([
          api.getClusters({ signal }),
          api.getRuns({ state: 'active', limit: IN_SHORT }, { signal }),
          api.getRuns({ state: 'over', limit: IN_SHORT }, { signal }),
        ]);
        return {
          clusters,
          active: active.runs,
          isMore: active.nextCursor !== undefined,
          last: over.runs,
          silent: active.silent,
        };
      },
      [api],
    ),
  );
}
