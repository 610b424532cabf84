import { z } from 'zod';
import { warehouseSchema } from '../stock/StockLevel.ts';

export const lineSchema = z.strictObject({
  productId: z.uuid(),
  quantity: z.int().min(1).max(50),
});

export type Line = z.infer<typeof lineSchema>;

export const newReservationSchema = z.strictObject({
  orderId: z.uuid(),
  lines: z.array(lineSchema).min(1).max(100),
});

export type NewReservation = z.infer<typeof newReservationSchema>;

export const reservationSchema = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  status: z.enum(['held', 'confirmed', 'released', 'expired']),
  warehouse: warehouseSchema,
  // A product that was on two lines of the order is one line here.
  lines: z.array(lineSchema.extend({ quantity: z.int().min(1) })),
  expiresAt: z.iso.datetime(),
});

export type Reservation = z.infer<typeof reservationSchema>;
export type ReservationStatus = Reservation['status'];
