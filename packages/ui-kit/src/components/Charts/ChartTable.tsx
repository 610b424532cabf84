import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocale } from '../../hooks/useLocale';
import { formatMoment } from '../../lib/dates';
import { formatNumber } from '../../model/numbers';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { type ChartCell, type ChartColumn, type ChartData } from './types';

/** What a person reads through; the CSV has the rest. */
export const MOST_ROWS = 500;
/** The keyboard scrolls what it can focus. */
const SCROLLED_BY_KEYBOARD = { role: 'region', tabIndex: 0 };

/**
 * Properties of `ChartTable`.
 *
 * @public
 */
export type ChartTableProps = {
  /** What the table is about, in the language of the page. */
  title: string;
  data: ChartData;
  /** The height it may take before it scrolls, in pixels. */
  height?: number;
  /** Opens what a row is about; its first cell becomes a button. */
  onOpenRow?: (index: number) => void;
};

export const isNumeric = (column: ChartColumn | undefined) =>
  Boolean(column?.format ?? column?.formatDigits);

export function cellText(
  cell: ChartCell,
  column: ChartColumn | undefined,
  locale: string,
): string {
  if (cell === undefined) {
    return '—';
  }
  if (cell instanceof Date) {
    return formatMoment(cell, { locale });
  }
  if (typeof cell === 'number') {
    return column?.format?.(cell) ?? formatNumber(cell, { locale });
  }
  return column?.formatDigits?.(cell) ?? cell;
}

/**
 * What a chart draws, as a table: for those who do not see it, and for those
 * who want the numbers.
 *
 * @public
 */
export function ChartTable(props: ChartTableProps) {
  const { title, data, height, onOpenRow } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const rows = data.rows.slice(0, MOST_ROWS);

  return (
    <div
      {...SCROLLED_BY_KEYBOARD}
      className={styles.tableScroll}
      style={{ maxHeight: height }}
      aria-label={title}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {data.columns.map(column => (
              <th
                key={column.id}
                scope="col"
                data-number={isNumeric(column) || undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td
                  key={data.columns[column]?.id}
                  data-number={
                    typeof cell === 'number' ||
                    isNumeric(data.columns[column]) ||
                    undefined
                  }
                  title={typeof cell === 'number' ? String(cell) : undefined}
                >
                  {onOpenRow && column === 0 ? (
                    <button
                      type="button"
                      className={styles.mark}
                      onClick={() => onOpenRow(index)}
                    >
                      {cellText(cell, data.columns[column], locale) || '—'}
                    </button>
                  ) : (
                    cellText(cell, data.columns[column], locale)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.rows.length > rows.length && (
        <p className={styles.note}>
          {t('chart.tableCut', {
            shown: String(rows.length),
            count: data.rows.length,
          })}
        </p>
      )}
    </div>
  );
}
