import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import { linkToOriginal } from '../background/originalTrace.ts';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Logger } from '../logger.ts';
import { isTransient } from '../outgoing/httpErrors.ts';
import type { Tracer } from '../tracing/index.ts';
import { CircuitOpenError } from './CircuitBreaker.ts';
import type { Ledger, Word } from './Ledger.ts';
import type { LiqpayClient } from './LiqpayClient.ts';
import { LiqpayRefusedError, type Outcome } from './liqpayProtocol.ts';
import { declineReasonOf } from './Payment.ts';

const batchSize = 50;

const rowSchema = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  traceparent: z.string().nullable(),
  lost: z.boolean(),
});

type Unsettled = z.infer<typeof rowSchema>;

export interface ReconciliationOptions {
  database: Database;
  ledger: Ledger;
  liqpay: LiqpayClient;
  tracer: Tracer;
  logger: Logger;
  /** Until a payment is asked about again. */
  intervalMs: number;
  /** From then on, what LiqPay does not know will not arrive there any more. */
  lostAfterMs: number;
}

/** Asks LiqPay what became of the payments that are unknown; never charges. */
export class Reconciliation {
  readonly #options: ReconciliationOptions;

  constructor(options: ReconciliationOptions) {
    this.#options = options;
  }

  /** All that are due; several pods share them. A failure of LiqPay ends the round. */
  async run(): Promise<void> {
    for (;;) {
      const due = await this.#takeDue();
      for (const payment of due) {
        await this.#settle(payment).catch((error: unknown) => {
          if (isLiqpayAway(error)) {
            throw error;
          }
          // One that cannot be settled holds up no other.
          this.#options.logger.error(error, `Payment ${payment.id} is stuck`);
        });
      }
      if (due.length < batchSize) {
        return;
      }
    }
  }

  /** Not traced: most of the time there are none. */
  async #takeDue(): Promise<Unsettled[]> {
    const { database, intervalMs, lostAfterMs } = this.#options;
    const { rows } = await database.pool.query(
      `UPDATE ${schema}.payments
       SET next_check_at = now() + $1 * interval '1 millisecond'
       WHERE id IN (
         SELECT id FROM ${schema}.payments
         WHERE status = 'unknown' AND next_check_at <= now()
         ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       RETURNING id, order_id, traceparent,
         created_at <= now() - $3 * interval '1 millisecond' AS lost`,
      [intervalMs, batchSize, lostAfterMs],
    );
    return rows.map(row => rowSchema.parse(row));
  }

  async #settle(payment: Unsettled): Promise<void> {
    const { tracer, liqpay, ledger } = this.#options;
    await tracer.start('ReconcilePayment', async (ctx: Context, span) => {
      linkToOriginal(span, payment.traceparent);
      span.setAttributes({
        'shop.payment.id': payment.id,
        'shop.order.id': payment.order_id,
      });
      const outcome = await liqpay.status(ctx, payment.id);
      const word = toWord(outcome, payment.lost);
      const settled = word && (await ledger.settle(ctx, payment.id, word));
      span.setAttribute('shop.payment.status', settled?.status ?? 'unknown');
    });
  }
}

/** Then there is no use in asking about the next one. */
function isLiqpayAway(error: unknown): boolean {
  return (
    isTransient(error) ||
    error instanceof CircuitOpenError ||
    error instanceof LiqpayRefusedError
  );
}

/** Nothing while it is not decided. */
export function toWord(outcome: Outcome, lost: boolean): Word | undefined {
  switch (outcome.status) {
    case 'paid':
      return { status: 'captured', providerReference: outcome.paymentId };
    case 'declined':
      return { status: 'declined', reason: declineReasonOf(outcome.code) };
    case 'reversed':
      return { status: 'reversed', providerReference: outcome.paymentId };
    case 'not-found':
      return lost ? { status: 'declined', reason: 'other' } : undefined;
    case 'processing':
      return undefined;
  }
}
