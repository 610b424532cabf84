import { warehouses, type Warehouse } from '../stock/StockLevel.ts';
import type { Line } from './Reservation.ts';

/** What a warehouse has left of a product. */
export interface Available {
  productId: string;
  warehouse: Warehouse;
  available: number;
}

export interface Shortage {
  productId: string;
  /** The most that could be had. */
  available: number;
}

export type Choice = { warehouse: Warehouse } | { shortages: Shortage[] };

/**
 * One parcel from one place: the first warehouse that has all lines. When none
 * has, what is short is told of the one that comes closest.
 */
export function chooseWarehouse(
  lines: readonly Line[],
  stock: readonly Available[],
  preferred?: Warehouse,
): Choice {
  const inOrder = preferred
    ? [preferred, ...warehouses.filter(other => other !== preferred)]
    : warehouses;
  let closest: Shortage[] | undefined;
  for (const warehouse of inOrder) {
    const here = new Map(
      stock
        .filter(row => row.warehouse === warehouse)
        .map(row => [row.productId, row.available]),
    );
    const shortages = lines
      .map(({ productId, quantity }) => ({
        productId,
        quantity,
        available: here.get(productId) ?? 0,
      }))
      .filter(({ quantity, available }) => available < quantity)
      .map(({ productId, available }) => ({ productId, available }));
    if (shortages.length === 0) {
      return { warehouse };
    }
    if (!closest || shortages.length < closest.length) {
      closest = shortages;
    }
  }
  return { shortages: closest ?? [] };
}
