import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import {
  type Bar,
  type BarKind,
  barKinds,
  type BarSeries,
  barValue,
} from './barKinds';
import { barOption } from './barOption';
import { Chart } from './Chart';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Legend } from './Legend';
import { quantityCell } from './period';
import { type ChartTheme } from './theme';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 200;
/** More bars than this have no room for their names; the table has all. */
const MOST_BARS = 40;
const PREVIOUS_COLOR = '#808080';

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
  { bars, categoryLabel }: BarChartProps,
  kinds: readonly BarKind[],
  formatExact: (value: Quantity) => string,
): ChartData {
  return {
    columns: [
      { id: 'name', label: categoryLabel },
      ...kinds.map(({ id, name }) => ({
        id,
        label: name,
        format: formatExact,
        formatDigits: formatExact,
      })),
    ],
    rows: bars.map(bar => [
      bar.name,
      ...kinds.map(kind => quantityCell(barValue(bar, kind))),
    ]),
  };
}

/** The colours of the series; dashes for the period before, where there is one. */
function BarLegend(props: { kinds: readonly BarKind[] }) {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const before = {
    id: 'previous',
    name: t('chart.previousPeriod'),
    color: PREVIOUS_COLOR,
    shape: 'dashes' as const,
  };
  const now = props.kinds.filter(({ isPrevious }) => !isPrevious);
  const isCompared = props.kinds.length > now.length;
  return <Legend entries={isCompared ? [...now, before] : now} />;
}

/**
 * Values side by side, from zero: as bars that stand or lie, beside or upon
 * each other, with those of the period before as dashed outlines. The same as a
 * table, as CSV and as a picture.
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
    () => barKinds(series, bars, name => t('chart.previous', { name })),
    [series, bars, t],
  );
  const build = useMemo(() => {
    const drawing = {
      names: drawn.map(({ name }) => name),
      kinds,
      values: kinds.map(kind =>
        drawn.map(bar => quantityNumber(barValue(bar, kind))),
      ),
      texts: (kind: BarKind, bar: number) => {
        const value = barValue(drawn[bar], kind);
        return value === undefined ? '' : formatExact(value);
      },
      isStacked: arrangement === 'stacked',
      isHorizontal: orientation === 'horizontal',
      format,
    };
    return (theme: ChartTheme) => barOption(drawing, theme);
  }, [drawn, kinds, arrangement, orientation, format, formatExact]);
  const names = new Intl.ListFormat(locale).format(
    series.map(({ name }) => name),
  );

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      legend={kinds.length > 1 && <BarLegend kinds={kinds} />}
      data={() => tableOf(props, kinds, formatExact)}
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
              onSelect({
                barId: bar.id,
                seriesId: kinds[seriesIndex]?.seriesId,
              });
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
