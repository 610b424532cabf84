import { z } from 'zod';
import { amountSchema } from '../money/Money.ts';
import { productSchema } from './Product.ts';

export const columns = `id, sku, name, name_en, description, description_en,
  category, price_amount, price_currency, weight_grams, status, version,
  created_at, updated_at`;

const text = z.string().nullable();

export const productRowSchema = z
  .looseObject({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    name_en: text,
    description: text,
    description_en: text,
    category: z.string(),
    price_amount: amountSchema,
    price_currency: z.string(),
    weight_grams: z.number(),
    status: z.string(),
    version: z.number(),
    created_at: z.date(),
    updated_at: z.date(),
  })
  .transform(row =>
    productSchema.parse({
      id: row.id,
      sku: row.sku,
      name: row.name,
      nameEn: row.name_en ?? undefined,
      description: row.description ?? undefined,
      descriptionEn: row.description_en ?? undefined,
      category: row.category,
      price: { amount: row.price_amount, currency: row.price_currency },
      weightGrams: row.weight_grams,
      status: row.status,
      version: row.version,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    }),
  );
