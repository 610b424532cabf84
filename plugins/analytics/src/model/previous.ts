import {
  type DashboardFormat,
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Previous, type Quantity } from '@shop-platform/ui-kit';
import {
  type Answer,
  cellReader,
  type Row,
  toQuantity,
  toText,
} from './answer';
import { placeColumns } from './markRows';

type Compared = Pick<PanelData, 'columns' | 'rows' | 'previous'>;

/** Rows of the period before at the place of a row of now. */
function rowsBefore(
  panel: DashboardPanel,
  data: Compared,
  previous: Answer,
  format: DashboardFormat | undefined,
): { before: (row: Row) => readonly Row[]; now: (row: Row) => number } {
  // Amounts are compared with those of their own currency.
  const columns = [...placeColumns(panel), format?.currencyColumn];
  const placesIn = (answer: Answer) => {
    const read = cellReader(answer);
    const placeOf = (row: Row) =>
      JSON.stringify(columns.map(each => toText(read(row, each))));
    const rows = new Map<string, Row[]>();
    for (const row of answer.rows) {
      const place = placeOf(row);
      rows.set(place, [...(rows.get(place) ?? []), row]);
    }
    return { placeOf, rows };
  };
  const then = placesIn(previous);
  const now = placesIn(data);
  return {
    before: row => then.rows.get(now.placeOf(row)) ?? [],
    now: row => now.rows.get(now.placeOf(row))?.length ?? 0,
  };
}

/**
 * Reads what the period before had at the place of a row; nothing where there was
 * nothing, or where one does not compare.
 *
 * @param column - the one with the values
 */
export function previousReader(
  panel: DashboardPanel,
  data: Compared,
  column: string,
): (row: Row) => Quantity | undefined {
  const { previous } = data;
  if (!previous) {
    return () => undefined;
  }
  const read = cellReader(previous);
  const { before } = rowsBefore(panel, data, previous, panel.format);
  return row => {
    const last = before(row).at(-1);
    return last && toQuantity(read(last, column));
  };
}

/**
 * The same of a row that has a name: whether there was one of that name, too.
 * Where several rows have one name nothing is said, and none is new where the
 * period before was cut.
 */
export function namedPreviousReader(
  panel: DashboardPanel,
  data: Compared,
  column: string,
  format: DashboardFormat | undefined = panel.format,
): (row: Row) => Previous | undefined {
  const { previous } = data;
  if (!previous) {
    return () => undefined;
  }
  const read = cellReader(previous);
  const { before, now } = rowsBefore(panel, data, previous, format);
  return row => {
    const found = before(row);
    if (found.length > 1 || now(row) > 1) {
      return undefined;
    }
    const [only] = found;
    return only
      ? { value: toQuantity(read(only, column)) }
      : { isNew: !previous.truncated };
  };
}
