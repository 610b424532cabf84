import { events } from './events.ts';
import { orderItems } from './orderItems.ts';
import { orders } from './orders.ts';
import type { TableSpec } from './TableSpec.ts';

/** In the order in which they are copied. */
export const tables: readonly TableSpec[] = [orders, orderItems, events];

/** What readers see, copied or computed. */
export const tableNames: readonly string[] = [
  ...new Set(
    tables.flatMap(({ name, filled = [], derived }) => [
      name,
      ...filled,
      ...derived,
    ]),
  ),
];

/** Those that a table of readers is made from. */
export function sourcesOf(name: string): TableSpec[] {
  return tables.filter(
    table => asItComes(table).includes(name) || table.derived.includes(name),
  );
}

/** What readers see of a table's rows as soon as they are there. */
export function asItComes({ name, filled = [] }: TableSpec): string[] {
  return [name, ...filled];
}

export { followed } from './TableSpec.ts';
export type { ChangeSource, TableSpec } from './TableSpec.ts';
