import { z } from 'zod';
import { Ledger, Payment, paymentIdOf } from './Ledger';
import { Outcome } from './Temper';

const common = {
  version: z.coerce.number(),
  public_key: z.string(),
  order_id: z.string().min(1).max(255),
};
const amount = z.coerce
  .string()
  .regex(/^\d+(\.\d{1,2})?$/, 'must be an amount such as 1299.00');

/** What a request asks for, as LiqPay's API has it. */
export const requestSchema = z.discriminatedUnion('action', [
  z.looseObject({
    ...common,
    action: z.enum(['pay', 'paytoken']),
    amount,
    currency: z.enum(['UAH', 'USD', 'EUR']),
    description: z.string().default(''),
    card_token: z.string().default(''),
  }),
  z.looseObject({ ...common, action: z.literal('status') }),
  z.looseObject({
    ...common,
    action: z.literal('refund'),
    amount: amount.optional(),
  }),
]);

export type LiqpayRequest = z.infer<typeof requestSchema>;

const DESCRIPTIONS: Record<string, string> = {
  limit: 'The limit of the card is used up',
  '9859': 'The bank declined the payment',
  expired_card: 'The card has expired',
  err_card_bin: 'The card cannot be used here',
  payment_not_found: 'Payment not found',
  invalid_signature: 'Invalid signature',
  err_missing_key: 'A field is missing or wrong',
  order_id_duplicate: 'The order id is in use with another amount',
  payment_err_status: 'The payment cannot be given back',
  err_amount_hold: 'More cannot be given back than is left of the payment',
};

/** How LiqPay says no: with 200 and a code. */
export function refuse(code: string, detail?: string) {
  return {
    result: 'error',
    status: 'error',
    err_code: code,
    err_description: detail ?? DESCRIPTIONS[code] ?? code,
  };
}

/** Charges once: whoever asks again for the same order hears the first outcome. */
export function charge(
  ledger: Ledger,
  request: Extract<LiqpayRequest, { action: 'pay' | 'paytoken' }>,
  outcome: Outcome,
): object {
  const known = ledger.find(request.order_id);
  if (known && known.amount !== request.amount) {
    return refuse('order_id_duplicate');
  }
  return present(
    request.action,
    known ??
      ledger.write({
        orderId: request.order_id,
        paymentId: paymentIdOf(request.order_id),
        amount: request.amount,
        currency: request.currency,
        status: outcome.status,
        refunded: 0,
        ...(outcome.status === 'failure' ? { code: outcome.code } : {}),
      }),
  );
}

export function tellStatus(ledger: Ledger, orderId: string): object {
  const payment = ledger.find(orderId);
  return payment ? present('status', payment) : refuse('payment_not_found');
}

/**
 * Gives back a part, or all that is left when no amount is asked for. Only when
 * nothing is left the payment counts as reversed; who asks then hears so again.
 */
export function refund(
  ledger: Ledger,
  request: Extract<LiqpayRequest, { action: 'refund' }>,
): object {
  const payment = ledger.find(request.order_id);
  if (!payment) {
    return refuse('payment_not_found');
  }
  if (payment.status === 'failure') {
    return refuse('payment_err_status');
  }
  const total = toMinorUnits(payment.amount);
  const before = payment.refunded;
  const wanted =
    request.amount === undefined
      ? total - before
      : toMinorUnits(request.amount);
  if (payment.status === 'reversed') {
    return wanted > total
      ? refuse('err_amount_hold')
      : presentRefund(payment, wanted);
  }
  if (wanted === 0) {
    return refuse('err_missing_key', 'amount must be above 0');
  }
  if (wanted > total - before) {
    return refuse('err_amount_hold');
  }
  const refunded = before + wanted;
  return presentRefund(
    ledger.write({
      ...payment,
      refunded,
      status: refunded === total ? 'reversed' : 'success',
    }),
    wanted,
  );
}

/** The answer is about the refund; what became of the payment is told by its status. */
function presentRefund(payment: Payment, refunded: number): object {
  return {
    ...present('refund', payment),
    status: 'reversed',
    refund_amount: refunded / 100,
  };
}

/** By string, since `773.29 * 100` would go through floating point. */
function toMinorUnits(text: string): number {
  const [whole, fraction = ''] = text.split('.');
  return Number(`${whole}${fraction.padEnd(2, '0')}`);
}

function present(action: string, payment: Payment): object {
  const { code } = payment;
  return {
    result: code === undefined ? 'ok' : 'error',
    action,
    status: payment.status,
    payment_id: payment.paymentId,
    order_id: payment.orderId,
    amount: Number(payment.amount),
    currency: payment.currency,
    ...(code === undefined
      ? {}
      : { err_code: code, err_description: DESCRIPTIONS[code] ?? code }),
  };
}
