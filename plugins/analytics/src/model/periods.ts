import { type TimeRange, type TimeRangePeriod } from '@shop-platform/ui-kit';

const PERIOD = /^(\d+)([smhdw])$/;
const DAYS_A_WEEK = 7;
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 };

function isPeriod(text: string): text is TimeRangePeriod {
  return /^[1-9]\d{0,3}[mhd]$/.test(text);
}

/** The time that a dashboard shows when its link names none; weeks as days. */
export function defaultRangeOf(period: string | undefined): TimeRange {
  const [, count = '', unit] = PERIOD.exec(period ?? '') ?? [];
  const text = unit === 'w' ? `${Number(count) * DAYS_A_WEEK}d` : period ?? '';
  return { kind: 'relative', from: isPeriod(text) ? text : '30d' };
}

/** How often a dashboard is read again, in milliseconds. */
export function refreshMsOf(period: string | undefined): number | undefined {
  const [, count, unit] = PERIOD.exec(period ?? '') ?? [];
  return unit === 's' || unit === 'm' || unit === 'h'
    ? Number(count) * UNIT_MS[unit]
    : undefined;
}
