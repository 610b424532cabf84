import { useRouteRef } from '@backstage/frontend-plugin-api';
import { formatTimeRange } from '@shop-platform/ui-kit';
import { useCallback } from 'react';
import { traceHint, type TraceRow } from '../model/traceRow';
import { traceRouteRef } from '../routes';

/** Where a trace is read; `undefined` where the app has no such page. */
export function useTraceLink(): (
  row: Pick<TraceRow, 'traceId'> & Partial<TraceRow>,
) => string | undefined {
  const route = useRouteRef(traceRouteRef);
  return useCallback(
    ({ traceId, start, durationMs }) => {
      const path = route?.({ traceId });
      if (path === undefined || start === undefined) {
        return path;
      }
      const hint = traceHint({ start, durationMs: durationMs ?? 0 });
      return `${path}?${formatTimeRange({ kind: 'absolute', ...hint })}`;
    },
    [route],
  );
}
