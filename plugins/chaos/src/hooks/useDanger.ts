import { useApi } from '@backstage/frontend-plugin-api';
import { type ChaosClient } from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';
import { type Danger, hasBegun, worstReading } from '../model/danger';
import { byUrgency } from '../model/runs';

/** More than anybody runs at once. */
const LIMIT = 200;
/** Of so many runs the checks are read: the bar has room for one number. */
const MOST_READ = 3;

async function readDanger(
  api: ChaosClient,
  signal: AbortSignal,
): Promise<Danger> {
  const [{ clusters }, active] = await Promise.all([
    api.getClusters({ signal }),
    api.getRuns({ state: 'active', limit: LIMIT }, { signal }),
  ]);
  const runs = byUrgency(active.runs.filter(hasBegun));
  // A number is good to have; that something is on does not wait for it.
  const details = await Promise.allSettled(
    runs.slice(0, MOST_READ).map(({ id }) => api.getRun(id, { signal })),
  );
  const reading = worstReading(
    details.flatMap(each => (each.status === 'fulfilled' ? [each.value] : [])),
  );
  return { clusters, runs, ...(reading ? { reading } : {}) };
}

/** What is on and what is halted; nothing keeps it up to date by itself. */
export function useDanger(): AsyncData<Danger> {
  const api = useApi(chaosApiRef);
  return useAsyncData(signal => readDanger(api, signal), [api]);
}
