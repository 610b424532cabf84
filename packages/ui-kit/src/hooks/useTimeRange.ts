import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  defaultTimeRange,
  formatTimeRange,
  parseTimeRange,
  type TimeRange,
  timeRangeParameters,
} from '../model/timeRange';

/**
 * The time range of the page, kept in its link.
 *
 * @param options - `defaultRange`: what a link without a range means, the last hour unless given
 * @public
 */
export function useTimeRange(options: { defaultRange?: TimeRange } = {}): {
  range: TimeRange;
  setRange: (range: TimeRange) => void;
} {
  const [parameters, setParameters] = useSearchParams();
  // As text, so that an equal range stays the same object between renders.
  const fallback = formatTimeRange(
    options.defaultRange ?? defaultTimeRange,
  ).toString();
  const stated = new URLSearchParams(
    timeRangeParameters.flatMap(name => {
      const value = parameters.get(name);
      return value === null ? [] : [[name, value]];
    }),
  ).toString();

  const range = useMemo(
    () =>
      parseTimeRange(
        new URLSearchParams(stated),
        parseTimeRange(new URLSearchParams(fallback)),
      ),
    [stated, fallback],
  );
  const setRange = useCallback(
    (next: TimeRange) =>
      setParameters(previous => {
        const merged = new URLSearchParams(previous);
        timeRangeParameters.forEach(name => merged.delete(name));
        formatTimeRange(next).forEach((value, name) => merged.set(name, value));
        return merged;
      }),
    [setParameters],
  );

  return { range, setRange };
}
