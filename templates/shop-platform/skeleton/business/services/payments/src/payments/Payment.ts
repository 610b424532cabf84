import { z } from 'zod';

/** An amount in minor units (kopiikas): never a floating-point number. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.literal('UAH'),
});

/** Money that moves; nothing is no payment. */
export const movedMoneySchema = moneySchema.extend({ amount: z.int().min(1) });

export const newPaymentSchema = z.strictObject({
  orderId: z.uuid(),
  amount: movedMoneySchema,
  token: z.string().min(1).max(100),
});

export type NewPayment = z.infer<typeof newPaymentSchema>;

export const paymentStatusSchema = z.enum([
  'captured',
  'declined',
  'unknown',
  'refunded',
  'partially_refunded',
]);

export type PaymentStatus = z.infer<typeof paymentStatusSchema>;

export const declineReasonSchema = z.enum([
  'insufficient_funds',
  'card_expired',
  'limit_exceeded',
  'fraud_suspected',
  'other',
]);

export type DeclineReason = z.infer<typeof declineReasonSchema>;

export const paymentSchema = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  status: paymentStatusSchema,
  declineReason: declineReasonSchema.optional(),
  amount: moneySchema,
  refunded: moneySchema,
  providerReference: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type Payment = z.infer<typeof paymentSchema>;

/** LiqPay's codes, as far as they say more to a customer than "declined". */
const reasons: Readonly<Record<string, DeclineReason>> = {
  '9859': 'insufficient_funds',
  '9851': 'card_expired',
  expired_card: 'card_expired',
  limit: 'limit_exceeded',
  amount_limit: 'limit_exceeded',
  err_limit_amount: 'limit_exceeded',
  '103': 'limit_exceeded',
  '2903': 'limit_exceeded',
  '9860': 'limit_exceeded',
  '9861': 'limit_exceeded',
  frod: 'fraud_suspected',
  decline: 'fraud_suspected',
};

export function declineReasonOf(code: string): DeclineReason {
  return reasons[code] ?? 'other';
}
