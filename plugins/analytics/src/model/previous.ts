import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Quantity } from '@shop-platform/ui-kit';
import {
  type Answer,
  cellReader,
  type Row,
  toQuantity,
  toText,
} from './answer';
import { placeColumns } from './markRows';

/**
 * Reads what the period before had at the place of a row; nothing where there was
 * nothing, or where one does not compare.
 *
 * @param column - the one with the values
 */
export function previousReader(
  panel: DashboardPanel,
  data: Pick<PanelData, 'columns' | 'rows' | 'previous'>,
  column: string,
): (row: Row) => Quantity | undefined {
  const { previous } = data;
  if (!previous) {
    return () => undefined;
  }
  // Amounts are compared with those of their own currency.
  const columns = [...placeColumns(panel), panel.format?.currencyColumn];
  const placeIn = (answer: Answer) => {
    const read = cellReader(answer);
    return (row: Row) =>
      JSON.stringify(columns.map(each => toText(read(row, each))));
  };
  const read = cellReader(previous);
  const placeThen = placeIn(previous);
  const values = new Map(
    previous.rows.map(row => [placeThen(row), toQuantity(read(row, column))]),
  );
  const placeNow = placeIn(data);
  return row => values.get(placeNow(row));
}
