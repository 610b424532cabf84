import {
  type TimeWindow,
  TimeWindowList,
  TimeWindowStrip,
  useTimeWindows,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NONE: readonly TimeWindow[] = [];

/** The hour up to a moment, which moves on by whole minutes. */
function lastHour(asOf: Date): { from: Date; to: Date } {
  const to = Math.ceil(asOf.getTime() / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(to - HOUR_MS), to: new Date(to) };
}

/**
 * What was done on purpose within the hour, to one region or to any: it may be
 * why something is not well. Said, and drawn along the hour of each region.
 */
export function Doings(props: {
  asOf: Date;
  regions: readonly { name: string; title: string }[];
  /** Only this one. */
  region?: string;
}) {
  const { asOf, regions, region } = props;
  const range = lastHour(asOf);
  const state = useTimeWindows(range);
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
  return (
    <>
      <TimeWindowList state={shown} />
      <TimeWindowStrip
        windows={shown.status === 'ready' ? shown.value.windows : NONE}
        range={range}
        rows={regions.map(({ name, title }) => ({ region: name, title }))}
      />
    </>
  );
}
