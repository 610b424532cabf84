import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { toTraceparent } from '../background/originalTrace.ts';
import type { Database } from '../database/Database.ts';
import { toUnavailable } from '../database/failures.ts';
import { assertSameIntent, type Intent } from '../http/idempotency.ts';
import type { Logger } from '../logger.ts';
import type { Tracer } from '../tracing/index.ts';
import { CircuitOpenError } from './CircuitBreaker.ts';
import type { Ledger, Word } from './Ledger.ts';
import { PaymentDeclinedError, type LiqpayClient } from './LiqpayClient.ts';
import { LiqpayRefusedError } from './liqpayProtocol.ts';
import { declineReasonOf, type NewPayment, type Payment } from './Payment.ts';
import { PaymentRows, type PaymentQuery } from './PaymentRows.ts';

export type ChargeResult =
  | { outcome: 'charged' | 'replayed' | 'unknown'; payment: Payment }
  /** LiqPay was not asked; nothing is left of it. */
  | { outcome: 'not-asked'; retryAfterSeconds: number; cause: Error };

export interface PaymentsOptions {
  database: Database;
  ledger: Ledger;
  liqpay: LiqpayClient;
  tracer: Tracer;
  logger: Logger;
  /** When reconciliation may ask about a payment that was left unknown. */
  checkAfterMs: number;
}

/** Charges each payment once, whatever dies on the way. */
export class Payments {
  readonly #options: PaymentsOptions;
  readonly #rows: PaymentRows;

  constructor(options: PaymentsOptions) {
    this.#options = options;
    this.#rows = new PaymentRows(options.tracer);
  }

  async find(ctx: Context, id: string): Promise<Payment | undefined> {
    const { pool } = this.#options.database;
    return await this.#rows.find(ctx, pool, id).catch(rethrowUnavailable);
  }

  async list(ctx: Context, query: PaymentQuery): Promise<Payment[]> {
    const { pool } = this.#options.database;
    return await this.#rows.list(ctx, pool, query).catch(rethrowUnavailable);
  }

  /**
   * The payment is written before LiqPay is asked: whatever happens from then
   * on, there is a row that reconciliation finds.
   */
  async charge(
    ctx: Context,
    request: NewPayment,
    intent: Intent,
  ): Promise<ChargeResult> {
    const { database, checkAfterMs } = this.#options;
    const payment = await this.#rows
      .insert(ctx, database.pool, {
        id: randomUUID(),
        orderId: request.orderId,
        amount: request.amount.amount,
        intent,
        traceparent: toTraceparent(ctx),
        checkAfterMs,
      })
      .catch(rethrowUnavailable);
    return payment
      ? await this.#ask(ctx, payment, request)
      : await this.#replay(ctx, intent);
  }

  async #replay(ctx: Context, intent: Intent): Promise<ChargeResult> {
    const { pool } = this.#options.database;
    const before = await this.#rows
      .findByKey(ctx, pool, intent.key)
      .catch(rethrowUnavailable);
    if (!before) {
      // Forgotten in this moment, as LiqPay was not asked about it.
      const cause = new Error('The first attempt with this key was given up');
      return { outcome: 'not-asked', retryAfterSeconds: 1, cause };
    }
    assertSameIntent(intent, before.requestHash);
    const { payment } = before;
    const outcome = payment.status === 'unknown' ? 'unknown' : 'replayed';
    return { outcome, payment };
  }

  async #ask(
    ctx: Context,
    payment: Payment,
    { orderId, token }: NewPayment,
  ): Promise<ChargeResult> {
    const { liqpay, logger } = this.#options;
    try {
      const { status, paymentId } = await liqpay.charge(ctx, {
        ...payment.amount,
        idempotencyKey: payment.id,
        description: `Order ${orderId}`,
        cardToken: token,
      });
      return status === 'paid'
        ? await this.#settle(ctx, payment, {
            status: 'captured',
            providerReference: paymentId,
          })
        : { outcome: 'unknown', payment };
    } catch (error) {
      if (error instanceof PaymentDeclinedError) {
        const reason = declineReasonOf(error.errCode);
        return await this.#settle(ctx, payment, { status: 'declined', reason });
      }
      if (
        error instanceof CircuitOpenError ||
        error instanceof LiqpayRefusedError
      ) {
        return await this.#giveUp(ctx, payment, error);
      }
      // Whatever else it was: the money may have moved.
      logger.warn(error, `The outcome of payment ${payment.id} is unknown`);
      return { outcome: 'unknown', payment };
    }
  }

  /** What cannot be written down now is found out again by reconciliation. */
  async #settle(
    ctx: Context,
    payment: Payment,
    word: Word,
  ): Promise<ChargeResult> {
    const { ledger, logger } = this.#options;
    try {
      const settled = await ledger.settle(ctx, payment.id, word);
      return settled
        ? { outcome: 'charged', payment: settled }
        : { outcome: 'unknown', payment };
    } catch (error) {
      logger.error(error, `Payment ${payment.id} could not be settled yet`);
      return { outcome: 'unknown', payment };
    }
  }

  async #giveUp(
    ctx: Context,
    payment: Payment,
    cause: Error,
  ): Promise<ChargeResult> {
    const { database, logger } = this.#options;
    await this.#rows
      .forget(ctx, database.pool, payment.id)
      // Then reconciliation hears that LiqPay does not know it.
      .catch((error: unknown) => {
        logger.warn(error, `Payment ${payment.id} is left to reconciliation`);
      });
    const retryAfterMs =
      cause instanceof CircuitOpenError ? cause.retryAfterMs : 60_000;
    return {
      outcome: 'not-asked',
      retryAfterSeconds: Math.max(1, retryAfterMs / 1000),
      cause,
    };
  }
}

function rethrowUnavailable(error: unknown): never {
  throw toUnavailable(error);
}
