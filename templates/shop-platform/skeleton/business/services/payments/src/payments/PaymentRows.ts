import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { PageKey } from '../http/cursor.ts';
import type { Intent } from '../http/idempotency.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  paymentSchema,
  type DeclineReason,
  type Payment,
  type PaymentStatus,
} from './Payment.ts';

const columns = `id, request_hash, order_id, status, decline_reason, amount, currency,
  refunded, provider_reference, created_at, updated_at`;

const rowSchema = z
  .object({
    id: z.string(),
    request_hash: z.string(),
    order_id: z.string(),
    status: z.string(),
    decline_reason: z.string().nullable(),
    // The driver gives bigint as text.
    amount: z.coerce.number().int(),
    currency: z.string(),
    refunded: z.coerce.number().int(),
    provider_reference: z.string().nullable(),
    created_at: z.date(),
    updated_at: z.date(),
  })
  .transform(({ request_hash: requestHash, currency, ...row }) => ({
    requestHash,
    payment: paymentSchema.parse({
      id: row.id,
      orderId: row.order_id,
      status: row.status,
      declineReason: row.decline_reason ?? undefined,
      amount: { amount: row.amount, currency },
      refunded: { amount: row.refunded, currency },
      providerReference: row.provider_reference ?? undefined,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    }),
  }));

type StoredPayment = z.infer<typeof rowSchema>;

export interface PaymentToInsert {
  id: string;
  orderId: string;
  amount: number;
  intent: Intent;
  traceparent: string | null;
  checkAfterMs: number;
}

export interface PaymentQuery {
  orderId: string | undefined;
  status: PaymentStatus | undefined;
  after: PageKey | undefined;
  limit: number;
}

export interface PaymentChange {
  status: PaymentStatus;
  declineReason?: DeclineReason | undefined;
  providerReference?: string | undefined;
  /** In kopiikas, all that was given back. */
  refunded?: number;
}

/** The table of the payments; each method is one statement on the pool or in a transaction. */
export class PaymentRows {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Nothing when there is one with this key already. */
  async insert(
    ctx: Context,
    client: Queryable,
    payment: PaymentToInsert,
  ): Promise<Payment | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'INSERT', 'payments', () =>
      client.query(
        `INSERT INTO ${schema}.payments
           (id, idempotency_key, request_hash, order_id, status, amount, traceparent, next_check_at)
         VALUES ($1, $2, $3, $4, 'unknown', $5, $6, now() + $7 * interval '1 millisecond')
         ON CONFLICT (idempotency_key) DO NOTHING
         RETURNING ${columns}`,
        [
          payment.id,
          payment.intent.key,
          payment.intent.hash,
          payment.orderId,
          payment.amount,
          payment.traceparent,
          payment.checkAfterMs,
        ],
      ),
    );
    return rows.map(row => rowSchema.parse(row).payment).at(0);
  }

  async findByKey(
    ctx: Context,
    client: Queryable,
    key: string,
  ): Promise<StoredPayment | undefined> {
    const found = await this.#select(
      ctx,
      client,
      'WHERE idempotency_key = $1',
      [key],
    );
    return found.at(0);
  }

  async find(
    ctx: Context,
    client: Queryable,
    id: string,
  ): Promise<Payment | undefined> {
    const found = await this.#select(ctx, client, 'WHERE id = $1', [id]);
    return found.at(0)?.payment;
  }

  async lock(
    ctx: Context,
    client: Queryable,
    id: string,
  ): Promise<Payment | undefined> {
    const condition = 'WHERE id = $1 FOR UPDATE';
    return (await this.#select(ctx, client, condition, [id])).at(0)?.payment;
  }

  /** Newest first. */
  async list(
    ctx: Context,
    client: Queryable,
    { orderId, status, after, limit }: PaymentQuery,
  ): Promise<Payment[]> {
    const values: unknown[] = [limit];
    const conditions = [
      orderId && `order_id = $${values.push(orderId)}`,
      status && `status = $${values.push(status)}`,
      after &&
        `(created_at, id) < ($${values.push(after.createdAt)}, $${values.push(
          after.id,
        )})`,
    ].filter(condition => typeof condition === 'string');
    const where =
      conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const found = await this.#select(
      ctx,
      client,
      `${where} ORDER BY created_at DESC, id DESC LIMIT $1`,
      values,
    );
    return found.map(({ payment }) => payment);
  }

  async update(
    ctx: Context,
    client: Queryable,
    id: string,
    { status, declineReason, providerReference, refunded }: PaymentChange,
  ): Promise<Payment> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'UPDATE', 'payments', () =>
      client.query(
        `UPDATE ${schema}.payments SET status = $2, decline_reason = $3,
           provider_reference = coalesce($4, provider_reference),
           refunded = coalesce($5, refunded), updated_at = now()
         WHERE id = $1 RETURNING ${columns}`,
        [
          id,
          status,
          declineReason ?? null,
          providerReference ?? null,
          refunded ?? null,
        ],
      ),
    );
    return rowSchema.parse(rows[0]).payment;
  }

  /** For one that LiqPay was never asked about. */
  async forget(ctx: Context, client: Queryable, id: string): Promise<void> {
    await this.#tracer.dbSpan(ctx, 'DELETE', 'payments', () =>
      client.query(
        `DELETE FROM ${schema}.payments WHERE id = $1 AND status = 'unknown'`,
        [id],
      ),
    );
  }

  async #select(
    ctx: Context,
    client: Queryable,
    rest: string,
    values: unknown[],
  ): Promise<StoredPayment[]> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'payments', () =>
      client.query(`SELECT ${columns} FROM ${schema}.payments ${rest}`, values),
    );
    return rows.map(row => rowSchema.parse(row));
  }
}
