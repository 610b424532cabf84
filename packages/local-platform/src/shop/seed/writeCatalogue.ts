import { ClientBase } from 'pg';
import { Random } from '../../otlp/generator/Random';
import { Product } from './catalogue';
import { Customer } from './customers';
import { uuidOf } from './ids';
import { insertRows } from './insertRows';
import { categories } from './words';

export type Catalogue = {
  seed: number;
  now: Date;
  products: Product[];
  customers: Customer[];
};

/** What is for sale, who buys, and what lies in the warehouses. */
export async function writeCatalogue(
  client: ClientBase,
  { seed, now, products, customers }: Catalogue,
): Promise<void> {
  await insertRows(
    client,
    'core.categories',
    {
      id: 'uuid',
      slug: 'text',
      name: 'text',
      name_en: 'text',
      position: 'int',
    },
    categories.map(({ slug, uk, en }, index) => [
      uuidOf(seed, 'category', index),
      slug,
      uk,
      en,
      index,
    ]),
  );
  await insertRows(
    client,
    'core.products',
    {
      id: 'uuid',
      sku: 'text',
      name: 'text',
      name_en: 'text',
      description: 'text',
      description_en: 'text',
      category: 'text',
      price_amount: 'bigint',
      weight_grams: 'int',
      status: 'text',
      created_at: 'timestamptz',
    },
    products.map(product => [
      product.id,
      product.sku,
      product.name,
      product.nameEn,
      product.description,
      product.descriptionEn,
      product.category,
      product.price,
      product.weightGrams,
      'active',
      product.createdAt,
    ]),
  );
  await insertRows(
    client,
    'core.customers',
    {
      id: 'uuid',
      email: 'text',
      name: 'text',
      locale: 'text',
      created_at: 'timestamptz',
    },
    customers.map(({ id, email, name, locale, createdAt }) => [
      id,
      email,
      name,
      locale,
      createdAt,
    ]),
  );
  await insertRows(
    client,
    'inventory.stock',
    {
      id: 'uuid',
      product_id: 'uuid',
      warehouse: 'text',
      on_hand: 'int',
      created_at: 'timestamptz',
      updated_at: 'timestamptz',
    },
    makeStock({ seed, now, products }),
  );
}

/** Much of what sells much, and now and then nothing at all. */
function makeStock({ seed, now, products }: Omit<Catalogue, 'customers'>) {
  const random = new Random(seed ^ 0x53544f43);
  const warehouses = ['kyiv', 'lviv'];
  return products.flatMap(({ id, popularity }, index) =>
    warehouses.map((warehouse, place) => [
      uuidOf(seed, 'stock', index * warehouses.length + place),
      id,
      warehouse,
      random.chance(0.015)
        ? 0
        : 40 + random.below(200) + Math.round(20_000 * popularity),
      now,
      now,
    ]),
  );
}
