import { type TimeWindow } from '../../api/TimeWindowsApi';

/** What a name takes of the width of a strip; a longer one is cut there. */
export const NAME_SHARE = 0.3;

/** A window in a strip; all but the lane are shares of the strip's width. */
export type StripWindow = {
  window: TimeWindow;
  start: number;
  end: number;
  /** Its name ends where it ends, since there is no room behind it. */
  isNamedBefore: boolean;
  /** 0 is the topmost. */
  lane: number;
};

/** What of the width the window and its name take together. */
function extentOf(placed: Omit<StripWindow, 'lane'>): [number, number] {
  const { start, end, isNamedBefore } = placed;
  return isNamedBefore
    ? [Math.min(start, end - NAME_SHARE), end]
    : [start, Math.max(end, start + NAME_SHARE)];
}

/**
 * The windows that touch a stretch of time, side by side where there is room,
 * and otherwise below one another.
 */
export function stripLanes(
  windows: readonly TimeWindow[],
  range: { from: Date; to: Date },
): StripWindow[] {
  const from = range.from.getTime();
  const length = range.to.getTime() - from;
  const shareOf = (time: number) =>
    Math.min(Math.max((time - from) / length, 0), 1);
  const ends: number[] = [];
  return windows
    .map(window => {
      const start = shareOf(window.from.getTime());
      const end = shareOf(window.to?.getTime() ?? range.to.getTime());
      return { window, start, end, isNamedBefore: start > 1 - NAME_SHARE };
    })
    .filter(({ start, end }) => end > 0 && start < 1)
    .sort((one, other) => extentOf(one)[0] - extentOf(other)[0])
    .map(placed => {
      const [begins, ceases] = extentOf(placed);
      const free = ends.findIndex(end => end <= begins);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = ceases;
      return { ...placed, lane };
    });
}
