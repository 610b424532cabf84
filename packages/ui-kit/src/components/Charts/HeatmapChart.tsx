import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocale } from '../../hooks/useLocale';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { type CSSProperties } from 'react';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { Mark } from './Mark';
import { previousPeriod, quantityCell } from './period';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 240;
/** As many are too many for half of a page, unless they are narrow. */
const MANY_COLUMNS = 12;
const SCROLLED_BY_KEYBOARD = { role: 'group', tabIndex: 0 };

/**
 * A number where a row and a column meet.
 *
 * @public
 */
export type HeatmapCell = {
  /** The column, and the row, as they are written. */
  x: string;
  y: string;
  value?: Quantity;
  /** The same of the period before. */
  previous?: Quantity;
};

/**
 * Properties of `HeatmapChart`.
 *
 * @public
 */
export type HeatmapChartProps = ChartFrameOptions & {
  /** What the columns, the rows and the values are called. */
  labels: { x: string; y: string; value: string };
  /**
   * Rows come in the order in which they are first named, columns too, unless
   * they are numbers, which come in theirs: a cohort may lack what later ones have.
   */
  cells: readonly HeatmapCell[];
  format?: (value: Quantity) => string;
  onSelect?: (cell: HeatmapCell) => void;
  /** The height it may take before it scrolls, in pixels. */
  height?: number;
};

/** Numbers in their order, all else as it comes. */
function inOrder(names: string[]): string[] {
  return names.every(name => quantityNumber(name) !== undefined)
    ? names.sort((one, other) => Number(one) - Number(other))
    : names;
}

/** Rows by columns. */
function gridOf(cells: readonly HeatmapCell[]) {
  const columns = inOrder([...new Set(cells.map(({ x }) => x))]);
  const rows = [...new Set(cells.map(({ y }) => y))];
  const known = new Map(cells.map(cell => [`${cell.y}\n${cell.x}`, cell]));
  return {
    columns,
    rows: rows.map(row => ({
      row,
      cells: columns.map(column => known.get(`${row}\n${column}`)),
    })),
  };
}

/** Where a value stands between the least and the most, from 0 to 1. */
function heatOf(
  value: Quantity | undefined,
  range: { least: number; most: number },
): number | undefined {
  const number = quantityNumber(value);
  const { least, most } = range;
  if (number === undefined) {
    return undefined;
  }
  // Where all are nothing, none is more than the others.
  return most > least ? (number - least) / (most - least) : 0;
}

/**
 * Numbers by row and column, the higher ones on a stronger ground: cohorts by
 * month, hours by weekday. A table from the start, which can be read without
 * its colours.
 *
 * @public
 */
export function HeatmapChart(props: HeatmapChartProps) {
  const { title, labels, cells, onSelect, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const format =
    props.format ?? ((value: Quantity) => formatQuantity(value, { locale }));
  const grid = gridOf(cells);
  const numbers = cells.flatMap(({ value }) => quantityNumber(value) ?? []);
  const range = { least: Math.min(0, ...numbers), most: Math.max(...numbers) };

  const before = previousPeriod(cells, {
    label: t('chart.previousPeriod'),
    format,
  });

  const nameOf = ({ x, y, value, previous }: HeatmapCell) =>
    value === undefined
      ? undefined
      : `${y}, ${x}: ${format(value)}${
          previous === undefined
            ? ''
            : `, ${t('chart.before', { value: format(previous) })}`
        }`;

  const data = (): ChartData => ({
    columns: [
      { id: 'y', label: labels.y },
      { id: 'x', label: labels.x },
      { id: 'value', label: labels.value, format, formatDigits: format },
      ...before.columns,
    ],
    rows: cells.map(cell => [
      cell.y,
      cell.x,
      quantityCell(cell.value),
      ...before.cellsOf(cell),
    ]),
  });

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      data={data}
      onOpenRow={
        onSelect &&
        (index => {
          const cell = cells[index];
          if (cell) {
            onSelect(cell);
          }
        })
      }
      height={height}
    >
      <div
        {...SCROLLED_BY_KEYBOARD}
        aria-label={title}
        className={`${styles.tableScroll} ${styles.heatmapFrame}`}
        style={{ maxHeight: height }}
      >
        <table
          className={styles.heatmap}
          data-columns={grid.columns.length > MANY_COLUMNS ? 'many' : undefined}
        >
          <thead>
            <tr>
              <th scope="col">{`${labels.y} / ${labels.x}`}</th>
              {grid.columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map(({ row, cells: known }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {known.map((cell, index) => {
                  const heat = heatOf(cell?.value, range);
                  const style: CSSProperties & { '--heat'?: number } = {
                    '--heat': heat,
                  };
                  return (
                    <td
                      key={grid.columns[index]}
                      style={style}
                      data-known={heat === undefined ? undefined : true}
                      title={cell && nameOf(cell)}
                    >
                      {cell?.value !== undefined && (
                        <Mark
                          label={nameOf(cell)}
                          onPress={onSelect && (() => onSelect(cell))}
                        >
                          {format(cell.value)}
                        </Mark>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}
