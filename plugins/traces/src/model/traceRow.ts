import { type TraceSummary } from '@shop-platform/backstage-plugin-traces-common';

const NANOS_PER_MICRO = 1_000n;
const MICROS_PER_MILLI = 1_000;
/** Links lead to a trace with room around it, for clocks that differ. */
const HINT_MARGIN_MS = 15 * 60_000;
const LAST_DATE_MS = 8.64e15;

/** A summary with its times as a page uses them. */
export type TraceRow = {
  traceId: string;
  source: string;
  root?: { service: string; operation: string };
  start: Date;
  durationMs: number;
  spanCount: number;
  errorCount: number;
  restrictedSpanCount: number;
  services: TraceSummary['services'];
};

/** Microseconds are exact as a number for longer than anyone traces. */
function milliseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / NANOS_PER_MICRO) / MICROS_PER_MILLI;
}

function dateAt(ms: number): Date {
  return new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, ms)));
}

export function toTraceRow(summary: TraceSummary): TraceRow {
  const { startTimeUnixNano, durationNano, ...rest } = summary;
  return {
    ...rest,
    start: dateAt(milliseconds(startTimeUnixNano)),
    durationMs: Math.max(0, milliseconds(durationNano)),
  };
}

/** Where to look for a trace: the page of it is there sooner. */
export function traceHint({
  start,
  durationMs,
}: Pick<TraceRow, 'start' | 'durationMs'>): {
  from: Date;
  to: Date;
} {
  return {
    from: dateAt(start.getTime() - HINT_MARGIN_MS),
    to: dateAt(start.getTime() + durationMs + HINT_MARGIN_MS),
  };
}

/** What the list can be sorted by. */
export const SORT_KEYS = ['start', 'duration', 'spans', 'errors'] as const;

/** What the list can be sorted by. */
export type SortKey = (typeof SORT_KEYS)[number];

/** The order of the list. */
export type Sort = { key: SortKey; isDescending: boolean };

export const NEWEST_FIRST: Sort = { key: 'start', isDescending: true };

const AMOUNTS: Record<SortKey, (row: TraceRow) => number> = {
  start: ({ start }) => start.getTime(),
  duration: ({ durationMs }) => durationMs,
  spans: ({ spanCount }) => spanCount,
  errors: ({ errorCount }) => errorCount,
};

/** Reads `duration` or `-duration`; anything else is the newest first. */
export function parseSort(text: string | null): Sort {
  const isDescending = text?.startsWith('-') ?? false;
  const name = isDescending ? text?.slice(1) : text;
  const key = SORT_KEYS.find(known => known === name);
  return key ? { key, isDescending } : NEWEST_FIRST;
}

export function writeSort({ key, isDescending }: Sort): string {
  return `${isDescending ? '-' : ''}${key}`;
}

/** Equal ones stay the newest first. */
export function sortRows(rows: readonly TraceRow[], sort: Sort): TraceRow[] {
  const amount = AMOUNTS[sort.key];
  const sign = sort.isDescending ? -1 : 1;
  return [...rows].sort(
    (one, other) =>
      sign * (amount(one) - amount(other)) ||
      other.start.getTime() - one.start.getTime(),
  );
}
