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

/** Finds the rows of an answer at the place of a row of now. */
function rowsAt(
  panel: DashboardPanel,
  data: Compared,
  answer: Answer,
  format: DashboardFormat | undefined,
): (row: Row) => readonly Row[] {
  // Amounts are compared with those of their own currency.
  const columns = [...placeColumns(panel), format?.currencyColumn];
  const placeReader = (of: Answer) => {
    const read = cellReader(of);
    return (row: Row) =>
      JSON.stringify(columns.map(each => toText(read(row, each))));
  };
  const placeIn = placeReader(answer);
  const rows = new Map<string, Row[]>();
  for (const row of answer.rows) {
    const place = placeIn(row);
    const others = rows.get(place);
    if (others) {
      others.push(row);
    } else {
      rows.set(place, [row]);
    }
  }
  const placeOf = placeReader(data);
  return row => rows.get(placeOf(row)) ?? [];
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
  const before = rowsAt(panel, data, previous, panel.format);
  return row => {
    const last = before(row).at(-1);
    return last && toQuantity(read(last, column));
  };
}

/**
 * The same of a row that has a name: whether there was one of that name, too.
 * Where several rows have one name nothing is said, and none is new where there may
 * be more of the period before: a query with a limit gives as many rows then as now.
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
  const before = rowsAt(panel, data, previous, format);
  const now = rowsAt(panel, data, data, format);
  const isWhole =
    !previous.truncated && previous.rows.length < data.rows.length;
  return row => {
    const found = before(row);
    if (found.length > 1 || now(row).length > 1) {
      return undefined;
    }
    const [only] = found;
    return only
      ? { value: toQuantity(read(only, column)) }
      : { isNew: isWhole };
  };
}
