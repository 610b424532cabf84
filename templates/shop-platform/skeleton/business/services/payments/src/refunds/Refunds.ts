import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import { toTraceparent } from '../background/originalTrace.ts';
import type { Database, Queryable } from '../database/Database.ts';
import { toUnavailable } from '../database/failures.ts';
import { schema } from '../database/schema.ts';
import type { PageKey } from '../http/cursor.ts';
import { assertSameIntent, type Intent } from '../http/idempotency.ts';
import { PaymentRows } from '../payments/PaymentRows.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  refundColumns,
  refundRowSchema,
  type NewRefund,
  type Refund,
} from './Refund.ts';

const openSchema = z.object({ total: z.coerce.number().int() });

export type RefundResult =
  | { outcome: 'accepted' | 'replayed'; refund: Refund }
  /** So many kopiikas can still be given back. */
  | { outcome: 'too-much'; left: number }
  | { outcome: 'not-captured' }
  | { outcome: 'unknown-payment' };

export interface RefundOrder {
  paymentId: string;
  newRefund: NewRefund;
  intent: Intent;
}

export interface RefundsOptions {
  database: Database;
  tracer: Tracer;
}

/** Takes refunds; they are sent by the worker. All of one payment together never exceed what was captured. */
export class Refunds {
  readonly #options: RefundsOptions;
  readonly #payments: PaymentRows;

  constructor(options: RefundsOptions) {
    this.#options = options;
    this.#payments = new PaymentRows(options.tracer);
  }

  async create(ctx: Context, order: RefundOrder): Promise<RefundResult> {
    try {
      return await this.#options.database.transaction(client =>
        this.#create(ctx, client, order),
      );
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Newest first; nothing when there is no such payment. */
  async list(
    ctx: Context,
    paymentId: string,
    { after, limit }: { after: PageKey | undefined; limit: number },
  ): Promise<Refund[] | undefined> {
    const { pool } = this.#options.database;
    try {
      if (!(await this.#payments.find(ctx, pool, paymentId))) {
        return undefined;
      }
      const older = after ? 'AND (created_at, id) < ($3, $4)' : '';
      const rows = await this.#select(
        ctx,
        pool,
        `WHERE payment_id = $1 ${older} ORDER BY created_at DESC, id DESC LIMIT $2`,
        after
          ? [paymentId, limit, after.createdAt, after.id]
          : [paymentId, limit],
      );
      return rows.map(({ refund }) => refund);
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  async #create(
    ctx: Context,
    client: Queryable,
    { paymentId, newRefund, intent }: RefundOrder,
  ): Promise<RefundResult> {
    // The lock lets refunds of one payment take turns.
    const payment = await this.#payments.lock(ctx, client, paymentId);
    if (!payment) {
      return { outcome: 'unknown-payment' };
    }
    const [before] = await this.#select(
      ctx,
      client,
      'WHERE idempotency_key = $1',
      [intent.key],
    );
    if (before) {
      assertSameIntent(intent, before.requestHash);
      return { outcome: 'replayed', refund: before.refund };
    }
    if (payment.status === 'unknown' || payment.status === 'declined') {
      return { outcome: 'not-captured' };
    }
    const underWay = await this.#sumUnderWay(ctx, client, paymentId);
    const left = payment.amount.amount - payment.refunded.amount - underWay;
    if (newRefund.amount.amount > left) {
      return { outcome: 'too-much', left };
    }
    const refund = await this.#insert(ctx, client, {
      paymentId,
      newRefund,
      intent,
    });
    return { outcome: 'accepted', refund };
  }

  async #sumUnderWay(
    ctx: Context,
    client: Queryable,
    paymentId: string,
  ): Promise<number> {
    const { rows } = await this.#options.tracer.dbSpan(
      ctx,
      'SELECT',
      'refunds',
      () =>
        client.query(
          `SELECT coalesce(sum(amount), 0) AS total FROM ${schema}.refunds
           WHERE payment_id = $1 AND status IN ('pending', 'sent')`,
          [paymentId],
        ),
    );
    return openSchema.parse(rows[0]).total;
  }

  async #insert(
    ctx: Context,
    client: Queryable,
    { paymentId, newRefund, intent }: RefundOrder,
  ): Promise<Refund> {
    const { rows } = await this.#options.tracer.dbSpan(
      ctx,
      'INSERT',
      'refunds',
      () =>
        client.query(
          `INSERT INTO ${schema}.refunds
             (payment_id, idempotency_key, request_hash, status, amount, reason, traceparent)
           VALUES ($1, $2, $3, 'pending', $4, $5, $6) RETURNING ${refundColumns}`,
          [
            paymentId,
            intent.key,
            intent.hash,
            newRefund.amount.amount,
            newRefund.reason,
            toTraceparent(ctx),
          ],
        ),
    );
    return refundRowSchema.parse(rows[0]).refund;
  }

  async #select(
    ctx: Context,
    client: Queryable,
    rest: string,
    values: unknown[],
  ) {
    const { rows } = await this.#options.tracer.dbSpan(
      ctx,
      'SELECT',
      'refunds',
      () =>
        client.query(
          `SELECT ${refundColumns} FROM ${schema}.refunds ${rest}`,
          values,
        ),
    );
    return rows.map(row => refundRowSchema.parse(row));
  }
}
