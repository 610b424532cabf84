import { z } from 'zod';
import { moneySchema } from '../money/Money.ts';

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

export const productSchema = z.looseObject({
  id: z.uuid(),
  name: z.string(),
  nameEn: z.string().optional(),
  description: z.string().optional(),
  descriptionEn: z.string().optional(),
  category: z.string(),
  price: moneySchema,
  status: z.string(),
});

export const productPageSchema = z.looseObject({
  items: z.array(productSchema),
  nextCursor: z.string().optional(),
});

export const categoriesSchema = z.looseObject({
  items: z.array(
    z.looseObject({ slug: z.string(), name: z.string(), nameEn: z.string() }),
  ),
});

export const orderLineSchema = z.looseObject({
  productId: z.uuid(),
  name: z.string(),
  nameEn: z.string().optional(),
  quantity: z.int(),
  unitPrice: moneySchema,
  total: moneySchema,
});

export const quoteSchema = z.looseObject({
  lines: z.array(orderLineSchema),
  unsold: z.array(z.uuid()),
  total: moneySchema,
  weightGrams: z.int(),
  deliveryCosts: z.object({ branch: moneySchema, courier: moneySchema }),
});

export const orderSchema = z.looseObject({
  id: z.uuid(),
  number: z.string(),
  status: z.enum([
    'payment_pending',
    'paid',
    'shipped',
    'delivered',
    'cancelled',
  ]),
  lines: z.array(orderLineSchema),
  deliveryCost: moneySchema,
  total: moneySchema,
});

export const stockSchema = z.looseObject({
  items: z.array(z.looseObject({ productId: z.uuid(), available: z.int() })),
});

export const deliveryQuoteSchema = z.looseObject({
  deliverBy: z.iso.date(),
  estimated: z.boolean(),
});

export type Address = z.infer<typeof addressSchema>;
export type DeliveryMethod = z.infer<typeof deliveryMethod>;
export type Product = z.infer<typeof productSchema>;
export type ProductPage = z.infer<typeof productPageSchema>;
export type Category = z.infer<typeof categoriesSchema>['items'][number];
export type OrderLine = z.infer<typeof orderLineSchema>;
export type Quote = z.infer<typeof quoteSchema>;
export type Order = z.infer<typeof orderSchema>;
