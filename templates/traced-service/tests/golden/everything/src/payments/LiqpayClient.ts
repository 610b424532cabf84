import type { Context } from '@opentelemetry/api';
import { HttpStatusError, isTransient } from '../outgoing/httpErrors.ts';
import { retry } from '../outgoing/retry.ts';
import type { Tracer } from '../tracing/index.ts';
import { CircuitBreaker } from './CircuitBreaker.ts';
import {
  encode,
  liqpayAnswerSchema,
  sign,
  toMajorUnits,
  toOutcome,
  type LiqpayAnswer,
  type Outcome,
} from './liqpayProtocol.ts';

export interface Charge {
  /** Given by the caller and kept over attempts: LiqPay charges one order once. */
  idempotencyKey: string;
  /** In kopiikas. */
  amount: number;
  currency: 'UAH';
  description: string;
  cardToken: string;
}

export interface Payment {
  paymentId: string;
  status: 'paid' | 'processing';
}

export interface Refund {
  /** The one of the charge. */
  idempotencyKey: string;
  /** In kopiikas. */
  amount: number;
}

/** LiqPay answered that it will not take the money, or not give it back. */
export class PaymentDeclinedError extends Error {
  /** Not `code`: that would stand for the kind of error in traces. */
  readonly errCode: string;

  constructor(errCode: string) {
    super(`LiqPay declined the payment: ${errCode}`);
    this.name = 'PaymentDeclinedError';
    this.errCode = errCode;
  }
}

export interface LiqpayClientOptions {
  url: string;
  publicKey: string;
  privateKey: string;
  /** The longest wait for one answer. */
  timeoutMs: number;
  /** The longest wait for all attempts together, where the caller's patience is known. */
  deadlineMs?: number;
  tracer: Tracer;
}

interface Call<T> {
  operation: string;
  /** How often it may be sent. */
  attempts: number;
  request: Record<string, string> & { action: string; order_id: string };
  /** Inside the span, so that an answer that is a failure fails it. */
  read(answer: LiqpayAnswer): T | Promise<T>;
}

const unsettled: Outcome = { status: 'processing', paymentId: undefined };

/** Charges cards over LiqPay's API, version 3. */
export class LiqpayClient {
  readonly #options: LiqpayClientOptions;
  readonly #endpoint: URL;
  readonly #breaker = new CircuitBreaker({
    name: 'LiqPay',
    failureThreshold: 5,
    openMs: 10_000,
    isFailure: isTransient,
  });

  constructor(options: LiqpayClientOptions) {
    this.#options = options;
    this.#endpoint = new URL('/api/request', options.url);
  }

  /** Safe to repeat with the same key, also after a time-out whose outcome is unknown. */
  async charge(ctx: Context, charge: Charge): Promise<Payment> {
    const { idempotencyKey } = charge;
    return await this.#call(ctx, {
      operation: 'charge',
      attempts: 3,
      request: {
        action: 'paytoken',
        order_id: idempotencyKey,
        amount: toMajorUnits(charge.amount),
        currency: charge.currency,
        description: charge.description,
        card_token: charge.cardToken,
      },
      read: async answer => {
        // An attempt before this one did arrive: what became of that one
        // counts, and as long as it cannot be told, the money may move.
        const outcome =
          answer.err_code === 'order_id_duplicate'
            ? await this.status(ctx, idempotencyKey).catch(() => unsettled)
            : toOutcome(answer);
        return toPayment(outcome, idempotencyKey);
      },
    });
  }

  /** What became of a charge; changes nothing. */
  async status(ctx: Context, idempotencyKey: string): Promise<Outcome> {
    return await this.#call(ctx, {
      operation: 'status',
      attempts: 3,
      request: { action: 'status', order_id: idempotencyKey },
      read: toOutcome,
    });
  }

  /**
   * Gives money back. Sent once only: LiqPay knows charges by their order, but
   * not refunds, so after a failure ask for the status before it is sent again.
   */
  async refund(
    ctx: Context,
    { idempotencyKey, amount }: Refund,
  ): Promise<'refunded' | 'waiting'> {
    return await this.#call(ctx, {
      operation: 'refund',
      attempts: 1,
      request: {
        action: 'refund',
        order_id: idempotencyKey,
        amount: toMajorUnits(amount),
      },
      read: answer => {
        const outcome = toOutcome(answer);
        if (outcome.status === 'declined') {
          throw new PaymentDeclinedError(outcome.code);
        }
        if (outcome.status === 'not-found') {
          throw new PaymentDeclinedError('payment_not_found');
        }
        // The shop's account has to be funded first.
        return answer.wait_amount ? 'waiting' : 'refunded';
      },
    });
  }

  async #call<T>(ctx: Context, call: Call<T>): Promise<T> {
    const { tracer, deadlineMs } = this.#options;
    const { operation, attempts, request, read } = call;
    return await tracer.externalSpan(
      ctx,
      'liqpay',
      operation,
      async (_ctx, span) => {
        const deadline =
          deadlineMs === undefined
            ? undefined
            : AbortSignal.timeout(deadlineMs);
        const isRetryable = (error: unknown) =>
          isTransient(error) && !deadline?.aborted;
        span.setAttribute('liqpay.action', request.action);
        const answer = await this.#breaker.run(() =>
          retry({ attempts, baseDelayMs: 100, isRetryable }, attempt => {
            span.setAttribute('external.attempts', attempt);
            return this.#send(request, deadline);
          }),
        );
        span.setAttribute('liqpay.status', answer.status);
        if (answer.err_code !== undefined) {
          span.setAttribute('liqpay.err_code', answer.err_code);
        }
        return await read(answer);
      },
    );
  }

  async #send(
    request: Call<unknown>['request'],
    deadline: AbortSignal | undefined,
  ): Promise<LiqpayAnswer> {
    const { publicKey, privateKey, timeoutMs } = this.#options;
    const data = encode({ version: 3, public_key: publicKey, ...request });
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'idempotency-key': request.order_id },
      body: new URLSearchParams({ data, signature: sign(privateKey, data) }),
      signal: deadline ? AbortSignal.any([timeout, deadline]) : timeout,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new HttpStatusError(this.#endpoint, response.status);
    }
    return liqpayAnswerSchema.parse(await response.json());
  }
}

function toPayment(outcome: Outcome, idempotencyKey: string): Payment {
  switch (outcome.status) {
    case 'paid':
    case 'processing':
      return {
        paymentId: outcome.paymentId ?? idempotencyKey,
        status: outcome.status,
      };
    case 'declined':
      throw new PaymentDeclinedError(outcome.code);
    case 'reversed':
    case 'not-found':
      throw new PaymentDeclinedError(outcome.status);
  }
}
