import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowDownLine,
  RiArrowRightLine,
  RiArrowUpLine,
} from '@remixicon/react';
import { useLocale } from '../../hooks/useLocale';
import { formatQuantity, type Quantity } from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import { type Change, changeOf, verdictOf } from './change';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Mark } from './Mark';
import { previousPeriod, quantityCell } from './period';
import { Sparkline } from './Sparkline';
import { type ChartFrameOptions } from './types';
import { useChangeWords } from './useChangeWords';

const HEIGHT = 88;

/**
 * Properties of `ValueTile`.
 *
 * @public
 */
export type ValueTileProps = ChartFrameOptions & {
  /** Without it, nothing is known, which is no zero. */
  value?: Quantity;
  /** The same of the period before; without it, no change is told. */
  previous?: Quantity;
  /** Which way is good; without it, a change is only a change. */
  goodWhen?: 'up' | 'down';
  /** How it went, at even steps of time. */
  trend?: readonly (number | undefined)[];
  format?: (value: Quantity) => string;
  onSelect?: () => void;
};

const ICONS = {
  up: RiArrowUpLine,
  down: RiArrowDownLine,
  same: RiArrowRightLine,
};

function ChangeText(props: {
  change: Change;
  goodWhen?: 'up' | 'down';
  previous: string;
}) {
  const { change, goodWhen, previous } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const { direction } = change;
  const Icon = ICONS[direction];
  const verdict = verdictOf(direction, goodWhen);
  const words = useChangeWords()(change);

  return (
    <span className={styles.change} data-verdict={verdict}>
      <Icon size={16} aria-hidden="true" />
      <span>
        {words}
        {verdict && `, ${t(`chart.${verdict}`)}`}
      </span>
      <span className={styles.note}>
        {t('chart.before', { value: previous })}
      </span>
    </span>
  );
}

/**
 * One number that matters, how it changed against the period before, in a sign
 * and in words, and how it went.
 *
 * @public
 */
export function ValueTile(props: ValueTileProps) {
  const { title, value, previous, goodWhen, trend, onSelect } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const format =
    props.format ??
    ((quantity: Quantity) => formatQuantity(quantity, { locale }));
  const change = changeOf(value, previous);
  const before = previousPeriod([{ previous }], {
    label: t('chart.previousPeriod'),
    format,
  });

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      data={() => ({
        columns: [
          { id: 'value', label: title, format, formatDigits: format },
          ...before.columns,
        ],
        rows: [[quantityCell(value), ...before.cellsOf({ previous })]],
      })}
      onOpenRow={onSelect && (() => onSelect())}
      height={HEIGHT}
    >
      <div className={styles.tile} style={{ minHeight: HEIGHT }}>
        <span
          className={styles.value}
          title={value === undefined ? undefined : String(value)}
        >
          <Mark onPress={onSelect}>
            {value === undefined ? t('chart.noValue') : format(value)}
          </Mark>
        </span>
        {change && previous !== undefined && (
          <ChangeText
            change={change}
            goodWhen={goodWhen}
            previous={format(previous)}
          />
        )}
        {trend && trend.length > 1 && (
          <Sparkline label={t('chart.trend', { title })} values={trend} />
        )}
      </div>
    </ChartFrame>
  );
}
