import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ReactNode, useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatMoment, formatSpan } from '../../lib/dates';
import { formatNumber } from '../../model/numbers';
import { uiKitTranslationRef } from '../../translation';
import { Chart } from './Chart';
import { ChartFrame } from './ChartFrame';
import { Legend } from './Legend';
import { type ColouredSeries, limitSeries } from './timeSeries';
import { timeSeriesOption } from './timeSeriesOption';
import { type ChartTheme } from './theme';
import { type ChartData, type ChartWindow, type TimeSeries } from './types';

const HEIGHT = 200;
const OTHER_COLOR = '#808080';
const NO_WINDOWS: readonly ChartWindow[] = [];

/**
 * Properties of `TimeSeriesChart`.
 *
 * @public
 */
export type TimeSeriesChartProps = {
  title: string;
  /** A number worth reading before the chart, with its window. */
  note?: ReactNode;
  /** At most eight are drawn; the smaller ones become "other". */
  series: readonly TimeSeries[];
  /** How those become one: rates add up, quantiles do not. */
  combineOthers?: 'sum' | 'max';
  kind?: 'lines' | 'bars';
  /** The window that is shown, whether or not there are points all over it. */
  range: { from: Date; to: Date };
  /** Writes a value with its unit; the same function between renders. */
  format?: (value: number) => string;
  /** Shaded and named: runs, drills, deploys. */
  windows?: readonly ChartWindow[];
  /** Called with the stretch of time that was dragged over. */
  onBrush?: (range: { from: Date; to: Date }) => void;
  height?: number;
};

/** One row for each moment, one column for each series. */
function tableOf(
  series: readonly TimeSeries[],
  timeLabel: string,
  format: (value: number) => string,
): ChartData {
  const times = new Set(
    series.flatMap(({ points }) => points.map(({ time }) => time.getTime())),
  );
  const values = series.map(
    ({ points }) =>
      new Map(points.map(({ time, value }) => [time.getTime(), value])),
  );
  return {
    columns: [
      { id: 'time', label: timeLabel },
      ...series.map(({ id, name }) => ({ id, label: name, format })),
    ],
    rows: [...times]
      .sort((one, other) => one - other)
      .map(time => [new Date(time), ...values.map(known => known.get(time))]),
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
    ...windows.map(
      ({ from, to, title: name }) =>
        `${name}: ${formatSpan(from, to, { locale })}`,
    ),
  ].join('. ');
}

/**
 * Values over time as lines or bars, from zero; where nothing is known, nothing
 * is drawn. The same as a table and as CSV.
 *
 * @public
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, note, series, combineOthers = 'sum', onBrush } = props;
  const {
    kind = 'lines',
    range,
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
  const build = useMemo(() => {
    const moment = (time: Date) => formatMoment(time, { locale });
    const drawing = { series: drawn, kind, range, format, moment, windows };
    return (theme: ChartTheme) =>
      timeSeriesOption({ ...drawing, locale }, theme);
  }, [drawn, kind, range, format, windows, locale]);
  const label = usePictureLabel({ title, drawn, windows });

  return (
    <ChartFrame
      title={title}
      note={note}
      legend={drawn.length > 1 && <Legend entries={drawn} />}
      data={() => tableOf(series, t('chart.time'), format)}
      height={height}
    >
      <Chart
        label={label}
        height={height}
        pointCount={drawn.reduce((sum, { points }) => sum + points.length, 0)}
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
