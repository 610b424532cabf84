import { useApi } from '@backstage/frontend-plugin-api';
import { type ChaosPreflight } from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncState, useAsyncData } from '@shop-platform/ui-kit';
import { useRef } from 'react';
import { chaosApiRef } from '../api';
import { useSettled } from './useSettled';

/** How long one has to stop writing before it is checked. */
const SETTLE_MS = 600;

export type Checked = {
  /** What the experiment would do; the last answer stays while the next is on its way. */
  state: AsyncState<ChaosPreflight>;
  /** Whether the answer is about something else than what stands there now. */
  isOutdated: boolean;
  check: () => void;
};

/** Asks what an experiment would do, once it is written. */
export function usePreflight(cluster: string, manifest: string): Checked {
  const api = useApi(chaosApiRef);
  const { settled, settle } = useSettled(manifest, SETTLE_MS);
  const { state, refresh } = useAsyncData(
    signal => api.dryRun({ cluster, manifest: settled }, { signal }),
    [api, cluster, settled],
  );
  const last = useRef<AsyncState<ChaosPreflight>>(state);
  if (state.status !== 'loading') {
    last.current = state;
  }
  const isUnderWay =
    state.status === 'loading' ||
    (state.status === 'ready' && state.refreshing);

  return {
    state: state.status === 'loading' ? last.current : state,
    isOutdated: settled !== manifest || isUnderWay,
    check: () => {
      if (settled === manifest) {
        refresh();
      } else {
        settle();
      }
    },
  };
}
