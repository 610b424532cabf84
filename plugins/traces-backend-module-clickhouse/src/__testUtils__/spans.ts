import { toDateTime, type SpanInsert } from './toRows';

export const SECOND = 1_000_000_000n;

/** 2026-03-01T12:00:00Z */
export const NOON = 1_772_366_400n * SECOND;

export const WINDOW = { from: NOON - 60n * SECOND, to: NOON + 60n * SECOND };

export type SpanOptions = SpanInsert & {
  traceId: string;
  start?: bigint;
};

/** A row with nothing special about it but what is said. */
export function createSpan({
  traceId,
  start = NOON,
  ...columns
}: SpanOptions): SpanInsert {
  return {
    Timestamp: toDateTime(start),
    TraceId: traceId,
    SpanId: '00000000000000aa',
    ParentSpanId: '',
    SpanName: 'work',
    SpanKind: 'Server',
    ServiceName: 'bench',
    ResourceAttributes: { 'service.name': 'bench' },
    SpanAttributes: {},
    Duration: 1_000_000n,
    StatusCode: 'Unset',
    StatusMessage: '',
    ...columns,
  };
}

/** The id of the trace with this number. */
export function traceIdOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** The id of the span with this number. */
export function spanIdOf(number: number): string {
  return number.toString(16).padStart(16, '0');
}
