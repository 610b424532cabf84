import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useRef } from 'react';
import {
  type TimeWindow,
  timeWindowsApiRef,
  type TimeWindows,
} from '../api/TimeWindowsApi';
import { type ChartWindow } from '../components/Charts';
import { type AsyncState } from '../model/asyncState';
import { useAsyncData } from './useAsyncData';

const NONE: TimeWindows = { windows: [], moreExist: false };

/**
 * What was done to the platform in a stretch of time; nothing in a portal where
 * nobody tells.
 *
 * @public
 */
export function useTimeWindows(range: {
  from: Date;
  to: Date;
}): AsyncState<TimeWindows> {
  const api = useApiHolder().get(timeWindowsApiRef);
  const from = range.from.getTime();
  const to = range.to.getTime();
  const { state } = useAsyncData(
    async signal =>
      api?.list({ from: new Date(from), to: new Date(to) }, { signal }) ?? NONE,
    [api, from, to],
  );
  // A window that moves on every few seconds shows what it knew meanwhile.
  const known = useRef(state);
  useEffect(() => {
    if (state.status !== 'loading') {
      known.current = state;
    }
  }, [state]);
  return state.status === 'loading' ? known.current : state;
}

/**
 * Windows as a chart shades them: within its range, the open ones up to its end.
 *
 * @public
 */
export function useChartWindows(
  windows: readonly TimeWindow[],
  range: { from: Date; to: Date },
): readonly ChartWindow[] {
  const { from, to } = range;
  return useMemo(
    () =>
      windows
        .map(window => ({
          title: window.title,
          from: new Date(Math.max(window.from.getTime(), from.getTime())),
          to: new Date(
            Math.min(window.to?.getTime() ?? to.getTime(), to.getTime()),
          ),
        }))
        .filter(window => window.from < window.to),
    [windows, from, to],
  );
}
