import { useRouteRef } from '@backstage/frontend-plugin-api';
import { formatTimeRange } from '@shop-platform/ui-kit';
import { useCallback, useMemo } from 'react';
import { type TraceModel } from '../../../model/trace';
import { rootRouteRef, traceRouteRef } from '../../../routes';

const MARGIN_MS = 15 * 60_000;
const NANOS_PER_MILLI = 1_000_000n;
/** What is longer does not fit into an address. */
const LONGEST_VALUE = 1_000;
const LAST_DATE_MS = 8.64e15;

/** When a trace ran, as dates; nonsense is brought back into their range. */
export function traceWindow(
  model: Pick<TraceModel, 'startNano' | 'durationUs'>,
  marginMs = 0,
): { from: Date; to: Date } {
  const startMs = Number(model.startNano / NANOS_PER_MILLI);
  const date = (ms: number) =>
    new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, ms)));
  return {
    from: date(startMs - marginMs),
    to: date(Math.ceil(startMs + model.durationUs / 1_000) + 1 + marginMs),
  };
}

/** Where a trace leads to. */
export type TraceLinks = {
  search: string | undefined;
  /** The traces around this one with the same value of an attribute. */
  searchBy(key: string, value: string, service: string): string | undefined;
  trace(traceId: string, spanId?: string): string | undefined;
};

export function useTraceLinks(
  model: Pick<TraceModel, 'startNano' | 'durationUs'> | undefined,
): TraceLinks {
  const searchLink = useRouteRef(rootRouteRef);
  const traceLink = useRouteRef(traceRouteRef);
  const search = searchLink?.();

  const searchBy = useCallback(
    (key: string, value: string, service: string) => {
      if (search === undefined || !model || value.length > LONGEST_VALUE) {
        return undefined;
      }
      const parameters = formatTimeRange({
        kind: 'absolute',
        ...traceWindow(model, MARGIN_MS),
      });
      if (service) {
        parameters.set('service', service);
      }
      parameters.set('attribute', `${key}=${value}`);
      return `${search}?${parameters}`;
    },
    [search, model],
  );
  const trace = useCallback(
    (traceId: string, spanId?: string) => {
      const link = traceLink?.({ traceId });
      return link && spanId
        ? `${link}?${new URLSearchParams({ span: spanId })}`
        : link;
    },
    [traceLink],
  );
  return useMemo(
    () => ({ search, searchBy, trace }),
    [search, searchBy, trace],
  );
}
