import type { Context } from '@opentelemetry/api';
import { linkToOriginal } from '../background/originalTrace.ts';
import type { Logger } from '../logger.ts';
import { CircuitOpenError } from '../payments/CircuitBreaker.ts';
import type { Ledger } from '../payments/Ledger.ts';
import {
  PaymentDeclinedError,
  type LiqpayClient,
} from '../payments/LiqpayClient.ts';
import { LiqpayRefusedError } from '../payments/liqpayProtocol.ts';
import type { Tracer } from '../tracing/index.ts';
import type { DueRefund, RefundQueue } from './RefundQueue.ts';

/** Longer than a question and an answer may take together. */
const leaseMs = 60_000;

type Step =
  | 'completed'
  | 'failed'
  /** LiqPay's account of the shop has to be funded. */
  | 'waiting'
  /** LiqPay may have it or not, and cannot be asked. */
  | 'undecided';

export interface RefundWorkerOptions {
  queue: RefundQueue;
  ledger: Ledger;
  liqpay: LiqpayClient;
  tracer: Tracer;
  logger: Logger;
  retryMs: number;
  fundingRetryMs: number;
}

/** Sends refunds to LiqPay one by one, none of them twice. */
export class RefundWorker {
  readonly #options: RefundWorkerOptions;

  constructor(options: RefundWorkerOptions) {
    this.#options = options;
  }

  /** All that are due. A failure, or an account without funds, ends the round. */
  async run(): Promise<void> {
    const { queue, tracer } = this.#options;
    for (
      let refund = await queue.take(leaseMs);
      refund;
      refund = await queue.take(leaseMs)
    ) {
      const due = refund;
      const step = await tracer.start('SendRefund', async (ctx, span) => {
        linkToOriginal(span, due.traceparent);
        span.setAttributes({
          'shop.refund.id': due.id,
          'shop.payment.id': due.paymentId,
          'shop.order.id': due.orderId,
        });
        const taken = await this.#send(ctx, due);
        span.setAttribute('shop.refund.outcome', taken);
        return taken;
      });
      if (step === 'waiting') {
        return;
      }
    }
  }

  async #send(ctx: Context, refund: DueRefund): Promise<Step> {
    const { queue, liqpay, ledger, retryMs, fundingRetryMs } = this.#options;
    try {
      const settled = refund.sentBefore && (await this.#askFirst(ctx, refund));
      if (settled) {
        return settled;
      }
      const { paymentId: idempotencyKey, amount } = refund;
      const answer = await liqpay.refund(ctx, { idempotencyKey, amount });
      if (answer === 'waiting') {
        await queue.putBack(refund.id, 'sent', fundingRetryMs);
        return 'waiting';
      }
      await ledger.completeRefund(ctx, refund);
      return 'completed';
    } catch (error) {
      if (error instanceof PaymentDeclinedError) {
        this.#options.logger.error(error, `Refund ${refund.id} was refused`);
        await queue.fail(refund.id);
        return 'failed';
      }
      const notSent =
        !refund.sentBefore &&
        (error instanceof CircuitOpenError ||
          error instanceof LiqpayRefusedError);
      await queue.putBack(refund.id, notSent ? 'pending' : 'sent', retryMs);
      throw error;
    }
  }

  /** What became of a refund that was sent before; nothing when it may be sent again. */
  async #askFirst(ctx: Context, refund: DueRefund): Promise<Step | undefined> {
    const { queue, liqpay, ledger, logger, fundingRetryMs } = this.#options;
    const outcome = await liqpay.status(ctx, refund.paymentId);
    if (outcome.status === 'reversed') {
      await ledger.completeRefund(ctx, refund);
      return 'completed';
    }
    if (refund.coversAll) {
      // It cannot happen twice: LiqPay gives back no more than it took.
      return undefined;
    }
    // Of a part LiqPay's status does not tell; a person has to.
    logger.error(
      `LiqPay did not answer to refund ${refund.id}, a part of payment ${refund.paymentId}: compare with its cabinet`,
    );
    await queue.putBack(refund.id, 'sent', fundingRetryMs);
    return 'undecided';
  }
}
