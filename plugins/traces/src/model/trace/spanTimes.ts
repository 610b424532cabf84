import { type Span } from '@shop-platform/backstage-plugin-traces-common';

const WHOLE_NUMBER = /^-?\d{1,20}$/;
const NANOS_PER_MICRO = 1_000;

/** Nanoseconds in decimal digits; `undefined` for anything else. */
export function parseNanos(text: string): bigint | undefined {
  return WHOLE_NUMBER.test(text) ? BigInt(text) : undefined;
}

/**
 * Microseconds from one moment to another. The difference is taken before it
 * becomes a floating-point number, so that not a nanosecond gets lost.
 */
export function microsSince(origin: bigint, moment: bigint): number {
  return Number(moment - origin) / NANOS_PER_MICRO;
}

/** When a span ran. Without a valid start it is put where the trace begins. */
export type SpanTimes = {
  start: bigint | undefined;
  durationUs: number;
  isValid: boolean;
};

export function spanTimes(span: Span): SpanTimes {
  const start = parseNanos(span.startTimeUnixNano);
  const duration = parseNanos(span.durationNano);
  const isValid = start !== undefined && duration !== undefined;
  if (duration === undefined || duration < 0n) {
    return { start, durationUs: 0, isValid: false };
  }
  return { start, durationUs: Number(duration) / NANOS_PER_MICRO, isValid };
}
