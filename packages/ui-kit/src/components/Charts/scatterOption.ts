import { chartPalette } from '../../model/serviceColor';
import { logAxis, plotGrid, timeAxis, valueAxis } from './axes';
import { shadedWindows } from './shadedWindows';
import { type ChartTheme } from './theme';
import { tooltipContent, tooltipStyle } from './tooltip';
import { type ChartWindow, type ScatterPoint } from './types';
import { type ChartOption } from './useChart';

/** What a scatter chart is drawn from. */
export type ScatterDrawing = {
  points: readonly ScatterPoint[];
  range: { from: Date; to: Date };
  scale: 'linear' | 'log';
  format: (value: number) => string;
  moment: (time: Date) => string;
  windows: readonly ChartWindow[];
  locale: string;
};

const POINT_SIZE = 8;
const ERROR_SIZE = 12;
/** In milliseconds a microsecond; a logarithm of zero is nowhere. */
const SMALLEST_ON_LOG = 0.001;

/** Where a point stands on its axis. */
export function heightOf(value: number, scale: 'linear' | 'log'): number {
  return scale === 'log' ? Math.max(value, SMALLEST_ON_LOG) : value;
}

/** Whole powers of ten around the values, so that the axis has round ends. */
function logEnds(points: readonly ScatterPoint[]) {
  const values = points.map(({ value }) => heightOf(value, 'log'));
  const smallest = values.reduce(
    (one, other) => Math.min(one, other),
    Infinity,
  );
  const largest = values.reduce((one, other) => Math.max(one, other), 0);
  if (largest === 0) {
    return {};
  }
  const min = 10 ** Math.floor(Math.log10(smallest));
  return { min, max: Math.max(10 ** Math.ceil(Math.log10(largest)), min * 10) };
}

function seriesOf(
  points: readonly ScatterPoint[],
  drawing: ScatterDrawing,
  look: { id: string; symbol: string; size: number; color: string; z: number },
) {
  return {
    type: 'scatter' as const,
    id: look.id,
    symbol: look.symbol,
    symbolSize: look.size,
    z: look.z,
    cursor: 'pointer',
    itemStyle: { color: look.color, opacity: 0.8 },
    emphasis: { scale: 1.4, itemStyle: { opacity: 1 } },
    data: points.map(({ id, time, value }) => ({
      name: id,
      value: [time.getTime(), heightOf(value, drawing.scale)],
    })),
  };
}

/** The colours and shapes of the two kinds of points, for the legend too. */
export function scatterLooks(theme: Pick<ChartTheme, 'error'>) {
  return {
    good: {
      id: 'good',
      symbol: 'circle',
      size: POINT_SIZE,
      color: chartPalette[0],
      z: 2,
    },
    error: {
      id: 'error',
      symbol: 'diamond',
      size: ERROR_SIZE,
      color: theme.error,
      z: 3,
    },
  };
}

function nameOf(parameters: unknown): string | undefined {
  return typeof parameters === 'object' &&
    parameters !== null &&
    'name' in parameters &&
    typeof parameters.name === 'string'
    ? parameters.name
    : undefined;
}

export function scatterOption(
  drawing: ScatterDrawing,
  theme: ChartTheme,
): ChartOption {
  const { points, range, scale, format, moment, windows, locale } = drawing;
  const looks = scatterLooks(theme);
  const byId = new Map(points.map(point => [point.id, point]));
  return {
    grid: plotGrid,
    xAxis: timeAxis(theme, range, locale),
    yAxis:
      scale === 'log'
        ? { ...logAxis(theme, format), ...logEnds(points) }
        : valueAxis(theme, format),
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'item',
      formatter: parameters => {
        const point = byId.get(nameOf(parameters) ?? '');
        const look = point?.isError ? looks.error : looks.good;
        return point
          ? tooltipContent(moment(point.time), [
              {
                color: look.color,
                name: point.name,
                value: format(point.value),
              },
            ])
          : '';
      },
    },
    series: [
      {
        ...seriesOf(
          points.filter(({ isError }) => !isError),
          drawing,
          looks.good,
        ),
        markArea: shadedWindows(windows, theme),
      },
      seriesOf(
        points.filter(({ isError }) => isError),
        drawing,
        looks.error,
      ),
    ],
  };
}
