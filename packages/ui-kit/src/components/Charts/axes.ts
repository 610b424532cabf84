import { PLOT_MARGINS } from './plot';
import { type ChartTheme } from './theme';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LABEL_SIZE = 11;
/** Between a label and its axis. */
const LABEL_GAP = 10;
/** How wide the name of a bar gets before it is cut, in pixels. */
export const CATEGORY_WIDTH = 110;
/** How many pixels a label of the time axis wants for itself. */
const TIME_SPLITS = 6;

/** Moments at the density that a window of time asks for. */
export function timeLabels(
  range: { from: Date; to: Date },
  locale: string,
): (time: number) => string {
  const length = range.to.getTime() - range.from.getTime();
  const options: Intl.DateTimeFormatOptions =
    length > 2 * DAY_MS
      ? { day: 'numeric', month: 'short' }
      : {
          hour: '2-digit',
          minute: '2-digit',
          second: length < 5 * MINUTE_MS ? '2-digit' : undefined,
          hourCycle: 'h23',
        };
  const format = new Intl.DateTimeFormat(locale, options);
  return time => format.format(time);
}

function axisStyle(theme: ChartTheme) {
  return {
    axisLabel: { color: theme.mutedText, fontSize: LABEL_SIZE },
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { lineStyle: { color: theme.line } },
    splitLine: { lineStyle: { color: theme.line } },
  };
}

/** What is too long loses its end: without its first digits it would be another number. */
const amountLabel = {
  width: PLOT_MARGINS.left - LABEL_GAP,
  overflow: 'truncate' as const,
};

export function timeAxis(
  theme: ChartTheme,
  range: { from: Date; to: Date },
  locale: string,
) {
  const style = axisStyle(theme);
  return {
    ...style,
    type: 'time' as const,
    min: range.from.getTime(),
    max: range.to.getTime(),
    splitNumber: TIME_SPLITS,
    axisLabel: {
      ...style.axisLabel,
      hideOverlap: true,
      formatter: timeLabels(range, locale),
    },
    splitLine: { show: false },
  };
}

/** From zero, so that twice as high is twice as much. */
export function valueAxis(
  theme: ChartTheme,
  format: (value: number) => string,
) {
  const style = axisStyle(theme);
  return {
    ...style,
    type: 'value' as const,
    min: ({ min }: { min: number }) => Math.min(0, min),
    // Nothing but zeros would be drawn up to 1.2, which of a share is 120 %.
    max: ({ max, min }: { max: number; min: number }) =>
      max === 0 && min === 0 ? 1 : undefined,
    splitNumber: 3,
    axisLabel: { ...style.axisLabel, ...amountLabel, formatter: format },
  };
}

/** Names side by side, or one under the other. */
export function categoryAxis(theme: ChartTheme, names: readonly string[]) {
  const style = axisStyle(theme);
  return {
    ...style,
    type: 'category' as const,
    data: [...names],
    splitLine: { show: false },
    axisLabel: {
      ...style.axisLabel,
      hideOverlap: true,
      overflow: 'truncate' as const,
      width: CATEGORY_WIDTH,
    },
  };
}

/** For values that differ by orders of magnitude; it has no zero. */
export function logAxis(theme: ChartTheme, format: (value: number) => string) {
  const style = axisStyle(theme);
  return {
    ...style,
    type: 'log' as const,
    axisLabel: {
      ...style.axisLabel,
      ...amountLabel,
      formatter: format,
      hideOverlap: true,
    },
  };
}

/** The plot at a fixed place, so that pixels can be told from values. */
export const plotGrid = { ...PLOT_MARGINS, outerBoundsMode: 'none' as const };
