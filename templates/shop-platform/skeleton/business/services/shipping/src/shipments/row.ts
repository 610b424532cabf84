import { z } from 'zod';
import {
  shipmentSchema,
  shipmentStatusSchema,
  type Address,
} from './Shipment.ts';

export const columns = `id, order_id, status, method, city, branch_number, street,
  postal_code, tracking_number, failure, created_at, updated_at`;

/** A row of `shipments` as the API shows it. */
export const rowSchema = z
  .object({
    id: z.string(),
    order_id: z.string(),
    status: shipmentStatusSchema,
    method: z.enum(['branch', 'courier']),
    city: z.string(),
    branch_number: z.number().nullable(),
    street: z.string().nullable(),
    postal_code: z.string().nullable(),
    tracking_number: z.string().nullable(),
    failure: z.string().nullable(),
    created_at: z.date(),
    updated_at: z.date(),
  })
  .transform(
    (row): z.input<typeof shipmentSchema> => ({
      id: row.id,
      orderId: row.order_id,
      status: row.status,
      delivery: toAddress(row),
      trackingNumber: row.tracking_number ?? undefined,
      failure: row.failure ?? undefined,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    }),
  )
  .pipe(shipmentSchema);

export interface AddressRow {
  method: 'branch' | 'courier';
  city: string;
  branch_number: number | null;
  street: string | null;
  postal_code: string | null;
}

export function toAddress(row: AddressRow): Address {
  return {
    method: row.method,
    city: row.city,
    branchNumber: row.branch_number ?? undefined,
    street: row.street ?? undefined,
    postalCode: row.postal_code ?? undefined,
  };
}
