import { events } from './events.ts';
import { orderItems } from './orderItems.ts';
import { orders } from './orders.ts';
import type { TableSpec } from './TableSpec.ts';

/** In the order in which they are copied. */
export const tables: readonly TableSpec[] = [orders, orderItems, events];

/** What readers see, copied or computed. */
export const tableNames: readonly string[] = [
  ...new Set(tables.flatMap(({ name, derived }) => [name, ...derived])),
];

/** Those that a table of readers is made from. */
export function sourcesOf(name: string): TableSpec[] {
  return tables.filter(
    table => table.name === name || table.derived.includes(name),
  );
}

export type { ChangeSource, TableSpec } from './TableSpec.ts';
