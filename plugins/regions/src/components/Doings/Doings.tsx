import { TimeWindowList, useTimeWindows } from '@shop-platform/ui-kit';
import { useMemo } from 'react';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The hour up to a moment, which moves on by whole minutes. */
function lastHour(asOf: Date): { from: Date; to: Date } {
  const to = Math.ceil(asOf.getTime() / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(to - HOUR_MS), to: new Date(to) };
}

/**
 * What was done on purpose within the hour, to a region or to any: it may be
 * why something is not well.
 */
export function Doings(props: { asOf: Date; region?: string }) {
  const { asOf, region } = props;
  const state = useTimeWindows(lastHour(asOf));
  const shown = useMemo(
    () =>
      state.status === 'ready' && region !== undefined
        ? {
            ...state,
            value: {
              ...state.value,
              windows: state.value.windows.filter(
                window => window.region === region,
              ),
            },
          }
        : state,
    [state, region],
  );
  return <TimeWindowList state={shown} />;
}
