import {
  type DashboardPanelOf,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Bar, type Quantity } from '@shop-platform/ui-kit';
import { cellReader, type Row, toText } from './answer';
import { currenciesOf, type PanelSeries } from './series';
import { type PanelWords } from './words';

type BarsPanel = DashboardPanelOf<'bars'>;
type BarsData = Pick<PanelData, 'columns' | 'rows' | 'previous'>;
type Values = Map<string, Quantity>;

/** The rows of the period before, in the columns of this one; of its currencies alone. */
function rowsBefore(panel: BarsPanel, data: BarsData): Row[] {
  const { columns, previous } = data;
  if (!previous) {
    return [];
  }
  const read = cellReader(previous);
  const currencies = currenciesOf(data, panel.format);
  const currencyColumn = panel.format?.currencyColumn;
  return previous.rows.flatMap(row =>
    currencies.length === 0 ||
    currencies.includes(toText(read(row, currencyColumn)))
      ? [columns.map(({ name }) => read(row, name))]
      : [],
  );
}

/** What rows say of each series, by their category. */
function valuesByCategory(
  rows: readonly Row[],
  series: readonly PanelSeries[],
  categoryOf: (row: Row) => string,
): Map<string, Values> {
  const found = new Map<string, Values>();
  for (const row of rows) {
    const category = categoryOf(row);
    const values: Values = found.get(category) ?? new Map();
    for (const { id, valueOf } of series) {
      const value = valueOf(row);
      if (value !== undefined) {
        values.set(id, value);
      }
    }
    found.set(category, values);
  }
  return found;
}

/**
 * A bar for each category, in the order of the rows, with what the period before
 * had there where one compares.
 */
export function barsOf(
  panel: BarsPanel,
  data: BarsData,
  series: readonly PanelSeries[],
  words: PanelWords,
): Bar[] {
  const read = cellReader(data);
  const categoryOf = (row: Row) => toText(read(row, panel.category));
  const before = valuesByCategory(rowsBefore(panel, data), series, categoryOf);
  return [...valuesByCategory(data.rows, series, categoryOf)].map(
    ([id, values]) => ({
      id,
      name: words.value(panel.category, id),
      values: Object.fromEntries(values),
      previous: Object.fromEntries(before.get(id) ?? []),
    }),
  );
}
