import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type CSSProperties } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatPercent } from '../../model/numbers';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import { Before } from './Before';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Mark } from './Mark';
import { previousPeriod, quantityCell } from './period';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 200;

/**
 * A step that fewer reach than the one before.
 *
 * @public
 */
export type FunnelStep = {
  id: string;
  name: string;
  count?: Quantity;
  /** The same of the period before. */
  previous?: Quantity;
};

/**
 * Properties of `FunnelChart`.
 *
 * @public
 */
export type FunnelChartProps = ChartFrameOptions & {
  /** What the steps and their counts are called, as the heads of the table. */
  labels: { step: string; count: string };
  /** The widest one first. */
  steps: readonly FunnelStep[];
  format?: (count: Quantity) => string;
  onSelect?: (id: string) => void;
  height?: number;
};

/** What part of one count another one is; of nothing, none. */
function ratio(
  count: Quantity | undefined,
  of: Quantity | undefined,
): number | undefined {
  const whole = quantityNumber(of);
  const part = quantityNumber(count);
  return whole && part !== undefined ? part / whole : undefined;
}

/**
 * How many get how far: each step with its count, its part of the first one and
 * of the one before.
 *
 * @public
 */
export function FunnelChart(props: FunnelChartProps) {
  const { steps, labels, onSelect, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const format =
    props.format ??
    ((count: Quantity) => formatQuantity(count, { locale, style: 'exact' }));
  const percent = (part: number | undefined) =>
    part === undefined ? '—' : formatPercent(part, { locale });
  const first = steps[0]?.count;

  const before = previousPeriod(steps, {
    label: t('chart.previousPeriod'),
    format,
  });

  const data = (): ChartData => ({
    columns: [
      { id: 'step', label: labels.step },
      {
        id: 'count',
        label: labels.count,
        format,
        formatDigits: format,
      },
      { id: 'ofFirst', label: t('chart.ofFirst'), format: percent },
      { id: 'ofPrevious', label: t('chart.ofPrevious'), format: percent },
      ...before.columns,
    ],
    rows: steps.map((step, index) => [
      step.name,
      quantityCell(step.count),
      ratio(step.count, first),
      ratio(step.count, steps[index - 1]?.count),
      ...before.cellsOf(step),
    ]),
  });

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      data={data}
      onOpenRow={
        onSelect &&
        (index => {
          const step = steps[index];
          if (step) {
            onSelect(step.id);
          }
        })
      }
      height={height}
    >
      <ol className={styles.funnel} style={{ minHeight: height }}>
        {steps.map(({ id, name, count, previous }, index) => {
          const style: CSSProperties & { '--share': number } = {
            '--share': Math.min(1, Math.max(0, ratio(count, first) ?? 0)),
          };
          const goesOn = ratio(count, steps[index - 1]?.count);
          return (
            <li key={id} style={style}>
              {index > 0 && (
                <span className={styles.goesOn}>
                  {t('chart.goOn', { share: percent(goesOn) })}
                </span>
              )}
              <span className={styles.stepWords}>
                <Mark onPress={onSelect && (() => onSelect(id))}>{name}</Mark>
                <span className={styles.topValue}>
                  {count === undefined ? '—' : format(count)}
                  {index > 0 && (
                    <span className={styles.note}>
                      {' '}
                      {t('chart.shareOfFirst', {
                        share: percent(ratio(count, first)),
                      })}
                    </span>
                  )}
                  <Before previous={previous} format={format} />
                </span>
              </span>
              <span className={styles.step} aria-hidden="true" />
            </li>
          );
        })}
      </ol>
    </ChartFrame>
  );
}
