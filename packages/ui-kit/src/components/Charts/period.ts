import { type Quantity } from '../../model/quantity';
import { type ChartCell, type ChartColumn } from './types';

/** A quantity as the table twin has it. */
export function quantityCell(quantity: Quantity | undefined): ChartCell {
  return typeof quantity === 'bigint' ? String(quantity) : quantity;
}

/**
 * What the table twin has of the period before: a column, and the cell of each
 * row; neither where nothing of it is known.
 */
export function previousPeriod(
  marks: readonly { previous?: Quantity }[],
  options: { label: string; format: (value: Quantity) => string },
): {
  columns: ChartColumn[];
  cellsOf: (mark: { previous?: Quantity }) => ChartCell[];
} {
  const { label, format } = options;
  if (marks.every(({ previous }) => previous === undefined)) {
    return { columns: [], cellsOf: () => [] };
  }
  return {
    columns: [{ id: 'previous', label, format, formatDigits: format }],
    cellsOf: ({ previous }) => [quantityCell(previous)],
  };
}
