import { z } from 'zod';

/** An amount in minor units (kopiikas): never a floating-point number. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.literal('UAH'),
});

export type Money = z.infer<typeof moneySchema>;

const addressFields = {
  method: z.enum(['branch', 'courier']),
  city: z.string().trim().min(1).max(120),
  branchNumber: z.int().min(1).optional(),
  street: z.string().trim().min(1).max(200).optional(),
  postalCode: z
    .string()
    .regex(/^[0-9]{5}$/)
    .optional(),
};

/** Where a parcel goes. */
export const addressSchema = z
  .strictObject(addressFields)
  .superRefine(({ method, branchNumber, street }, problems) => {
    if (method === 'branch' && branchNumber === undefined) {
      problems.addIssue({
        code: 'custom',
        path: ['branchNumber'],
        message: 'is needed for a delivery to a branch',
      });
    }
    if (method === 'courier' && street === undefined) {
      problems.addIssue({
        code: 'custom',
        path: ['street'],
        message: 'is needed for a delivery by courier',
      });
    }
  });

/** As other services write it: fields may be added at any time. */
export const eventAddressSchema = z.object(addressFields);

export type Address = z.infer<typeof eventAddressSchema>;

export const shipmentStatusSchema = z.enum([
  'pending',
  'registered',
  'in_transit',
  'delivered',
  'returned',
  'failed',
]);

export type ShipmentStatus = z.infer<typeof shipmentStatusSchema>;

export const shipmentSchema = z.object({
  id: z.uuid(),
  orderId: z.uuid(),
  status: shipmentStatusSchema,
  delivery: eventAddressSchema,
  trackingNumber: z.string().optional(),
  failure: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type Shipment = z.infer<typeof shipmentSchema>;

/** What an order that was placed says about its parcel. */
export interface NewShipment {
  orderId: string;
  customerId: string;
  delivery: Address;
  declaredValue: Money;
}

/** Where a page begins: after the shipment with this key. */
export interface PageKey {
  createdAt: string;
  id: string;
}

export interface ListOptions {
  limit: number;
  after?: PageKey | undefined;
  orderId?: string | undefined;
  status?: ShipmentStatus | undefined;
}
