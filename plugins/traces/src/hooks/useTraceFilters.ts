import {
  formatTimeRange,
  resolveTimeRange,
  type TimeRange,
  useTimeRange,
} from '@shop-platform/ui-kit';
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { z } from 'zod';
import { writeDuration } from '../model/durationText';
import {
  FILTER_PARAMETERS,
  type FilterParameter,
  parseTraceFilters,
  type TraceFilters,
  type UnusableValue,
} from '../model/traceFilters';
import { parseSort, type Sort, writeSort } from '../model/traceRow';

/** What the history keeps beside the link: where a selection came from. */
const historyState = z.object({ tracesBeforeSelection: z.string() });

/** A rectangle in the chart. */
export type Selection = {
  from: Date;
  to: Date;
  minDurationMs: number;
  maxDurationMs: number;
};

/** The filters of the page, which live in its link. */
export type TraceFiltersControl = {
  filters: TraceFilters;
  /** What the link says, also where it cannot be used. */
  texts: Record<'minDuration' | 'maxDuration', string>;
  unusable: UnusableValue[];
  range: TimeRange;
  sort: Sort;
  set: (parameter: FilterParameter, values: string[]) => void;
  setSort: (sort: Sort) => void;
  clear: () => void;
  drop: (unusable: UnusableValue) => void;
  select: (selection: Selection) => void;
  /** Back to what was shown before `select`; `undefined` when nothing was. */
  undoSelection?: () => void;
};

/** A range that the time range control had to replace by its default. */
function unusableRange(
  parameters: URLSearchParams,
  range: TimeRange,
): UnusableValue[] {
  const from = parameters.get('from');
  if (from === null) {
    return [];
  }
  const understood = formatTimeRange(range).get('from');
  const isDate = range.kind === 'absolute';
  return isDate || understood === from
    ? []
    : [{ parameter: 'from', value: from, reason: 'range' }];
}

function useLink() {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (edit: (parameters: URLSearchParams) => void) =>
      setParameters(previous => {
        const next = new URLSearchParams(previous);
        edit(next);
        return next;
      }),
    [setParameters],
  );
  return { parameters, change };
}

function useSelection() {
  const navigate = useNavigate();
  const { search, state } = useLocation();
  const [, setParameters] = useSearchParams();
  const before = historyState.safeParse(state).data?.tracesBeforeSelection;

  const select = (selection: Selection) =>
    setParameters(
      previous => {
        const next = new URLSearchParams(previous);
        const { from, to, minDurationMs, maxDurationMs } = selection;
        next.delete('live');
        formatTimeRange({ kind: 'absolute', from, to }).forEach((value, name) =>
          next.set(name, value),
        );
        next.set('minDuration', writeDuration(minDurationMs, 'down'));
        next.set('maxDuration', writeDuration(maxDurationMs, 'up'));
        return next;
      },
      // Of several selections, one inside the other, the first is gone back to.
      { state: { tracesBeforeSelection: before ?? search } },
    );
  const undoSelection =
    before === undefined ? undefined : () => navigate({ search: before });
  return { select, undoSelection };
}

/**
 * The filters, the order and the time range, all in the link of the page.
 *
 * @param fixedService - the service of the page, where it has one
 */
export function useTraceFilters(fixedService?: string): TraceFiltersControl {
  const { parameters, change } = useLink();
  const { range } = useTimeRange();
  const { select, undoSelection } = useSelection();
  const parsed = useMemo(() => parseTraceFilters(parameters), [parameters]);

  return {
    filters: {
      ...parsed.filters,
      service: fixedService ?? parsed.filters.service,
    },
    texts: {
      minDuration: parameters.get('minDuration') ?? '',
      maxDuration: parameters.get('maxDuration') ?? '',
    },
    unusable: [...parsed.unusable, ...unusableRange(parameters, range)],
    range,
    sort: parseSort(parameters.get('sort')),
    set: (parameter, values) =>
      change(next => {
        next.delete(parameter);
        values.filter(Boolean).forEach(value => next.append(parameter, value));
        if (parameter === 'service') {
          // Another service has other operations.
          next.delete('operation');
        }
      }),
    setSort: sort => change(next => next.set('sort', writeSort(sort))),
    clear: () =>
      change(next => FILTER_PARAMETERS.forEach(name => next.delete(name))),
    drop: ({ parameter, value }) =>
      change(next => {
        const kept = next.getAll(parameter).filter(other => other !== value);
        next.delete(parameter);
        kept.forEach(other => next.append(parameter, other));
        if (parameter === 'from') {
          ['to', 'live'].forEach(name => next.delete(name));
        }
      }),
    select,
    undoSelection,
  };
}

/** The instants of a range, for what does not move on with the clock. */
export function windowOf(range: TimeRange): { from: string; to: string } {
  const { from, to } = resolveTimeRange(range, new Date());
  return { from: from.toISOString(), to: to.toISOString() };
}
