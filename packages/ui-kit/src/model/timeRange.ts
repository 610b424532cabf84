/**
 * A length of time that ends now: minutes, hours or days.
 *
 * @public
 */
export type TimeRangePeriod = `${number}${'m' | 'h' | 'd'}`;

/**
 * The window in time that a page shows.
 *
 * @remarks
 * A live range moves on with the clock; only a relative one can be live.
 *
 * @public
 */
export type TimeRange =
  | { kind: 'relative'; from: TimeRangePeriod; live?: boolean }
  | { kind: 'absolute'; from: Date; to: Date; live?: false };

/**
 * The window that a page shows when its link names none.
 *
 * @public
 */
export const defaultTimeRange: TimeRange = { kind: 'relative', from: '1h' };

const MINUTE = 60_000;
const UNIT_MS = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE };
const PERIOD = /^([1-9]\d{0,3})([mhd])$/;

/** The words of a time range in a link. */
export const timeRangeParameters = ['from', 'to', 'live'];

function isPeriod(text: string): text is TimeRangePeriod {
  return PERIOD.test(text);
}

/** A period in parts; something that is not one counts as the default. */
export function splitPeriod(period: string): {
  count: number;
  unit: keyof typeof UNIT_MS;
} {
  const [, count, unit] = PERIOD.exec(period) ?? [];
  if (unit === 'm' || unit === 'h' || unit === 'd') {
    return { count: Number(count), unit };
  }
  return { count: 1, unit: 'h' };
}

function parseDate(text: string | null): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * Reads the time range of a link, as `formatTimeRange` writes it:
 * `from=1h&live=true`, or `from` and `to` as ISO 8601.
 *
 * @returns the fallback when the link names no range, or one that makes no sense
 * @public
 */
export function parseTimeRange(
  parameters: URLSearchParams,
  fallback: TimeRange = defaultTimeRange,
): TimeRange {
  const from = parameters.get('from');
  if (from && isPeriod(from)) {
    return parameters.get('live') === 'true'
      ? { kind: 'relative', from, live: true }
      : { kind: 'relative', from };
  }
  const start = parseDate(from);
  const end = parseDate(parameters.get('to'));
  return start && end && start < end
    ? { kind: 'absolute', from: start, to: end }
    : fallback;
}

/**
 * Writes a time range as the parameters of a link.
 *
 * @public
 */
export function formatTimeRange(range: TimeRange): URLSearchParams {
  if (range.kind === 'absolute') {
    return new URLSearchParams({
      from: range.from.toISOString(),
      to: range.to.toISOString(),
    });
  }
  return new URLSearchParams({
    from: range.from,
    ...(range.live && { live: 'true' }),
  });
}

/**
 * The two instants that a time range means at a given time.
 *
 * @public
 */
export function resolveTimeRange(
  range: TimeRange,
  now: Date,
): { from: Date; to: Date } {
  if (range.kind === 'absolute') {
    return { from: range.from, to: range.to };
  }
  const { count, unit } = splitPeriod(range.from);
  return { from: new Date(now.getTime() - count * UNIT_MS[unit]), to: now };
}
