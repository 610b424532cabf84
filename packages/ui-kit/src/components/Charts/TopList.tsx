import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type CSSProperties } from 'react';
import { useLocale } from '../../hooks/useLocale';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import { ChangeMark } from './ChangeMark';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Mark } from './Mark';
import { previousPeriod, quantityCell } from './period';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 200;
const SCROLLED_BY_KEYBOARD = { role: 'group', tabIndex: 0 };

/**
 * One line of a top list.
 *
 * @public
 */
export type TopListEntry = {
  id: string;
  name: string;
  value?: Quantity;
  /** The same of the period before. */
  previous?: Quantity;
  /** It was not there in the period before. */
  isNew?: boolean;
};

/**
 * Properties of `TopList`.
 *
 * @public
 */
export type TopListProps = ChartFrameOptions & {
  /** What is ranked and by what, as the heads of the table. */
  labels: { name: string; value: string };
  /** The first one first. */
  entries: readonly TopListEntry[];
  format?: (value: Quantity) => string;
  /** Which way is good; without it, a change is only a change. */
  goodWhen?: 'up' | 'down';
  onSelect?: (id: string) => void;
  /** The height it may take before it scrolls, in pixels. */
  height?: number;
};

function tableOf(
  props: TopListProps,
  words: { rank: string; previous: string },
  format: (value: Quantity) => string,
): ChartData {
  const { entries, labels } = props;
  const before = previousPeriod(entries, { label: words.previous, format });
  return {
    columns: [
      { id: 'rank', label: words.rank },
      { id: 'name', label: labels.name },
      { id: 'value', label: labels.value, format, formatDigits: format },
      ...before.columns,
    ],
    rows: entries.map((entry, index) => [
      index + 1,
      entry.name,
      quantityCell(entry.value),
      ...before.cellsOf(entry),
    ]),
  };
}

/** How long a bar is, as the part of the longest one. */
export function shareOf(value: Quantity | undefined, most: number): number {
  const amount = quantityNumber(value) ?? 0;
  return most > 0 ? Math.max(0, amount) / most : 0;
}

/**
 * What has most of something, one under the other with its value and a bar.
 *
 * @public
 */
export function TopList(props: TopListProps) {
  const { title, entries, goodWhen, onSelect, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const format =
    props.format ??
    ((value: Quantity) => formatQuantity(value, { locale, style: 'exact' }));
  const most = Math.max(
    ...entries.map(({ value }) => quantityNumber(value) ?? 0),
    0,
  );

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      data={() =>
        tableOf(
          props,
          { rank: t('chart.rank'), previous: t('chart.previousPeriod') },
          format,
        )
      }
      onOpenRow={
        onSelect &&
        (index => {
          const entry = entries[index];
          if (entry) {
            onSelect(entry.id);
          }
        })
      }
      height={height}
    >
      <div
        {...SCROLLED_BY_KEYBOARD}
        aria-label={title}
        className={styles.tableScroll}
        style={{ maxHeight: height }}
      >
        <ol className={styles.topList}>
          {entries.map(({ id, name, value, previous, isNew }) => {
            const style: CSSProperties & { '--share': number } = {
              '--share': shareOf(value, most),
            };
            return (
              <li key={id} style={style}>
                <Mark onPress={onSelect && (() => onSelect(id))}>{name}</Mark>
                <span className={styles.topValue}>
                  {value === undefined ? '—' : format(value)}
                  <ChangeMark
                    value={value}
                    previous={{ value: previous, isNew }}
                    goodWhen={goodWhen}
                    format={format}
                  />
                </span>
                <span className={styles.bar} aria-hidden="true" />
              </li>
            );
          })}
        </ol>
      </div>
    </ChartFrame>
  );
}
