import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { PageKey } from '../http/paging.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  categorySchema,
  type Category,
  type NewProduct,
  type Product,
  type ProductChange,
  type ProductSort,
} from './Product.ts';
import { columns, productRowSchema } from './rows.ts';

/** What a page is sorted by, and how its value comes back from a cursor. */
const sorts = {
  relevance: {
    value: `ts_rank(search, to_tsquery('simple', $1))`,
    type: 'real',
    direction: 'DESC',
  },
  newest: { value: 'created_at', type: 'timestamptz', direction: 'DESC' },
  price_asc: { value: 'price_amount', type: 'bigint', direction: 'ASC' },
  price_desc: { value: 'price_amount', type: 'bigint', direction: 'DESC' },
} as const satisfies Record<ProductSort, object>;

const listedSchema = z
  .looseObject({ sort_value: z.union([z.string(), z.number(), z.date()]) })
  .transform(row => ({
    product: productRowSchema.parse(row),
    sortValue:
      row.sort_value instanceof Date
        ? row.sort_value.toISOString()
        : String(row.sort_value),
  }));

const categoryRowSchema = z
  .object({ slug: z.string(), name: z.string(), name_en: z.string() })
  .transform(({ slug, name, name_en }) => ({ slug, name, nameEn: name_en }))
  .pipe(categorySchema);

/** A product and where the list goes on after it. */
export type ListedProduct = z.infer<typeof listedSchema>;

export interface ListProductsOptions {
  /** As `to_tsquery` takes it. */
  tsquery?: string | undefined;
  category?: string | undefined;
  sort: ProductSort;
  limit: number;
  after?: PageKey | undefined;
}

export interface PostgresProductsOptions {
  database: Database;
  tracer: Tracer;
}

export class PostgresProducts {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresProductsOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  async create(ctx: Context, product: NewProduct): Promise<Product> {
    const rows = await this.#run(
      ctx,
      'INSERT',
      `INSERT INTO ${schema}.products
         (id, sku, name, name_en, description, description_en, category, price_amount, weight_grams)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${columns}`,
      [
        randomUUID(),
        product.sku,
        product.name,
        product.nameEn,
        product.description,
        product.descriptionEn,
        product.category,
        product.price.amount,
        product.weightGrams,
      ],
    );
    return productRowSchema.parse(rows.at(0));
  }

  async find(ctx: Context, id: string): Promise<Product | undefined> {
    return (await this.findAll(ctx, [id])).at(0);
  }

  async findAll(ctx: Context, ids: readonly string[]): Promise<Product[]> {
    const rows = await this.#run(
      ctx,
      'SELECT',
      `SELECT ${columns} FROM ${schema}.products WHERE id = ANY($1)`,
      [ids],
    );
    return rows.map(row => productRowSchema.parse(row));
  }

  /** The product as it is after the change; undefined when it has no such version (any more). */
  async change(
    ctx: Context,
    id: string,
    version: number,
    change: ProductChange,
  ): Promise<Product | undefined> {
    const rows = await this.#run(
      ctx,
      'UPDATE',
      `UPDATE ${schema}.products SET
         name = coalesce($3, name), name_en = coalesce($4, name_en),
         description = coalesce($5, description),
         description_en = coalesce($6, description_en),
         category = coalesce($7, category),
         price_amount = coalesce($8, price_amount),
         weight_grams = coalesce($9, weight_grams),
         status = coalesce($10, status),
         version = version + 1, updated_at = now()
       WHERE id = $1 AND version = $2 RETURNING ${columns}`,
      [
        id,
        version,
        change.name,
        change.nameEn,
        change.description,
        change.descriptionEn,
        change.category,
        change.price?.amount,
        change.weightGrams,
        change.status,
      ],
    );
    return rows.map(row => productRowSchema.parse(row)).at(0);
  }

  /** What is for sale. */
  async list(
    ctx: Context,
    { tsquery, category, sort, limit, after }: ListProductsOptions,
  ): Promise<ListedProduct[]> {
    const { value, type, direction } = sorts[sort];
    const compare = direction === 'DESC' ? '<' : '>';
    const values: unknown[] = [];
    const bind = (given: unknown) => `$${values.push(given)}`;
    const conditions = [`status = 'active'`];
    if (tsquery !== undefined) {
      // First, as the value of `relevance` is computed from $1.
      conditions.push(`search @@ to_tsquery('simple', ${bind(tsquery)})`);
    }
    if (category !== undefined) {
      conditions.push(`category = ${bind(category)}`);
    }
    if (after) {
      conditions.push(
        `(${value}, id) ${compare} (${bind(after.value)}::${type}, ${bind(
          after.id,
        )}::uuid)`,
      );
    }
    const rows = await this.#run(
      ctx,
      'SELECT',
      `SELECT ${columns}, ${value} AS sort_value FROM ${schema}.products
       WHERE ${conditions.join(' AND ')}
       ORDER BY ${value} ${direction}, id ${direction} LIMIT ${bind(limit)}`,
      values,
    );
    return rows.map(row => listedSchema.parse(row));
  }

  async categories(ctx: Context): Promise<Category[]> {
    const { rows } = await this.#tracer.dbSpan(
      ctx,
      'SELECT',
      'categories',
      () =>
        this.#database.pool.query(
          `SELECT slug, name, name_en FROM ${schema}.categories ORDER BY position, slug`,
        ),
    );
    return rows.map(row => categoryRowSchema.parse(row));
  }

  async #run(
    ctx: Context,
    operation: string,
    text: string,
    values: readonly unknown[],
  ): Promise<unknown[]> {
    const { rows } = await this.#tracer.dbSpan(ctx, operation, 'products', () =>
      this.#database.pool.query(text, [...values]),
    );
    return rows;
  }
}
