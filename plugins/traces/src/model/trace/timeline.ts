import { formatDuration } from '@shop-platform/ui-kit';
import { type TimeWindow } from './types';

const MICROS_PER_MILLI = 1_000;

/** Where a stretch of time lies in a window, in percent of its width. */
export type Placement = { left: number; width: number };

/** `undefined` when it lies outside; what overhangs is cut off. */
export function place(
  window: TimeWindow,
  { fromUs, toUs }: TimeWindow,
): Placement | undefined {
  const length = window.toUs - window.fromUs;
  if (length <= 0) {
    return { left: 0, width: 100 };
  }
  if (toUs < window.fromUs || fromUs > window.toUs) {
    return undefined;
  }
  const percent = (us: number) =>
    Math.min(100, Math.max(0, ((us - window.fromUs) / length) * 100));
  const left = percent(fromUs);
  return { left, width: percent(toUs) - left };
}

/** On which side of a window a stretch lies that is not in it. */
export function sideOf(
  window: TimeWindow,
  { toUs }: TimeWindow,
): 'before' | 'after' {
  return toUs < window.fromUs ? 'before' : 'after';
}

/** The round step (1, 2 or 5 times a power of ten) that makes about `count` of a length. */
function roundStep(length: number, count: number): number {
  const raw = length / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5].find(round => round * power >= raw) ?? 10;
  return factor * power;
}

/** A mark on the time axis. */
export type Tick = { us: number; percent: number; label: string };

/** In one unit for the whole axis, and as exact as its step. */
function tickLabels(lastUs: number, stepUs: number, locale: string) {
  const unitMs = [1_000, 1, 0.001].find(ms => lastUs >= ms * 1_000) ?? 0.001;
  // The unit as durations have it everywhere else: "1 s" without its number.
  const unit = formatDuration(unitMs, { locale }).slice(1);
  const unitUs = unitMs * MICROS_PER_MILLI;
  const digits = Math.max(0, Math.ceil(-Math.log10(stepUs / unitUs) - 1e-9));
  const numbers = new Intl.NumberFormat(locale, {
    maximumFractionDigits: Math.min(digits, 20),
  });
  return (us: number) => `${numbers.format(us / unitUs)}${unit}`;
}

/** Round moments in a window, about `count` of them. */
export function ticksOf(
  window: TimeWindow,
  count: number,
  locale: string,
): Tick[] {
  const length = window.toUs - window.fromUs;
  if (!(length > 0) || !(count > 0)) {
    return [];
  }
  const step = roundStep(length, count);
  const labelOf = tickLabels(window.toUs, step, locale);
  const first = Math.ceil(window.fromUs / step);
  const last = Math.floor(window.toUs / step);
  return Array.from({ length: last - first + 1 }, (_, offset) => {
    const us = (first + offset) * step;
    return {
      us,
      percent: ((us - window.fromUs) / length) * 100,
      label: labelOf(us),
    };
  });
}

/** The part of a window that lies in a trace; `undefined` when nothing sensible is left. */
export function clampWindow(
  window: TimeWindow | undefined,
  durationUs: number,
): TimeWindow | undefined {
  if (!window) {
    return undefined;
  }
  const fromUs = Math.max(0, window.fromUs);
  const toUs = Math.min(durationUs, window.toUs);
  const isWhole = fromUs <= 0 && toUs >= durationUs;
  return toUs > fromUs && !isWhole ? { fromUs, toUs } : undefined;
}
