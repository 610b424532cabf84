import { type QueryAnswer } from '@shop-platform/backstage-plugin-analytics-common';
import { type Quantity, quantityNumber } from '@shop-platform/ui-kit';

/** What a query answered, as far as a chart is drawn from it. */
export type Answer = Pick<QueryAnswer, 'columns' | 'rows'>;

export type Row = readonly unknown[];

/** Reads a row by the names of its columns. */
export type ReadCell = (row: Row, column: string | undefined) => unknown;

export function cellReader({ columns }: Answer): ReadCell {
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  return (row, column) => {
    const place = column === undefined ? undefined : places.get(column);
    return place === undefined ? undefined : row[place];
  };
}

/** A cell as a number that keeps its digits; `undefined` for what is none. */
export function toQuantity(cell: unknown): Quantity | undefined {
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? cell : undefined;
  }
  return typeof cell === 'string' && quantityNumber(cell) !== undefined
    ? cell
    : undefined;
}

/** A cell as words: lists and maps as JSON. */
export function toText(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$/;

/** A cell as a moment; days begin in UTC. */
export function toDate(cell: unknown): Date | undefined {
  if (typeof cell !== 'string' || !MOMENT.test(cell)) {
    return undefined;
  }
  const date = new Date(cell);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const WRAPPER = /^(?:Nullable|LowCardinality)\((.*)\)$/;

/** The type of a column without what only says how it is stored. */
function plainType(type: string): string {
  const inner = WRAPPER.exec(type)?.[1];
  return inner === undefined ? type : plainType(inner);
}

export function isNumberType(type: string): boolean {
  return /^(?:U?Int|Float|BFloat|Decimal)/.test(plainType(type));
}

export function isMomentType(type: string): boolean {
  return /^DateTime/.test(plainType(type));
}

export function isDayType(type: string): boolean {
  return /^Date(?:32)?$/.test(plainType(type));
}
