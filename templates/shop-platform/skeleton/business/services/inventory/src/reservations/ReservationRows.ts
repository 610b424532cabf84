import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Intent } from '../http/idempotency.ts';
import type { Warehouse } from '../stock/StockLevel.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  reservationSchema,
  type Line,
  type Reservation,
  type ReservationStatus,
} from './Reservation.ts';

const columns = `r.id, r.request_hash, r.order_id, r.status, r.warehouse, r.expires_at, (
  SELECT jsonb_agg(jsonb_build_object('productId', l.product_id, 'quantity', l.quantity) ORDER BY l.product_id)
  FROM ${schema}.reservation_lines l WHERE l.reservation_id = r.id
) AS lines`;

const rowSchema = z
  .object({
    id: z.string(),
    request_hash: z.string(),
    order_id: z.string(),
    status: z.string(),
    warehouse: z.string(),
    expires_at: z.date(),
    lines: z.unknown(),
  })
  .transform(row => ({
    requestHash: row.request_hash,
    reservation: reservationSchema.parse({
      id: row.id,
      orderId: row.order_id,
      status: row.status,
      warehouse: row.warehouse,
      lines: row.lines,
      expiresAt: row.expires_at.toISOString(),
    }),
  }));

type StoredReservation = z.infer<typeof rowSchema>;

export interface ReservationToInsert {
  orderId: string;
  warehouse: Warehouse;
  lines: readonly Line[];
  ttlMs: number;
  intent: Intent;
}

/** The tables of the reservations; each method is one statement on the pool or in a transaction. */
export class ReservationRows {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  async findByKey(
    ctx: Context,
    client: Queryable,
    key: string,
  ): Promise<StoredReservation | undefined> {
    return await this.#select(ctx, client, 'r.idempotency_key = $1', key);
  }

  async find(
    ctx: Context,
    client: Queryable,
    id: string,
  ): Promise<Reservation | undefined> {
    const found = await this.#select(ctx, client, 'r.id = $1', id);
    return found?.reservation;
  }

  async lock(
    ctx: Context,
    client: Queryable,
    id: string,
  ): Promise<Reservation | undefined> {
    const condition = 'r.id = $1 FOR UPDATE OF r';
    return (await this.#select(ctx, client, condition, id))?.reservation;
  }

  /** Nothing when it is not due any more, or another pod is at it. */
  async lockDue(
    ctx: Context,
    client: Queryable,
    id: string,
  ): Promise<Reservation | undefined> {
    const condition = `r.id = $1 AND r.status = 'held' AND r.expires_at <= now()
      FOR UPDATE OF r SKIP LOCKED`;
    return (await this.#select(ctx, client, condition, id))?.reservation;
  }

  async insert(
    ctx: Context,
    client: Queryable,
    { orderId, warehouse, lines, ttlMs, intent }: ReservationToInsert,
  ): Promise<Reservation> {
    const { rows } = await this.#tracer.dbSpan(
      ctx,
      'INSERT',
      'reservations',
      () =>
        client.query(
          `WITH r AS (
             INSERT INTO ${schema}.reservations
               (idempotency_key, request_hash, order_id, status, warehouse, expires_at)
             VALUES ($1, $2, $3, 'held', $4, now() + $5 * interval '1 millisecond')
             RETURNING *
           ), added AS (
             INSERT INTO ${schema}.reservation_lines (reservation_id, product_id, quantity)
             SELECT r.id, l.product_id, l.quantity
             FROM r, unnest($6::uuid[], $7::integer[]) AS l (product_id, quantity)
           )
           SELECT id, request_hash, order_id, status, warehouse, expires_at FROM r`,
          [
            intent.key,
            intent.hash,
            orderId,
            warehouse,
            ttlMs,
            lines.map(({ productId }) => productId),
            lines.map(({ quantity }) => quantity),
          ],
        ),
    );
    return rowSchema.parse({ ...rows[0], lines }).reservation;
  }

  async setStatus(
    ctx: Context,
    client: Queryable,
    reservation: Reservation,
    status: ReservationStatus,
    warehouse: Warehouse = reservation.warehouse,
  ): Promise<Reservation> {
    await this.#tracer.dbSpan(ctx, 'UPDATE', 'reservations', () =>
      client.query(
        `UPDATE ${schema}.reservations
         SET status = $2, warehouse = $3, updated_at = now() WHERE id = $1`,
        [reservation.id, status, warehouse],
      ),
    );
    return { ...reservation, status, warehouse };
  }

  async #select(
    ctx: Context,
    client: Queryable,
    condition: string,
    value: string,
  ): Promise<StoredReservation | undefined> {
    const { rows } = await this.#tracer.dbSpan(
      ctx,
      'SELECT',
      'reservations',
      () =>
        client.query(
          `SELECT ${columns} FROM ${schema}.reservations r WHERE ${condition}`,
          [value],
        ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }
}
