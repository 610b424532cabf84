import { z } from 'zod';
import { moneySchema } from '../money/Money.ts';

const name = z.string().trim().min(1).max(200);
const description = z.string().max(5000);
const category = z.string().regex(/^[a-z0-9-]{1,60}$/);
const status = z.enum(['draft', 'active', 'archived']);
const weightGrams = z.int().min(1).max(30_000);

export const newProductSchema = z.strictObject({
  sku: z.string().regex(/^[A-Z0-9-]{3,32}$/),
  name,
  nameEn: name.optional(),
  description: description.optional(),
  descriptionEn: description.optional(),
  category,
  price: moneySchema,
  weightGrams: weightGrams.default(500),
});

export const productChangeSchema = z
  .strictObject({
    name: name.optional(),
    nameEn: name.optional(),
    description: description.optional(),
    descriptionEn: description.optional(),
    category: category.optional(),
    price: moneySchema.optional(),
    weightGrams: weightGrams.optional(),
    status: status.optional(),
  })
  .refine(change => Object.keys(change).length > 0, 'must change something');

export const productSchema = newProductSchema.extend({
  id: z.uuid(),
  weightGrams,
  status,
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const categorySchema = z.object({
  slug: z.string(),
  name: z.string(),
  nameEn: z.string(),
});

export const productSort = z.enum([
  'relevance',
  'price_asc',
  'price_desc',
  'newest',
]);

export type NewProduct = z.infer<typeof newProductSchema>;
export type ProductChange = z.infer<typeof productChangeSchema>;
export type Product = z.infer<typeof productSchema>;
export type Category = z.infer<typeof categorySchema>;
export type ProductSort = z.infer<typeof productSort>;
