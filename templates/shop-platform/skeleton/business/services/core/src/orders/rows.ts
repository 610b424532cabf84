import { z } from 'zod';
import { amountSchema, uah } from '../money/Money.ts';
import {
  cancellationSchema,
  deliveryMethod,
  orderStatus,
  type KeptOrder,
  type OrderLine,
} from './Order.ts';

export const orderColumns = `id, number, status, customer_id, delivery_method,
  delivery_city, delivery_branch_number, delivery_street, delivery_postal_code,
  delivery_cost_amount, total_amount, payment_id, reservation_id,
  reservation_state, refund_state, request_hash, cancel_reason, cancel_key,
  cancel_hash, created_at, updated_at`;

const optionalText = z
  .string()
  .nullable()
  .transform(text => text ?? undefined);

const orderRowSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: orderStatus,
  customer_id: z.string(),
  delivery_method: deliveryMethod,
  delivery_city: z.string(),
  delivery_branch_number: z.number().nullable(),
  delivery_street: optionalText,
  delivery_postal_code: optionalText,
  delivery_cost_amount: amountSchema,
  total_amount: amountSchema,
  payment_id: optionalText,
  reservation_id: optionalText,
  reservation_state: z.enum(['held', 'confirmed', 'released']),
  refund_state: z.enum(['none', 'due', 'requested']),
  request_hash: optionalText,
  cancel_reason: cancellationSchema.shape.reason.nullable(),
  cancel_key: optionalText,
  cancel_hash: optionalText,
  created_at: z.date(),
  updated_at: z.date(),
});

const lineRowSchema = z.object({
  product_id: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit_price_amount: amountSchema,
  total_amount: amountSchema,
});

export function toLine(row: unknown): OrderLine {
  const line = lineRowSchema.parse(row);
  return {
    productId: line.product_id,
    name: line.name,
    quantity: line.quantity,
    unitPrice: uah(line.unit_price_amount),
    total: uah(line.total_amount),
  };
}

/** An order as its row says it; the lines are in a table of their own. */
export function toKeptOrder(row: unknown): KeptOrder {
  const order = orderRowSchema.parse(row);
  return {
    order: {
      id: order.id,
      number: order.number,
      status: order.status,
      customerId: order.customer_id,
      lines: [],
      delivery: {
        method: order.delivery_method,
        city: order.delivery_city,
        branchNumber: order.delivery_branch_number ?? undefined,
        street: order.delivery_street,
        postalCode: order.delivery_postal_code,
      },
      deliveryCost: uah(order.delivery_cost_amount),
      total: uah(order.total_amount),
      paymentId: order.payment_id,
      createdAt: order.created_at.toISOString(),
      updatedAt: order.updated_at.toISOString(),
    },
    reservationId: order.reservation_id,
    reservationState: order.reservation_state,
    refundState: order.refund_state,
    requestHash: order.request_hash,
    cancelReason: order.cancel_reason ?? undefined,
    cancelKey: order.cancel_key,
    cancelHash: order.cancel_hash,
  };
}
