import { useApi } from '@backstage/frontend-plugin-api';
import {
  REGIONS_CHANNEL,
  type Region,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  type AsyncData,
  useAsyncData,
  useLiveRefresh,
} from '@shop-platform/ui-kit';
import { regionsApiRef } from '../api';

/** Verdicts are signalled; this is how soon a number is renewed without. */
const INTERVAL_MS = 3_000;

/** All regions, kept up to date. */
export function useRegions(): AsyncData<Region[]> {
  const api = useApi(regionsApiRef);
  const data = useAsyncData(
    async signal => (await api.getRegions({ signal })).regions,
    [api],
  );
  useLiveRefresh({
    channel: REGIONS_CHANNEL,
    refresh: data.refresh,
    intervalMs: INTERVAL_MS,
  });
  return data;
}

/** One region with its workloads, kept up to date. */
export function useRegion(name: string): AsyncData<Region> {
  const api = useApi(regionsApiRef);
  const data = useAsyncData(
    signal => api.getRegion(name, { signal }),
    [api, name],
  );
  useLiveRefresh({
    channel: REGIONS_CHANNEL,
    refresh: data.refresh,
    intervalMs: INTERVAL_MS,
  });
  return data;
}
