import { CHAOS_CHANNEL } from '@shop-platform/backstage-plugin-chaos-common';
import { isForbidden, useLiveRefresh } from '@shop-platform/ui-kit';
import { useDanger } from '../../hooks/useDanger';
import { Bar } from './Bar';

/** Changes are signalled; this is how soon they are seen without. */
const INTERVAL_MS = 10_000;

function KeepFresh({ refresh }: { refresh: () => void }) {
  useLiveRefresh({
    channel: CHAOS_CHANNEL,
    refresh,
    intervalMs: INTERVAL_MS,
  });
  return undefined;
}

/** What is being broken or halted, over every page, while it is. */
export function ChaosBar() {
  const { state, refresh } = useDanger();
  const failure =
    state.status === 'error'
      ? state.error
      : state.status === 'ready' && state.stale;
  if (failure && isForbidden(failure)) {
    // Who may not see it is not asked for again.
    return undefined;
  }
  return (
    <>
      <KeepFresh refresh={refresh} />
      {state.status === 'ready' && (
        <Bar
          danger={state.value}
          {...(state.stale ? { knownAt: state.asOf } : {})}
          onDone={refresh}
        />
      )}
    </>
  );
}
