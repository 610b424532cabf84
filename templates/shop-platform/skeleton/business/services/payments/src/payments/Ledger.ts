import type { Context } from '@opentelemetry/api';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import type { DeclineReason, Payment } from './Payment.ts';
import { PaymentRows } from './PaymentRows.ts';

type EntryKind = 'charge' | 'decline' | 'refund' | 'correction';

/** What LiqPay says of a charge, from an answer, a question or a callback. */
export type Word =
  | { status: 'captured'; providerReference: string | undefined }
  | { status: 'declined'; reason: DeclineReason }
  | { status: 'reversed'; providerReference: string | undefined };

export interface LedgerOptions {
  database: Database;
  tracer: Tracer;
}

/** Where money is written down: entries are added in one transaction with the status that they add up to. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #rows: PaymentRows;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#rows = new PaymentRows(options.tracer);
  }

  /** May be told twice, late and out of order: what is settled stays. Nothing when there is no such payment. */
  async settle(
    ctx: Context,
    paymentId: string,
    word: Word,
  ): Promise<Payment | undefined> {
    return await this.#options.database.transaction(async client => {
      const payment = await this.#rows.lock(ctx, client, paymentId);
      switch (payment?.status) {
        case undefined:
          return undefined;
        case 'unknown':
          return await this.#settleUnknown(ctx, client, payment, word);
        case 'declined':
          return word.status === 'captured'
            ? await this.#captureLate(ctx, client, payment, word)
            : payment;
        case 'captured':
        case 'partially_refunded':
          return word.status === 'reversed'
            ? await this.#reverse(ctx, client, payment)
            : payment;
        case 'refunded':
          return payment;
      }
    });
  }

  /** True unless it was written down before. */
  async completeRefund(
    ctx: Context,
    refund: { id: string; paymentId: string; amount: number },
  ): Promise<boolean> {
    return await this.#options.database.transaction(async client => {
      const payment = await this.#rows.lock(ctx, client, refund.paymentId);
      const { rowCount } = await this.#options.tracer.dbSpan(
        ctx,
        'UPDATE',
        'refunds',
        () =>
          client.query(
            `UPDATE ${schema}.refunds SET status = 'completed', updated_at = now()
             WHERE id = $1 AND status IN ('pending', 'sent')`,
            [refund.id],
          ),
      );
      if (!payment || rowCount === 0) {
        return false;
      }
      await this.#add(
        ctx,
        client,
        payment,
        'refund',
        -refund.amount,
        refund.id,
      );
      await this.#setRefunded(
        ctx,
        client,
        payment,
        payment.refunded.amount + refund.amount,
      );
      return true;
    });
  }

  async #settleUnknown(
    ctx: Context,
    client: Queryable,
    payment: Payment,
    word: Word,
  ): Promise<Payment> {
    if (word.status === 'captured') {
      await this.#add(ctx, client, payment, 'charge', payment.amount.amount);
      return await this.#rows.update(ctx, client, payment.id, word);
    }
    await this.#add(ctx, client, payment, 'decline', 0);
    return await this.#rows.update(ctx, client, payment.id, {
      status: 'declined',
      // Given back before anybody here knew of it: nothing was kept.
      declineReason: word.status === 'declined' ? word.reason : 'other',
    });
  }

  /** LiqPay took the money after all, of an order that was cancelled meanwhile: it goes back. */
  async #captureLate(
    ctx: Context,
    client: Queryable,
    payment: Payment,
    word: Extract<Word, { status: 'captured' }>,
  ): Promise<Payment> {
    const { id, amount } = payment;
    await this.#add(ctx, client, payment, 'correction', amount.amount);
    await this.#options.tracer.dbSpan(ctx, 'INSERT', 'refunds', () =>
      client.query(
        `INSERT INTO ${schema}.refunds
           (payment_id, idempotency_key, request_hash, status, amount, reason)
         VALUES ($1, $1, 'captured late', 'pending', $2, 'order_cancelled')`,
        [id, amount.amount],
      ),
    );
    return await this.#rows.update(ctx, client, id, word);
  }

  /** Somebody gave it back in LiqPay's cabinet, unless a refund of ours is under way. */
  async #reverse(
    ctx: Context,
    client: Queryable,
    payment: Payment,
  ): Promise<Payment> {
    const { rows } = await this.#options.tracer.dbSpan(
      ctx,
      'SELECT',
      'refunds',
      () =>
        client.query(
          `SELECT 1 FROM ${schema}.refunds
           WHERE payment_id = $1 AND status IN ('pending', 'sent')`,
          [payment.id],
        ),
    );
    if (rows.length > 0) {
      return payment;
    }
    const rest = payment.amount.amount - payment.refunded.amount;
    await this.#add(ctx, client, payment, 'correction', -rest);
    return await this.#setRefunded(ctx, client, payment, payment.amount.amount);
  }

  async #setRefunded(
    ctx: Context,
    client: Queryable,
    { id, amount }: Payment,
    refunded: number,
  ): Promise<Payment> {
    const status =
      refunded === amount.amount ? 'refunded' : 'partially_refunded';
    return await this.#rows.update(ctx, client, id, { status, refunded });
  }

  async #add(
    ctx: Context,
    client: Queryable,
    payment: Payment,
    kind: EntryKind,
    amount: number,
    refundId: string | null = null,
  ): Promise<void> {
    await this.#options.tracer.dbSpan(ctx, 'INSERT', 'entries', () =>
      client.query(
        `INSERT INTO ${schema}.entries (payment_id, kind, amount, refund_id)
         VALUES ($1, $2, $3, $4)`,
        [payment.id, kind, amount, refundId],
      ),
    );
  }
}
