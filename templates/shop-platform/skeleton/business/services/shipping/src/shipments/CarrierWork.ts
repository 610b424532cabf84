import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Parcel } from '../carrier/Carrier.ts';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { addToOutbox } from '../events/outbox.ts';
import type { Tracer } from '../tracing/index.ts';
import { toAddress } from './row.ts';

const taskSchema = z
  .object({
    id: z.string(),
    order_id: z.string(),
    customer_id: z.string(),
    method: z.enum(['branch', 'courier']),
    city: z.string(),
    branch_number: z.number().nullable(),
    street: z.string().nullable(),
    postal_code: z.string().nullable(),
    // The driver gives bigint as text.
    declared_value_amount: z.coerce.number().int(),
    recall: z.boolean(),
    attempts: z.number(),
    traceparent: z.string().nullable(),
    created_at: z.date(),
  })
  .transform(row => ({
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id,
    delivery: toAddress(row),
    declaredValue: {
      amount: row.declared_value_amount,
      currency: 'UAH' as const,
    },
    kind: row.recall ? ('recall' as const) : ('register' as const),
    attempts: row.attempts,
    traceparent: row.traceparent ?? undefined,
    createdAt: row.created_at,
  }));

/** What is to be asked of the carrier about a shipment. */
export type CarrierTask = z.infer<typeof taskSchema>;

export interface CarrierWorkOptions {
  database: Database;
  tracer: Tracer;
}

/** What the worker takes up, and what comes of it. */
export class CarrierWork {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: CarrierWorkOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  /** Takes what is due for this worker alone, until the lease ends; should it die, the work is due again then. */
  async take(limit: number, leaseMs: number): Promise<CarrierTask[]> {
    const { rows } = await this.#database.pool.query(
      `UPDATE ${schema}.shipments
       SET attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
       WHERE id IN (
         SELECT id FROM ${schema}.shipments WHERE next_attempt_at <= now()
         ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       RETURNING id, order_id, customer_id, method, city, branch_number, street, postal_code,
         declared_value_amount, recall_requested_at IS NOT NULL AS recall,
         attempts, traceparent, created_at`,
      [limit, leaseMs],
    );
    return rows.map(row => taskSchema.parse(row));
  }

  /** The parcel is with the carrier: the shipment and the news of it, or neither. */
  async registered(ctx: Context, task: CarrierTask, parcel: Parcel) {
    const { id, orderId, customerId } = task;
    await this.#database.transaction(async client => {
      const { rows } = await this.#tracer.dbSpan(
        ctx,
        'UPDATE',
        'shipments',
        () =>
          client.query<{ recalled: boolean }>(
            `UPDATE ${schema}.shipments
             SET status = 'registered', tracking_number = $2, deliver_by = $3,
                 carrier_at = now(), attempts = 0,
                 next_attempt_at = CASE WHEN recall_requested_at IS NULL THEN NULL ELSE now() END
             WHERE id = $1 AND status = 'pending'
             RETURNING recall_requested_at IS NOT NULL AS recalled`,
            [id, parcel.trackingNumber, parcel.deliverBy],
          ),
      );
      // Not if a worker whose lease came next was faster, nor of an order that was cancelled meanwhile.
      if (rows.at(0)?.recalled === false) {
        await addToOutbox(ctx, {
          client,
          tracer: this.#tracer,
          event: {
            type: 'order.shipped',
            data: { orderId, customerId, shipmentId: id, ...parcel },
          },
        });
      }
    });
  }

  async refused(ctx: Context, id: string, reason: string): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'failed', failure = $2, next_attempt_at = NULL
       WHERE id = $1 AND status = 'pending'`,
      [id, reason],
    );
  }

  /** The carrier sends the parcel back, or never got it. */
  async returned(ctx: Context, id: string): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'returned', next_attempt_at = NULL
       WHERE id = $1 AND status <> 'delivered'`,
      [id],
    );
  }

  async postpone(ctx: Context, id: string, delayMs: number): Promise<void> {
    await this.#update(
      ctx,
      `SET next_attempt_at = now() + $2 * interval '1 millisecond' WHERE id = $1`,
      [id, delayMs],
    );
  }

  async #update(ctx: Context, change: string, values: unknown[]) {
    await this.#tracer.dbSpan(ctx, 'UPDATE', 'shipments', () =>
      this.#database.pool.query(`UPDATE ${schema}.shipments ${change}`, values),
    );
  }
}
