import type { Context } from '@opentelemetry/api';
import { z } from 'zod';

/** An amount in minor units (kopiikas): never a floating-point number. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.literal('UAH'),
});

export const newItemSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  price: moneySchema,
});

export const itemSchema = newItemSchema.extend({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
});

export type NewItem = z.infer<typeof newItemSchema>;
export type Item = z.infer<typeof itemSchema>;

/** Where a page begins: after the item with this key. */
export interface PageKey {
  createdAt: string;
  id: string;
}

export interface ListOptions {
  limit: number;
  after?: PageKey | undefined;
}

/** The store of the example resource; replace both with your own. */
export interface Items {
  create(ctx: Context, item: NewItem): Promise<Item>;
  find(ctx: Context, id: string): Promise<Item | undefined>;
  /** Newest first. */
  list(ctx: Context, options: ListOptions): Promise<Item[]>;
}
