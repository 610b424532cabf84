import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useLocale } from '../../hooks/useLocale';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { ChangeMark } from './ChangeMark';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { cellText, isNumeric, MOST_ROWS } from './ChartTable';
import { Mark } from './Mark';
import {
  type ChartCell,
  type ChartColumn,
  type ChartFrameOptions,
  type Previous,
} from './types';
import { fileOf } from './tableFile';

const HEIGHT = 320;
const SCROLLED_BY_KEYBOARD = { role: 'group', tabIndex: 0 };

/**
 * A column of a table of data.
 *
 * @public
 */
export type DataTableColumn = ChartColumn & {
  /** Where the cell of a row leads, by the index of the row. */
  hrefOf?: (row: number) => string | undefined;
  /** How the cell of a row is written, where that depends on the row. */
  textOf?: (row: number) => string | undefined;
  /** What the number of a row was in the period before, where one compares. */
  previousOf?: (row: number) => Previous | undefined;
  /** How the number of a row is written in the words about its change. */
  quantityTextOf?: (row: number, value: Quantity) => string;
  /** Which way is good; without it, a change is only a change. */
  goodWhen?: 'up' | 'down';
};

/**
 * Properties of `DataTable`.
 *
 * @public
 */
export type DataTableProps = ChartFrameOptions & {
  columns: readonly DataTableColumn[];
  rows: readonly (readonly ChartCell[])[];
  onOpenRow?: (row: number) => void;
  /** The height it may take before it scrolls, in pixels. */
  height?: number;
};

type Order = { column: number; isDescending: boolean };

/** Numbers by size, also where they are digits; all else as words. */
function compareCells(
  one: ChartCell,
  other: ChartCell,
  compareTexts: (one: string, other: string) => number,
): number {
  if (one instanceof Date && other instanceof Date) {
    return one.getTime() - other.getTime();
  }
  const numbers = [one, other].map(cell =>
    cell instanceof Date ? undefined : quantityNumber(cell),
  );
  const [first, second] = numbers;
  return first !== undefined && second !== undefined
    ? first - second
    : compareTexts(String(one), String(other));
}

/** What a row is opened by whose name is empty. */
const NOTHING = '—';

/** The indexes of the rows in their order; what is missing comes last. */
function orderOf(
  rows: DataTableProps['rows'],
  order: Order | undefined,
  locale: string,
): number[] {
  const indexes = rows.map((_, index) => index);
  if (!order) {
    return indexes;
  }
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const cell = (row: number) => rows[row]?.[order.column];
  return indexes.sort((one, other) => {
    const [first, second] = [cell(one), cell(other)];
    if (first === undefined || second === undefined) {
      return Number(first === undefined) - Number(second === undefined);
    }
    const difference = compareCells(first, second, compare);
    return order.isDescending ? -difference : difference;
  });
}

function directionOf(
  order: Order | undefined,
  column: number,
): 'ascending' | 'descending' | undefined {
  if (order?.column !== column) {
    return undefined;
  }
  return order.isDescending ? 'descending' : 'ascending';
}

function HeadCell(props: {
  column: ChartColumn;
  direction: 'ascending' | 'descending' | undefined;
  onSort: () => void;
}) {
  const { column, direction, onSort } = props;
  return (
    <th
      scope="col"
      data-number={isNumeric(column) || undefined}
      aria-sort={direction}
    >
      <button type="button" className={styles.sort} onClick={onSort}>
        {column.label}
        {direction && (
          <span aria-hidden="true">
            {direction === 'ascending' ? ' ↑' : ' ↓'}
          </span>
        )}
      </button>
    </th>
  );
}

/** A cell as a number, where it is one. */
function quantityOf(cell: ChartCell): Quantity | undefined {
  return cell instanceof Date ? undefined : cell;
}

/**
 * Rows as they are, in the order that one chooses, with their CSV.
 *
 * @public
 */
export function DataTable(props: DataTableProps) {
  const { title, columns, rows, onOpenRow, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const [order, setOrder] = useState<Order>();
  const sorted = useMemo(
    () => orderOf(rows, order, locale),
    [rows, order, locale],
  );
  const shown = sorted.slice(0, MOST_ROWS);

  const text = (row: number, column: number) => {
    const content =
      columns[column]?.textOf?.(row) ??
      cellText(rows[row]?.[column], columns[column], locale);
    const href = columns[column]?.hrefOf?.(row);
    if (href !== undefined) {
      return (
        <Link href={href} variant="body-small">
          {content}
        </Link>
      );
    }
    return onOpenRow && column === 0 ? (
      <Mark onPress={() => onOpenRow(row)}>{content || NOTHING}</Mark>
    ) : (
      content
    );
  };

  const change = (row: number, index: number) => {
    const column = columns[index];
    return (
      column?.previousOf && (
        <ChangeMark
          value={quantityOf(rows[row]?.[index])}
          previous={column.previousOf(row)}
          goodWhen={column.goodWhen}
          format={value =>
            column.quantityTextOf?.(row, value) ??
            formatQuantity(value, { locale, style: 'exact' })
          }
        />
      )
    );
  };

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      hasTwin={false}
      data={() => fileOf(props, sorted, name => t('chart.previous', { name }))}
      height={height}
    >
      <div
        {...SCROLLED_BY_KEYBOARD}
        aria-label={title}
        className={styles.tableScroll}
        style={{ maxHeight: height }}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <HeadCell
                  key={column.id}
                  column={column}
                  direction={directionOf(order, index)}
                  onSort={() =>
                    setOrder({
                      column: index,
                      // The most first, then the least: what one looks for in numbers.
                      isDescending:
                        order?.column === index
                          ? !order.isDescending
                          : isNumeric(column),
                    })
                  }
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <tr key={row}>
                {columns.map((column, index) => (
                  <td
                    key={column.id}
                    data-number={isNumeric(column) || undefined}
                  >
                    {text(row, index)}
                    {change(row, index)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > shown.length && (
          <p className={styles.note}>
            {t('chart.tableCut', {
              shown: String(shown.length),
              count: rows.length,
            })}
          </p>
        )}
      </div>
    </ChartFrame>
  );
}
