import { z } from 'zod';
import { moneySchema, movedMoneySchema } from '../payments/Payment.ts';

const reasonSchema = z.enum(['order_cancelled', 'goods_returned', 'goodwill']);

export const newRefundSchema = z.strictObject({
  amount: movedMoneySchema,
  reason: reasonSchema,
});

export type NewRefund = z.infer<typeof newRefundSchema>;

export const refundSchema = z.strictObject({
  id: z.uuid(),
  paymentId: z.uuid(),
  status: z.enum(['pending', 'sent', 'completed', 'failed']),
  amount: moneySchema,
  reason: reasonSchema,
  createdAt: z.iso.datetime(),
});

export type Refund = z.infer<typeof refundSchema>;

export const refundColumns =
  'id, payment_id, request_hash, status, amount, currency, reason, created_at';

export const refundRowSchema = z
  .object({
    id: z.string(),
    payment_id: z.string(),
    request_hash: z.string(),
    status: z.string(),
    // The driver gives bigint as text.
    amount: z.coerce.number().int(),
    currency: z.string(),
    reason: z.string(),
    created_at: z.date(),
  })
  .transform(row => ({
    requestHash: row.request_hash,
    refund: refundSchema.parse({
      id: row.id,
      paymentId: row.payment_id,
      status: row.status,
      amount: { amount: row.amount, currency: row.currency },
      reason: row.reason,
      createdAt: row.created_at.toISOString(),
    }),
  }));
