import { z } from 'zod';

export const warehouses = ['kyiv', 'lviv'] as const;
export const warehouseSchema = z.enum(warehouses);
export type Warehouse = z.infer<typeof warehouseSchema>;

export const stockLevelSchema = z.strictObject({
  productId: z.uuid(),
  warehouse: warehouseSchema,
  onHand: z.int().min(0),
  reserved: z.int().min(0),
  available: z.int().min(0),
  updatedAt: z.iso.datetime(),
});

export type StockLevel = z.infer<typeof stockLevelSchema>;

export const adjustmentSchema = z.strictObject({
  warehouse: warehouseSchema,
  change: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine(change => change !== 0, 'must not be 0'),
  reason: z.enum(['delivery', 'stocktaking', 'damaged', 'returned']),
  comment: z.string().max(500).optional(),
});

export type Adjustment = z.infer<typeof adjustmentSchema>;

export const levelRowSchema = z
  .object({
    product_id: z.string(),
    warehouse: z.string(),
    on_hand: z.number(),
    reserved: z.number(),
    updated_at: z.date(),
  })
  .transform(row => ({
    productId: row.product_id,
    warehouse: row.warehouse,
    onHand: row.on_hand,
    reserved: row.reserved,
    available: row.on_hand - row.reserved,
    updatedAt: row.updated_at.toISOString(),
  }))
  .pipe(stockLevelSchema);
