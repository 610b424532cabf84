import type { Context } from '@opentelemetry/api';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { addToOutbox, type NewEvent } from '../events/outbox.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Cancellation, KeptOrder, OrderStatus } from './Order.ts';

export interface CancelOptions extends Cancellation {
  /** The state that the order must be in. */
  from: OrderStatus;
  /** Whether anybody has heard of the order, so that they must hear of this. */
  announce: boolean;
  key?: string;
  hash?: string;
}

export interface OrderChangesOptions {
  database: Database;
  tracer: Tracer;
}

/**
 * The transitions of an order. Each is an `UPDATE … WHERE status = …`, in one
 * transaction with its event; false means that somebody else was faster.
 */
export class OrderChanges {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: OrderChangesOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  async pay(
    ctx: Context,
    kept: KeptOrder,
    paymentId: string,
  ): Promise<boolean> {
    const { order, reservationId } = kept;
    return await this.#transition(ctx, {
      set: `status = 'paid', payment_id = $2, updated_at = now()
            WHERE id = $1 AND status = 'payment_pending'`,
      values: [order.id, paymentId],
      event: {
        type: 'order.placed',
        data: {
          orderId: order.id,
          orderNumber: order.number,
          customerId: order.customerId,
          reservationId,
          lines: order.lines.map(({ productId, quantity }) => ({
            productId,
            quantity,
          })),
          delivery: order.delivery,
          total: order.total,
        },
      },
    });
  }

  /** What was paid, if anything, is to be given back. */
  async cancel(
    ctx: Context,
    { order }: KeptOrder,
    { from, reason, comment, announce, key, hash }: CancelOptions,
  ): Promise<boolean> {
    return await this.#transition(ctx, {
      set: `status = 'cancelled', cancel_reason = $3, cancel_comment = $4,
              cancel_key = $5, cancel_hash = $6,
              refund_state = CASE WHEN payment_id IS NULL THEN 'none' ELSE 'due' END,
              settle_after = coalesce(settle_after, now()), updated_at = now()
            WHERE id = $1 AND status = $2`,
      values: [order.id, from, reason, comment, key, hash],
      event: announce
        ? {
            type: 'order.cancelled',
            data: { orderId: order.id, customerId: order.customerId, reason },
          }
        : undefined,
    });
  }

  /** The money came after the order had been given up: it goes back. */
  async refundLateCapture(
    ctx: Context,
    id: string,
    paymentId: string,
  ): Promise<void> {
    await this.#transition(ctx, {
      set: `payment_id = $2, refund_state = 'due', settle_after = now(), updated_at = now()
            WHERE id = $1 AND status = 'cancelled' AND payment_id IS NULL`,
      values: [id, paymentId],
    });
  }

  async setReservation(
    ctx: Context,
    id: string,
    state: KeptOrder['reservationState'],
  ): Promise<void> {
    await this.#transition(ctx, {
      set: 'reservation_state = $2, updated_at = now() WHERE id = $1',
      values: [id, state],
    });
  }

  async setRefundRequested(ctx: Context, id: string): Promise<void> {
    await this.#transition(ctx, {
      set: `refund_state = 'requested', updated_at = now() WHERE id = $1`,
      values: [id],
    });
  }

  /** Nothing is left to do at Payments or Inventory. Compared again, as the order may have changed since it was read. */
  async finish(ctx: Context, id: string): Promise<void> {
    await this.#transition(ctx, {
      set: `settle_after = NULL WHERE id = $1 AND refund_state <> 'due' AND (
              (status = 'cancelled' AND reservation_state = 'released') OR
              (status IN ('paid', 'shipped', 'delivered') AND reservation_state = 'confirmed'))`,
      values: [id],
    });
  }

  /** Part of the transaction in which the event is marked as handled. */
  async advance(
    ctx: Context,
    client: Queryable,
    id: string,
    { from, to }: { from: readonly OrderStatus[]; to: OrderStatus },
  ): Promise<boolean> {
    const { rowCount } = await this.#tracer.dbSpan(
      ctx,
      'UPDATE',
      'orders',
      () =>
        client.query(
          `UPDATE ${schema}.orders SET status = $3, updated_at = now()
           WHERE id = $1 AND status = ANY($2)`,
          [id, from, to],
        ),
    );
    return rowCount === 1;
  }

  async #transition(
    ctx: Context,
    {
      set,
      values,
      event,
    }: { set: string; values: unknown[]; event?: NewEvent | undefined },
  ): Promise<boolean> {
    return await this.#database.transaction(async client => {
      const { rowCount } = await this.#tracer.dbSpan(
        ctx,
        'UPDATE',
        'orders',
        () => client.query(`UPDATE ${schema}.orders SET ${set}`, values),
      );
      if (rowCount !== 1) {
        return false;
      }
      if (event) {
        await addToOutbox(ctx, { client, tracer: this.#tracer, event });
      }
      return true;
    });
  }
}
