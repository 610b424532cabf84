import { type DataTableProps } from './DataTable';
import { quantityCell } from './period';
import { type ChartData } from './types';

/** The rows in their order, with what was before beside what is compared. */
export function fileOf(
  { columns, rows }: Pick<DataTableProps, 'columns' | 'rows'>,
  sorted: readonly number[],
  labelOf: (name: string) => string,
): ChartData {
  return {
    columns: columns.flatMap(column => [
      column,
      ...(column.previousOf
        ? [
            {
              ...column,
              id: `${column.id}-previous`,
              label: labelOf(column.label),
            },
          ]
        : []),
    ]),
    rows: sorted.map(row =>
      columns.flatMap(({ previousOf }, index) => [
        rows[row]?.[index],
        ...(previousOf ? [quantityCell(previousOf(row)?.value)] : []),
      ]),
    ),
  };
}
