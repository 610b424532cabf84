import { createHash } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import { HttpStatusError, isTransient } from '../outgoing/httpErrors.ts';
import { retry } from '../outgoing/retry.ts';
import type { Tracer } from '../tracing/index.ts';
import { CircuitBreaker } from './CircuitBreaker.ts';

const answerSchema = z.object({
  result: z.string().optional(),
  status: z.string(),
  payment_id: z.coerce.string().optional(),
  err_code: z.string().optional(),
});

type Answer = z.infer<typeof answerSchema>;

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

/** LiqPay answered that it will not take the money. */
export class PaymentDeclinedError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`LiqPay declined the payment: ${code}`);
    this.name = 'PaymentDeclinedError';
    this.code = code;
  }
}

export interface LiqpayClientOptions {
  url: string;
  publicKey: string;
  privateKey: string;
  timeoutMs: number;
  tracer: Tracer;
}

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
    const { tracer } = this.#options;
    return await tracer.externalSpan(
      ctx,
      'liqpay',
      'charge',
      async (_ctx, span) => {
        const answer = await this.#breaker.run(() =>
          retry(
            { attempts: 3, baseDelayMs: 100, isRetryable: isTransient },
            attempt => {
              span.setAttribute('external.attempts', attempt);
              return this.#send(charge);
            },
          ),
        );
        return toPayment(answer, charge);
      },
    );
  }

  async #send(charge: Charge): Promise<Answer> {
    const { publicKey, privateKey, timeoutMs } = this.#options;
    const data = encode({
      version: 3,
      action: 'paytoken',
      public_key: publicKey,
      order_id: charge.idempotencyKey,
      amount: toMajorUnits(charge.amount),
      currency: charge.currency,
      description: charge.description,
      card_token: charge.cardToken,
    });
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'idempotency-key': charge.idempotencyKey },
      body: new URLSearchParams({ data, signature: sign(privateKey, data) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new HttpStatusError(this.#endpoint, response.status);
    }
    return answerSchema.parse(await response.json());
  }
}

/** LiqPay's own scheme, which is bound to SHA-1: base64(sha1(key + data + key)). */
export function sign(privateKey: string, data: string): string {
  return createHash('sha1')
    .update(privateKey + data + privateKey)
    .digest('base64');
}

function encode(request: object): string {
  return Buffer.from(JSON.stringify(request)).toString('base64');
}

/** By string, since `129900 / 100` would go through floating point. */
function toMajorUnits(amount: number): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function toPayment(answer: Answer, { idempotencyKey }: Charge): Payment {
  const paymentId = answer.payment_id ?? idempotencyKey;
  switch (answer.status) {
    case 'success':
    case 'sandbox':
      return { paymentId, status: 'paid' };
    case 'processing':
    case 'prepared':
    case 'wait_accept':
      return { paymentId, status: 'processing' };
    default:
      throw new PaymentDeclinedError(answer.err_code ?? answer.status);
  }
}
