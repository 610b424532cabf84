import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { type Quantity } from '@shop-platform/ui-kit';
import {
  type Answer,
  cellReader,
  type Row,
  toQuantity,
  toText,
} from './answer';
import { type PanelWords } from './words';

type Split = Pick<
  DashboardPanelOf<'timeSeries'>,
  'values' | 'value' | 'series' | 'format'
>;

/** One line, or one kind of bars: which rows it is of, and what they say. */
export type PanelSeries = {
  id: string;
  name: string;
  valueOf: (row: Row) => Quantity | undefined;
};

/** The currencies that stand in the rows, in the order in which they come. */
export function currenciesOf(
  answer: Answer,
  format: Split['format'],
): string[] {
  const column = format?.currencyColumn;
  if (format?.unit !== 'money' || column === undefined) {
    return [];
  }
  const read = cellReader(answer);
  return [...new Set(answer.rows.map(row => toText(read(row, column))))].filter(
    Boolean,
  );
}

/**
 * The series of a panel: a column each, or one column split by another one.
 * Amounts in different currencies are never one series.
 *
 * @param options - `title`: what the only series of a panel is called
 */
export function seriesOf(
  panel: Split,
  answer: Answer,
  options: { title: string; words: PanelWords },
): PanelSeries[] {
  const { title, words } = options;
  const read = cellReader(answer);
  const currencies = currenciesOf(answer, panel.format);
  // Series by currency are told apart already.
  const isMixed =
    currencies.length > 1 && panel.series !== panel.format?.currencyColumn;
  const currencyOf = (row: Row) =>
    isMixed ? toText(read(row, panel.format?.currencyColumn)) : '';

  const keyOf = (row: Row, name: string) =>
    isMixed ? `${name}, ${currencyOf(row)}` : name;
  const columns = panel.values ?? (panel.value ? [panel.value] : []);
  const found = new Map<string, PanelSeries>();
  for (const row of answer.rows) {
    for (const column of columns) {
      const own = columns.length > 1 ? column : title;
      const ownName = columns.length > 1 ? words.column(column) : title;
      const partOf = (other: Row) =>
        panel.series ? toText(read(other, panel.series)) : own;
      const key = keyOf(row, partOf(row));
      if (!found.has(key)) {
        found.set(key, {
          id: key,
          name: keyOf(
            row,
            panel.series
              ? words.value(panel.series, read(row, panel.series))
              : ownName,
          ),
          valueOf: other =>
            keyOf(other, partOf(other)) === key
              ? toQuantity(read(other, column))
              : undefined,
        });
      }
    }
  }
  return [...found.values()];
}

/** Whether a row is one of those that a series is drawn from. */
export function belongsTo(series: PanelSeries | undefined, row: Row): boolean {
  return series === undefined || series.valueOf(row) !== undefined;
}

/**
 * A row for a mark that is of all series, as those in the table of a chart:
 * what tells the series apart is not known of it.
 */
export function withoutSeries(panel: Split, answer: Answer, row: Row): Row {
  const apart = [
    panel.series,
    ...(currenciesOf(answer, panel.format).length > 1
      ? [panel.format?.currencyColumn]
      : []),
  ];
  return row.map((cell, index) =>
    apart.includes(answer.columns[index]?.name) ? undefined : cell,
  );
}
