import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { chartPalette } from '../../model/serviceColor';
import { uiKitTranslationRef } from '../../translation';
import { barOption } from './barOption';
import { Chart } from './Chart';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Legend } from './Legend';
import { type ChartTheme } from './theme';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 200;
/** More bars than this have no room for their names; the table has all. */
const MOST_BARS = 40;

/**
 * What bars of a colour are, next to or upon those of others.
 *
 * @public
 */
export type BarSeries = { id: string; name: string; color?: string };

/**
 * A bar, or some beside or upon each other, with a name.
 *
 * @public
 */
export type Bar = {
  id: string;
  name: string;
  /** By the ids of the series; what is missing is no zero. */
  values: Readonly<Record<string, Quantity | undefined>>;
};

/**
 * Properties of `BarChart`.
 *
 * @public
 */
export type BarChartProps = ChartFrameOptions & {
  /** What the bars have in common, as the head of the table: "Category". */
  categoryLabel: string;
  bars: readonly Bar[];
  series: readonly BarSeries[];
  arrangement?: 'grouped' | 'stacked';
  orientation?: 'vertical' | 'horizontal';
  /** Writes a value at a glance, for the axis; the same function between renders. */
  format?: (value: Quantity) => string;
  /** Writes a value exactly; the same function between renders. */
  formatExact?: (value: Quantity) => string;
  /** Called with the bar that was clicked; from the table, without its series. */
  onSelect?: (mark: { barId: string; seriesId?: string }) => void;
  height?: number;
};

function tableOf(
  props: BarChartProps,
  formatExact: (value: Quantity) => string,
): ChartData {
  const { bars, series, categoryLabel } = props;
  return {
    columns: [
      { id: 'name', label: categoryLabel },
      ...series.map(({ id, name }) => ({
        id: `series ${id}`,
        label: name,
        format: formatExact,
        formatDigits: formatExact,
      })),
    ],
    rows: bars.map(({ name, values }) => [
      name,
      ...series.map(({ id }) => {
        const value = values[id];
        return typeof value === 'bigint' ? String(value) : value;
      }),
    ]),
  };
}

/**
 * Values side by side, from zero: as bars that stand or lie, beside or upon
 * each other. The same as a table, as CSV and as a picture.
 *
 * @public
 */
export function BarChart(props: BarChartProps) {
  const { title, bars, series, height = HEIGHT, onSelect } = props;
  const { arrangement = 'grouped', orientation = 'vertical' } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const fallback = useMemo(
    () => ({
      glance: (value: Quantity) => formatQuantity(value, { locale }),
      exact: (value: Quantity) =>
        formatQuantity(value, { locale, style: 'exact' }),
    }),
    [locale],
  );
  const format = props.format ?? fallback.glance;
  const formatExact = props.formatExact ?? props.format ?? fallback.exact;

  const drawn = useMemo(() => bars.slice(0, MOST_BARS), [bars]);
  const kinds = useMemo(
    () =>
      series.map((one, index) => ({
        ...one,
        color:
          one.color ??
          chartPalette[index % chartPalette.length] ??
          chartPalette[0],
      })),
    [series],
  );
  const build = useMemo(() => {
    const drawing = {
      names: drawn.map(({ name }) => name),
      kinds,
      values: kinds.map(({ id }) =>
        drawn.map(({ values }) => quantityNumber(values[id])),
      ),
      texts: (kind: number, bar: number) => {
        const value = drawn[bar]?.values[kinds[kind]?.id ?? ''];
        return value === undefined ? '' : formatExact(value);
      },
      isStacked: arrangement === 'stacked',
      isHorizontal: orientation === 'horizontal',
      format,
    };
    return (theme: ChartTheme) => barOption(drawing, theme);
  }, [drawn, kinds, arrangement, orientation, format, formatExact]);
  const names = new Intl.ListFormat(locale).format(
    kinds.map(({ name }) => name),
  );

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      legend={kinds.length > 1 && <Legend entries={kinds} />}
      data={() => tableOf(props, formatExact)}
      onOpenRow={
        onSelect &&
        (index => {
          const bar = bars[index];
          if (bar) {
            onSelect({ barId: bar.id });
          }
        })
      }
      height={height}
    >
      <Chart
        label={t('chart.bars', { title, count: drawn.length, names })}
        height={height}
        pointCount={drawn.length * kinds.length}
        build={build}
        onMark={
          onSelect &&
          (({ seriesIndex, dataIndex }) => {
            const bar = drawn[dataIndex];
            if (bar) {
              onSelect({ barId: bar.id, seriesId: kinds[seriesIndex]?.id });
            }
          })
        }
      />
      {bars.length > drawn.length && (
        <p className={styles.note}>
          {t('chart.barsCut', {
            shown: String(drawn.length),
            count: bars.length,
          })}
        </p>
      )}
    </ChartFrame>
  );
}
