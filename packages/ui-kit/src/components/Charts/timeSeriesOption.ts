import { plotGrid, timeAxis, valueAxis } from './axes';
import { type ChartTheme } from './theme';
import { type ColouredSeries } from './timeSeries';
import { shadedWindows } from './shadedWindows';
import { tooltipContent, tooltipStyle } from './tooltip';
import { type ChartWindow } from './types';
import { type ChartOption } from './useChart';

/**
 * Lines, or what lies one upon the other: bars or areas.
 *
 * @public
 */
export type TimeSeriesKind = 'lines' | 'areas' | 'bars';

/** What a chart over time is drawn from. */
export type TimeSeriesDrawing = {
  series: readonly ColouredSeries[];
  /** The period before, at the moments of this one. */
  previous: readonly ColouredSeries[];
  kind: TimeSeriesKind;
  range: { from: Date; to: Date };
  format: (value: number) => string;
  formatDigits?: (digits: string) => string;
  moment: (time: Date) => string;
  windows: readonly ChartWindow[];
  locale: string;
};

const DOT = 4;

/** A value between two gaps is no line: it gets a dot. */
function pointsOf({ points }: ColouredSeries) {
  return points.map(({ time, value }, index) => {
    const isAlone =
      points[index - 1]?.value === undefined &&
      points[index + 1]?.value === undefined;
    return {
      value: [time.getTime(), value ?? Number.NaN],
      symbolSize: isAlone && value !== undefined ? DOT : 0,
    };
  });
}

/** The lines of a tooltip at a moment, the largest value first. */
export function tooltipRows(
  series: readonly ColouredSeries[],
  time: number,
  format: (value: number) => string,
  formatDigits?: (digits: string) => string,
) {
  return series
    .flatMap(({ name, color, points }) => {
      const point = points.find(each => each.time.getTime() === time);
      const amount = point?.value;
      return amount === undefined
        ? []
        : [{ name, color, amount, exact: point?.exact }];
    })
    .sort((one, other) => other.amount - one.amount)
    .map(({ name, color, amount, exact }) => ({
      name,
      color,
      value:
        exact === undefined ? format(amount) : formatDigits?.(exact) ?? exact,
    }));
}

/** The moment that a tooltip of an axis is about. */
function timeOf(parameters: unknown): number | undefined {
  const [first]: unknown[] = Array.isArray(parameters) ? parameters : [];
  return typeof first === 'object' &&
    first !== null &&
    'axisValue' in first &&
    typeof first.axisValue === 'number'
    ? first.axisValue
    : undefined;
}

/** What is drawn of one series, in the shape of its kind. */
function shapeOf(kind: TimeSeriesKind) {
  const line = {
    type: 'line' as const,
    connectNulls: false,
    symbol: 'circle',
    lineStyle: { width: 1.5 },
    emphasis: { disabled: true },
  };
  switch (kind) {
    case 'bars':
      return { type: 'bar' as const, stack: 'all', barMaxWidth: 24 };
    case 'areas':
      return { ...line, stack: 'all', areaStyle: { opacity: 0.3 } };
    default:
      return line;
  }
}

export function timeSeriesOption(
  drawing: TimeSeriesDrawing,
  theme: ChartTheme,
): ChartOption {
  const { series, previous, kind, range, format, formatDigits } = drawing;
  const { moment, windows, locale } = drawing;
  return {
    grid: plotGrid,
    xAxis: timeAxis(theme, range, locale),
    yAxis: valueAxis(theme, format),
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      formatter: parameters => {
        const time = timeOf(parameters);
        return time === undefined
          ? ''
          : tooltipContent(
              moment(new Date(time)),
              tooltipRows([...series, ...previous], time, format, formatDigits),
            );
      },
    },
    series: [
      ...series.map((one, index) => ({
        id: one.id,
        name: one.name,
        color: one.color,
        data: pointsOf(one),
        markArea: index === 0 ? shadedWindows(windows, theme) : undefined,
        ...shapeOf(kind),
      })),
      ...previous.map(one => ({
        id: `previous ${one.id}`,
        name: one.name,
        color: one.color,
        data: pointsOf(one),
        ...shapeOf('lines'),
        type: 'line' as const,
        stack: kind === 'lines' ? undefined : 'previous',
        lineStyle: { width: 1.5, type: 'dashed' as const, opacity: 0.7 },
      })),
    ],
  };
}
