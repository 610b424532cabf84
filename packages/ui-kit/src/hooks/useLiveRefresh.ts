import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';
import { VisibleTimer } from '../lib/VisibleTimer';

/** Signals come in bursts; one refresh answers all of a burst. */
const BURST_MS = 250;
/** How much rarer the interval gets where signals tell of changes. */
const SIGNALS_SLOWDOWN = 10;

/**
 * Options of `useLiveRefresh`.
 *
 * @public
 */
export type LiveRefreshOptions = {
  /** The signals channel that tells of changes. */
  channel?: string;
  /** Loads the data again, such as the `refresh` of `useAsyncData`. */
  refresh: () => void;
  /** How often to load again without signals. */
  intervalMs: number;
};

/**
 * Refreshes when the back end signals a change, or on an interval where there
 * are no signals, and only while the document is visible.
 *
 * @remarks
 * Signals are not stored: one sent while the connection was down is lost. So
 * the first interval still refreshes, which covers what happened before the
 * subscription was heard, and after it every tenth one does.
 *
 * @public
 */
export function useLiveRefresh(options: LiveRefreshOptions): void {
  const { channel, refresh, intervalMs } = options;
  const signals = useApiHolder().get(signalApiRef);
  const latestRefresh = useRef(refresh);

  useEffect(() => {
    latestRefresh.current = refresh;
  });

  useEffect(() => {
    const interval = new VisibleTimer();
    const burst = new VisibleTimer();
    const onSignal = () => {
      if (!burst.isScheduled) {
        burst.schedule(BURST_MS, () => latestRefresh.current());
      }
    };
    const subscription =
      channel === undefined ? undefined : signals?.subscribe(channel, onSignal);
    const everyMs = subscription ? intervalMs * SIGNALS_SLOWDOWN : intervalMs;
    const tick = () => {
      interval.schedule(everyMs, tick);
      latestRefresh.current();
    };
    interval.schedule(intervalMs, tick);

    return () => {
      subscription?.unsubscribe();
      interval.cancel();
      burst.cancel();
    };
  }, [channel, intervalMs, signals]);
}
