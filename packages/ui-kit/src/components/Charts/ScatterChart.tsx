import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatMoment } from '../../lib/dates';
import { uiKitTranslationRef } from '../../translation';
import { Chart } from './Chart';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Legend } from './Legend';
import { placeOf, type PlotPoint, type PlotScale } from './plot';
import { heightOf, scatterLooks, scatterOption } from './scatterOption';
import { windowNames } from './shadedWindows';
import { type ChartTheme } from './theme';
import {
  type ChartData,
  type ChartFrameOptions,
  type ChartWindow,
  type ScatterPoint,
} from './types';

const HEIGHT = 220;
/** How far beside a point a click still means it, in pixels. */
const REACH = 10;
const NO_WINDOWS: readonly ChartWindow[] = [];

/**
 * What was dragged over in a scatter chart.
 *
 * @public
 */
export type ScatterSelection = {
  from: Date;
  to: Date;
  minValue: number;
  maxValue: number;
};

/**
 * Properties of `ScatterChart`.
 *
 * @public
 */
export type ScatterChartProps = ChartFrameOptions & {
  points: readonly ScatterPoint[];
  range: { from: Date; to: Date };
  /** Logarithmic where the values differ by orders of magnitude. */
  scale?: 'linear' | 'log';
  /** Writes a value with its unit; the same function between renders. */
  format: (value: number) => string;
  /** What the points, their values and the errors are called. */
  words: { point: string; value: string; good: string; error: string };
  /** Shaded and named. */
  windows?: readonly ChartWindow[];
  onOpen?: (id: string) => void;
  onBrush?: (selection: ScatterSelection) => void;
  height?: number;
};

/** The point that a click means: the nearest within reach, errors first. */
function pointAt(
  points: readonly ScatterPoint[],
  place: PlotPoint,
  toPlace: (point: ScatterPoint) => PlotPoint | undefined,
): ScatterPoint | undefined {
  const near = points.flatMap(point => {
    const at = toPlace(point);
    const distance = at && Math.hypot(at.x - place.x, at.y - place.y);
    return distance !== undefined && distance <= REACH
      ? [{ point, distance }]
      : [];
  });
  near.sort(
    (one, other) =>
      Number(other.point.isError ?? false) -
        Number(one.point.isError ?? false) || one.distance - other.distance,
  );
  return near[0]?.point;
}

function tableOf(
  props: ScatterChartProps,
  labels: { time: string; outcome: string },
): ChartData {
  const { points, words, format } = props;
  return {
    columns: [
      { id: 'time', label: labels.time },
      { id: 'name', label: words.point },
      { id: 'value', label: words.value, format },
      { id: 'outcome', label: labels.outcome },
    ],
    rows: points.map(({ time, name, value, isError }) => [
      time,
      name,
      value,
      isError ? words.error : words.good,
    ]),
  };
}

/**
 * A value for each of many things over time, errors in front with a shape of
 * their own. A click opens one, dragging selects a rectangle.
 *
 * @public
 */
export function ScatterChart(props: ScatterChartProps) {
  const { title, points, range, scale = 'log', format, words } = props;
  const { windows = NO_WINDOWS, onOpen, onBrush, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();

  const build = useMemo(() => {
    const moment = (time: Date) => formatMoment(time, { locale });
    const drawing = { points, range, scale, format, moment, windows, locale };
    return (theme: ChartTheme) => scatterOption(drawing, theme);
  }, [points, range, scale, format, windows, locale]);
  const open = (place: PlotPoint, plot: PlotScale) => {
    const hit = pointAt(points, place, ({ time, value }) =>
      placeOf(plot, { x: time.getTime(), y: heightOf(value, scale) }),
    );
    if (hit) {
      onOpen?.(hit.id);
    }
  };
  const errors = points.filter(({ isError }) => isError).length;
  const looks = scatterLooks({ error: 'var(--bui-negative-fg-subdued)' });

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      legend={
        <Legend
          entries={[
            { ...looks.good, name: words.good },
            { ...looks.error, name: words.error, shape: 'diamond' },
          ]}
        />
      }
      data={() =>
        tableOf(props, {
          time: t('chart.time'),
          outcome: t('chart.outcome'),
        })
      }
      height={height}
    >
      <Chart
        label={[
          t('chart.scatter', {
            title,
            count: points.length,
            errors: String(errors),
            error: words.error,
          }),
          ...windowNames(windows, locale),
        ].join('. ')}
        height={height}
        pointCount={points.length}
        build={build}
        brush="xy"
        onTap={onOpen && open}
        onBrush={
          onBrush &&
          (({ x, y }) =>
            onBrush({
              from: new Date(x[0]),
              to: new Date(x[1]),
              minValue: y[0],
              maxValue: y[1],
            }))
        }
      />
    </ChartFrame>
  );
}
