import { z } from 'zod';
import { moneySchema } from '../money/Money.ts';

export const orderStatus = z.enum([
  'payment_pending',
  'paid',
  'shipped',
  'delivered',
  'cancelled',
]);

export const deliveryMethod = z.enum(['branch', 'courier']);

export const addressSchema = z
  .strictObject({
    method: deliveryMethod,
    city: z.string().trim().min(1).max(120),
    branchNumber: z.int().min(1).max(100_000).optional(),
    street: z.string().trim().min(1).max(200).optional(),
    postalCode: z
      .string()
      .regex(/^[0-9]{5}$/)
      .optional(),
  })
  .refine(
    ({ method, branchNumber }) =>
      method !== 'branch' || branchNumber !== undefined,
    { path: ['branchNumber'], error: 'is required for a branch' },
  )
  .refine(
    ({ method, street }) => method !== 'courier' || street !== undefined,
    { path: ['street'], error: 'is required for a courier' },
  );

export const newLinesSchema = z
  .array(
    z.strictObject({ productId: z.uuid(), quantity: z.int().min(1).max(50) }),
  )
  .min(1)
  .max(100)
  .refine(
    lines =>
      new Set(lines.map(({ productId }) => productId)).size === lines.length,
    'must name each product once',
  );

export const newOrderSchema = z.strictObject({
  customerId: z.uuid(),
  lines: newLinesSchema,
  delivery: addressSchema,
  paymentToken: z.string().min(1).max(100),
  expectedTotal: moneySchema.optional(),
});

export const cancellationSchema = z.strictObject({
  reason: z.enum([
    'customer_request',
    'out_of_stock',
    'fraud_suspected',
    'payment_failed',
  ]),
  comment: z.string().max(500).optional(),
});

export interface OrderLine {
  productId: string;
  name: string;
  quantity: number;
  unitPrice: z.infer<typeof moneySchema>;
  total: z.infer<typeof moneySchema>;
}

export interface Order {
  id: string;
  number: string;
  status: OrderStatus;
  customerId: string;
  lines: OrderLine[];
  delivery: Address;
  deliveryCost: z.infer<typeof moneySchema>;
  total: z.infer<typeof moneySchema>;
  paymentId?: string | undefined;
  createdAt: string;
  updatedAt: string;
}

/** What is known of an order besides what is told. */
export interface KeptOrder {
  order: Order;
  reservationId: string | undefined;
  reservationState: 'held' | 'confirmed' | 'released';
  refundState: 'none' | 'due' | 'requested';
  requestHash: string | undefined;
  cancelReason: CancelReason | undefined;
  cancelKey: string | undefined;
  cancelHash: string | undefined;
}

export type OrderStatus = z.infer<typeof orderStatus>;
export type DeliveryMethod = z.infer<typeof deliveryMethod>;
export type Address = z.infer<typeof addressSchema>;
export type NewLine = z.infer<typeof newLinesSchema>[number];
export type NewOrder = z.infer<typeof newOrderSchema>;
export type Cancellation = z.infer<typeof cancellationSchema>;
export type CancelReason = Cancellation['reason'];
