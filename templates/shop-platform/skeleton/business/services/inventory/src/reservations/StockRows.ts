import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { warehouseSchema, type Warehouse } from '../stock/StockLevel.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Available } from './chooseWarehouse.ts';
import type { Line } from './Reservation.ts';

const rowSchema = z
  .object({
    product_id: z.uuid(),
    warehouse: warehouseSchema,
    available: z.number(),
  })
  .transform(row => ({
    productId: row.product_id,
    warehouse: row.warehouse,
    available: row.available,
  }));

/** What happens to the pieces of a reservation. */
const changes = {
  hold: 'reserved = s.reserved + l.quantity',
  giveBack: 'reserved = s.reserved - l.quantity',
  withdrawHeld:
    'reserved = s.reserved - l.quantity, on_hand = s.on_hand - l.quantity',
  withdrawFree: 'on_hand = s.on_hand - l.quantity',
} as const;

export type StockChange = keyof typeof changes;

/** The stock rows of a reservation's lines, inside of a transaction. */
export class StockRows {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Everybody locks in this one order: two carts with the same products wait for one another, but never in a circle. */
  async lock(
    ctx: Context,
    client: Queryable,
    lines: readonly Line[],
  ): Promise<Available[]> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'stock', () =>
      client.query(
        `SELECT product_id, warehouse, on_hand - reserved AS available
         FROM ${schema}.stock WHERE product_id = ANY($1)
         ORDER BY product_id, warehouse FOR UPDATE`,
        [lines.map(({ productId }) => productId)],
      ),
    );
    return rows.map(row => rowSchema.parse(row));
  }

  /** The rows have to be locked. */
  async change(
    ctx: Context,
    client: Queryable,
    change: StockChange,
    { lines, warehouse }: { lines: readonly Line[]; warehouse: Warehouse },
  ): Promise<void> {
    await this.#tracer.dbSpan(ctx, 'UPDATE', 'stock', () =>
      client.query(
        `UPDATE ${schema}.stock s SET ${changes[change]}, updated_at = now()
         FROM unnest($1::uuid[], $2::integer[]) AS l (product_id, quantity)
         WHERE s.product_id = l.product_id AND s.warehouse = $3`,
        [
          lines.map(({ productId }) => productId),
          lines.map(({ quantity }) => quantity),
          warehouse,
        ],
      ),
    );
  }
}
