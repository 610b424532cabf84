import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatMoment } from '../../lib/dates';
import { formatNumber } from '../../model/numbers';
import { uiKitTranslationRef } from '../../translation';
import { Chart } from './Chart';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Legend } from './Legend';
import { nearestPoint } from './nearestPoint';
import { type PlotPoint, type PlotScale } from './plot';
import { windowNames } from './shadedWindows';
import { type ColouredSeries, limitSeries, previousOf } from './timeSeries';
import { type TimeSeriesKind, timeSeriesOption } from './timeSeriesOption';
import { type ChartTheme } from './theme';
import {
  type ChartData,
  type ChartFrameOptions,
  type ChartWindow,
  type TimeSeries,
} from './types';

const HEIGHT = 200;
const OTHER_COLOR = '#808080';
const NO_WINDOWS: readonly ChartWindow[] = [];
const NO_SERIES: readonly TimeSeries[] = [];

/**
 * Properties of `TimeSeriesChart`.
 *
 * @public
 */
export type TimeSeriesChartProps = ChartFrameOptions & {
  /** At most eight are drawn; the smaller ones become "other". */
  series: readonly TimeSeries[];
  /** How those become one: rates add up, quantiles do not. */
  combineOthers?: 'sum' | 'max';
  /** Bars and areas lie one upon the other. */
  kind?: TimeSeriesKind;
  /** The period before, by the ids of `series` and at the moments of this one; dashed. */
  previous?: readonly TimeSeries[];
  /** The window that is shown, whether or not there are points all over it. */
  range: { from: Date; to: Date };
  /** Writes a value with its unit; the same function between renders. */
  format?: (value: number) => string;
  /** Writes the exact digits of points that have them; the same between renders. */
  formatDigits?: (digits: string) => string;
  /** Shaded and named: runs, drills, deploys. */
  windows?: readonly ChartWindow[];
  /** Called with the stretch of time that was dragged over. */
  onBrush?: (range: { from: Date; to: Date }) => void;
  /** Called with the point that was clicked, or, from the table, with its moment. */
  onSelect?: (point: { time: Date; seriesId?: string }) => void;
  height?: number;
};

/** All moments of some series, in order. */
function momentsOf(series: readonly TimeSeries[]): number[] {
  const times = new Set(
    series.flatMap(({ points }) => points.map(({ time }) => time.getTime())),
  );
  return [...times].sort((one, other) => one - other);
}

/** One row for each moment, one column for each series. */
function tableOf(
  series: readonly TimeSeries[],
  timeLabel: string,
  formats: {
    format: (value: number) => string;
    formatDigits?: (digits: string) => string;
  },
): ChartData {
  const values = series.map(
    ({ points }) =>
      new Map(
        points.map(({ time, value, exact }) => [
          time.getTime(),
          exact ?? value,
        ]),
      ),
  );
  return {
    columns: [
      { id: 'time', label: timeLabel },
      ...series.map(({ name }, index) => ({
        id: String(index),
        label: name,
        ...formats,
      })),
    ],
    rows: momentsOf(series).map(time => [
      new Date(time),
      ...values.map(known => known.get(time)),
    ]),
  };
}

function usePictureLabel(props: {
  title: string;
  drawn: readonly ColouredSeries[];
  windows: readonly ChartWindow[];
}): string {
  const { title, drawn, windows } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const names = new Intl.ListFormat(locale).format(
    drawn.map(({ name }) => name),
  );
  return [
    t('chart.timeSeries', { title, names }),
    ...windowNames(windows, locale),
  ].join('. ');
}

/**
 * Values over time as lines or bars, from zero; where nothing is known, nothing
 * is drawn. The same as a table and as CSV.
 *
 * @public
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, series, combineOthers = 'sum', onBrush, onSelect } = props;
  const {
    kind = 'lines',
    previous = NO_SERIES,
    range,
    formatDigits,
    windows = NO_WINDOWS,
    height = HEIGHT,
  } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const fallbackFormat = useMemo(
    () => (value: number) => formatNumber(value, { locale }),
    [locale],
  );
  const format = props.format ?? fallbackFormat;

  const otherName = t('chart.other');
  const drawn = useMemo(
    () =>
      limitSeries(series, {
        name: otherName,
        color: OTHER_COLOR,
        combine: combineOthers,
      }),
    [series, otherName, combineOthers],
  );
  const before = useMemo(
    () =>
      previousOf(drawn, previous, {
        combine: combineOthers,
        nameOf: name => t('chart.previous', { name }),
      }),
    [drawn, previous, combineOthers, t],
  );
  const build = useMemo(() => {
    const moment = (time: Date) => formatMoment(time, { locale });
    const drawing = { series: drawn, previous: before, kind, range, windows };
    return (theme: ChartTheme) =>
      timeSeriesOption(
        { ...drawing, format, formatDigits, moment, locale },
        theme,
      );
  }, [drawn, before, kind, range, format, formatDigits, windows, locale]);
  const label = usePictureLabel({ title, drawn, windows });
  const select = (place: PlotPoint, scale: PlotScale) => {
    const point = nearestPoint(drawn, place, scale);
    if (point) {
      onSelect?.(point);
    }
  };
  const all = [
    ...series,
    ...previous.map(one => ({
      ...one,
      name: t('chart.previous', { name: one.name }),
    })),
  ];

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      legend={
        drawn.length + before.length > 1 && (
          <Legend
            entries={[
              ...drawn,
              ...(before.length > 0
                ? [
                    {
                      id: 'previous',
                      name: t('chart.previousPeriod'),
                      color: OTHER_COLOR,
                      shape: 'dashes' as const,
                    },
                  ]
                : []),
            ]}
          />
        )
      }
      data={() => tableOf(all, t('chart.time'), { format, formatDigits })}
      onOpenRow={
        onSelect &&
        (index => {
          const time = momentsOf(all)[index];
          if (time !== undefined) {
            onSelect({ time: new Date(time) });
          }
        })
      }
      height={height}
    >
      <Chart
        label={label}
        height={height}
        pointCount={[...drawn, ...before].reduce(
          (sum, { points }) => sum + points.length,
          0,
        )}
        onTap={onSelect && select}
        build={build}
        brush="x"
        onBrush={
          onBrush &&
          (({ x: [from, to] }) =>
            onBrush({ from: new Date(from), to: new Date(to) }))
        }
      />
    </ChartFrame>
  );
}
