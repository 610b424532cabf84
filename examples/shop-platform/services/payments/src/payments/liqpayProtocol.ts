import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What LiqPay says of a payment, in an answer or a callback. */
export const liqpayAnswerSchema = z.object({
  status: z.string(),
  order_id: z.string().optional(),
  payment_id: z.coerce.string().optional(),
  err_code: z.coerce.string().optional(),
  wait_amount: z.boolean().optional(),
});

export type LiqpayAnswer = z.infer<typeof liqpayAnswerSchema>;

/** What became of a charge. */
export type Outcome =
  | { status: 'paid' | 'processing'; paymentId: string | undefined }
  | { status: 'declined'; code: string }
  /** The money was taken, and all of it given back. */
  | { status: 'reversed'; paymentId: string | undefined }
  /** LiqPay never heard of it. */
  | { status: 'not-found' };

/** LiqPay refused the shop, not the card: a key or an account is not right. */
export class LiqpayRefusedError extends Error {
  /** Not `code`: that would stand for the kind of error in traces. */
  readonly errCode: string;

  constructor(errCode: string) {
    super(`LiqPay refused the shop's request: ${errCode}`);
    this.name = 'LiqpayRefusedError';
    this.errCode = errCode;
  }
}

const refusals = new Set([
  'invalid_signature',
  'err_signature',
  'public_key_not_found',
  'shop_blocked',
  'shop_not_active',
  'err_access',
  'err_auth',
]);

/** Throws when it is no word on the payment at all. */
export function toOutcome(answer: LiqpayAnswer): Outcome {
  const { status, err_code: code, payment_id: paymentId } = answer;
  switch (status) {
    case 'success':
    case 'sandbox':
    case 'wait_compensation':
      return { status: 'paid', paymentId };
    case 'reversed':
      return { status: 'reversed', paymentId };
    case 'failure':
    case 'error':
    case 'try_again':
      if (code === 'payment_not_found') {
        return { status: 'not-found' };
      }
      if (code !== undefined && refusals.has(code)) {
        throw new LiqpayRefusedError(code);
      }
      return { status: 'declined', code: code ?? status };
    default:
      // Whatever else there is, the money may still move.
      return { status: 'processing', paymentId };
  }
}

/** LiqPay's own scheme, which is bound to SHA-1: base64(sha1(key + data + key)). */
export function sign(privateKey: string, data: string): string {
  return createHash('sha1')
    .update(privateKey + data + privateKey)
    .digest('base64');
}

export function isSigned(
  privateKey: string,
  data: string,
  signature: string,
): boolean {
  const expected = Buffer.from(sign(privateKey, data));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function encode(request: object): string {
  return Buffer.from(JSON.stringify(request)).toString('base64');
}

/** By string, since `129900 / 100` would go through floating point. */
export function toMajorUnits(amount: number): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
