import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { toTraceparent } from '../events/event.ts';
import type { Tracer } from '../tracing/index.ts';
import { columns, rowSchema } from './row.ts';
import type { ListOptions, NewShipment, Shipment } from './Shipment.ts';

export interface PostgresShipmentsOptions {
  database: Database;
  tracer: Tracer;
}

/** The shipments, as events make them and the API shows them. */
export class PostgresShipments {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresShipmentsOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  /** Makes a pending shipment, unless the order has one or was cancelled. */
  async create(
    ctx: Context,
    client: Queryable,
    shipment: NewShipment,
  ): Promise<void> {
    const { orderId, customerId, delivery, declaredValue } = shipment;
    await this.#tracer.dbSpan(ctx, 'INSERT', 'shipments', () =>
      client.query(
        `INSERT INTO ${schema}.shipments
           (id, order_id, customer_id, status, method, city, branch_number, street, postal_code,
            declared_value_amount, declared_value_currency, traceparent,
            next_attempt_at, created_at, updated_at)
         SELECT $1, $2, $3, 'pending', $4, $5, $6, $7, $8, $9, $10, $11, now(), now(), now()
         WHERE NOT EXISTS (SELECT FROM ${schema}.cancelled_orders WHERE order_id = $2)
         ON CONFLICT (order_id) DO NOTHING`,
        [
          randomUUID(),
          orderId,
          customerId,
          delivery.method,
          delivery.city,
          delivery.branchNumber ?? null,
          delivery.street ?? null,
          delivery.postalCode ?? null,
          declaredValue.amount,
          declaredValue.currency,
          toTraceparent(ctx) ?? null,
        ],
      ),
    );
  }

  /**
   * Removes the shipment of a cancelled order, or has it called back if the
   * carrier may know of it. An order that is not known yet is remembered.
   */
  async cancel(ctx: Context, client: Queryable, orderId: string) {
    const removed = await this.#tracer.dbSpan(ctx, 'DELETE', 'shipments', () =>
      client.query(
        `DELETE FROM ${schema}.shipments
         WHERE order_id = $1 AND status = 'pending' AND attempts = 0`,
        [orderId],
      ),
    );
    if (removed.rowCount === 1) {
      return;
    }
    const recalled = await this.#tracer.dbSpan(ctx, 'UPDATE', 'shipments', () =>
      client.query(
        `UPDATE ${schema}.shipments
         SET recall_requested_at = now(), attempts = 0,
             -- A call that is under way keeps its lease, and is followed by the recall.
             next_attempt_at = CASE WHEN status IN ('pending', 'registered', 'in_transit')
               THEN greatest(next_attempt_at, now()) END
         WHERE order_id = $1`,
        [orderId],
      ),
    );
    if (recalled.rowCount === 0) {
      await this.#tracer.dbSpan(ctx, 'INSERT', 'cancelled_orders', () =>
        client.query(
          `INSERT INTO ${schema}.cancelled_orders (order_id) VALUES ($1)
           ON CONFLICT DO NOTHING`,
          [orderId],
        ),
      );
    }
  }

  async find(ctx: Context, id: string): Promise<Shipment | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'shipments', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.shipments WHERE id = $1`,
        [id],
      ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }

  /** Newest first. */
  async list(
    ctx: Context,
    { limit, after, orderId, status }: ListOptions,
  ): Promise<Shipment[]> {
    const values: unknown[] = [limit];
    const conditions: string[] = [];
    if (orderId !== undefined) {
      conditions.push(`order_id = $${values.push(orderId)}`);
    }
    if (status !== undefined) {
      conditions.push(`status = $${values.push(status)}`);
    }
    if (after) {
      const createdAt = values.push(after.createdAt);
      const id = values.push(after.id);
      conditions.push(`(created_at, id) < ($${createdAt}, $${id})`);
    }
    const where = conditions.length > 0 ? conditions.join(' AND ') : 'true';
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'shipments', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.shipments WHERE ${where}
         ORDER BY created_at DESC, id DESC LIMIT $1`,
        values,
      ),
    );
    return rows.map(row => rowSchema.parse(row));
  }

  /** Makes a failed shipment pending again; undefined when it is not in that state. */
  async retry(ctx: Context, id: string): Promise<Shipment | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'UPDATE', 'shipments', () =>
      this.#database.pool.query(
        `UPDATE ${schema}.shipments
         SET status = 'pending', failure = NULL, attempts = 0, next_attempt_at = now()
         WHERE id = $1 AND status = 'failed' AND recall_requested_at IS NULL
         RETURNING ${columns}`,
        [id],
      ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }
}
