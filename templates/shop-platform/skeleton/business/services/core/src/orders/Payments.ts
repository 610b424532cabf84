import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import {
  CalleeError,
  isRefusedConnection,
  type Callee,
} from '../calls/Callee.ts';
import { derivedUuid } from '../http/idempotency.ts';
import type { Money } from '../money/Money.ts';
import { isTransient } from '../outgoing/httpErrors.ts';

const paymentSchema = z.looseObject({
  id: z.uuid(),
  status: z.enum([
    'captured',
    'declined',
    'unknown',
    'refunded',
    'partially_refunded',
  ]),
});

const paymentPageSchema = z.looseObject({ items: z.array(paymentSchema) });

export type PaymentOutcome =
  | { kind: 'captured'; paymentId: string }
  | { kind: 'declined' }
  /** The money may have gone or not. */
  | { kind: 'unknown' }
  /** Surely nothing was charged. */
  | { kind: 'none' };

export interface ChargeOptions {
  orderId: string;
  amount: Money;
  token: string;
}

/** Money, as `payments-service` moves it. */
export class Payments {
  readonly #callee: Callee;

  constructor(callee: Callee) {
    this.#callee = callee;
  }

  /** May be repeated: with the same order Payments gives the first outcome again. */
  async charge(
    ctx: Context,
    { orderId, amount, token }: ChargeOptions,
  ): Promise<PaymentOutcome> {
    try {
      const payment = await this.#callee.call(ctx, '/payments', paymentSchema, {
        method: 'POST',
        idempotencyKey: derivedUuid('payment', orderId),
        body: { orderId, amount, token },
      });
      return toOutcome(payment);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  /** What became of the order's payment. */
  async outcomeOf(ctx: Context, orderId: string): Promise<PaymentOutcome> {
    const { items } = await this.#callee.call(
      ctx,
      `/payments?orderId=${orderId}`,
      paymentPageSchema,
    );
    const outcomes = items.map(toOutcome);
    return (
      outcomes.find(({ kind }) => kind === 'captured') ??
      outcomes.find(({ kind }) => kind === 'unknown') ??
      outcomes.at(0) ?? { kind: 'none' }
    );
  }

  async refund(
    ctx: Context,
    orderId: string,
    paymentId: string,
    amount: Money,
  ): Promise<void> {
    await this.#callee.call(
      ctx,
      `/payments/${paymentId}/refunds`,
      z.unknown(),
      {
        method: 'POST',
        idempotencyKey: derivedUuid('refund', orderId),
        body: { amount, reason: 'order_cancelled' },
      },
    );
  }
}

function toOutcome({
  id,
  status,
}: z.infer<typeof paymentSchema>): PaymentOutcome {
  switch (status) {
    case 'declined':
    case 'unknown':
      return { kind: status };
    default:
      return { kind: 'captured', paymentId: id };
  }
}

function outcomeOfFailure(error: unknown): PaymentOutcome {
  if (isRefusedConnection(error)) {
    return { kind: 'none' };
  }
  if (error instanceof CalleeError) {
    switch (error.status) {
      // Its circuit breaker is open, or we are too fast.
      case 429:
      case 503:
        return { kind: 'none' };
      // The first attempt with this key is still under way.
      case 409:
        return { kind: 'unknown' };
      default:
    }
  }
  if (isTransient(error)) {
    return { kind: 'unknown' };
  }
  throw error;
}
