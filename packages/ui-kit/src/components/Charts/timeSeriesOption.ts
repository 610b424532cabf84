import { plotGrid, timeAxis, valueAxis } from './axes';
import { type ChartTheme } from './theme';
import { type ColouredSeries } from './timeSeries';
import { shadedWindows } from './shadedWindows';
import { tooltipContent, tooltipStyle } from './tooltip';
import { type ChartWindow } from './types';
import { type ChartOption } from './useChart';

/** What a chart over time is drawn from. */
export type TimeSeriesDrawing = {
  series: readonly ColouredSeries[];
  kind: 'lines' | 'bars';
  range: { from: Date; to: Date };
  format: (value: number) => string;
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
) {
  return series
    .flatMap(({ name, color, points }) => {
      const value = points.find(point => point.time.getTime() === time)?.value;
      return value === undefined ? [] : [{ name, color, amount: value }];
    })
    .sort((one, other) => other.amount - one.amount)
    .map(({ name, color, amount }) => ({ name, color, value: format(amount) }));
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

export function timeSeriesOption(
  drawing: TimeSeriesDrawing,
  theme: ChartTheme,
): ChartOption {
  const { series, kind, range, format, moment, windows, locale } = drawing;
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
              tooltipRows(series, time, format),
            );
      },
    },
    series: series.map((one, index) => {
      const common = {
        id: one.id,
        name: one.name,
        color: one.color,
        data: pointsOf(one),
        markArea: index === 0 ? shadedWindows(windows, theme) : undefined,
      };
      return kind === 'bars'
        ? { ...common, type: 'bar' as const, stack: 'all', barMaxWidth: 24 }
        : {
            ...common,
            type: 'line' as const,
            connectNulls: false,
            symbol: 'circle',
            lineStyle: { width: 1.5 },
            emphasis: { disabled: true },
          };
    }),
  };
}
