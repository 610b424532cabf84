import { createHash } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Cache } from '../cache/Cache.ts';
import type { Database } from '../database/Database.ts';
import { toUnavailable } from '../database/failures.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  levelRowSchema,
  stockLevelSchema,
  type StockLevel,
  type Warehouse,
} from './StockLevel.ts';

/** Where a page begins: after the level with this key. */
export interface LevelKey {
  productId: string;
  warehouse: Warehouse;
}

export interface LevelQuery {
  productIds: string[] | undefined;
  /** Only where fewer than so many are available. */
  below: number | undefined;
  after: LevelKey | undefined;
  limit: number;
}

export interface StockLevelsOptions {
  database: Database;
  cache: Cache;
  tracer: Tracer;
}

/** What the shop shows: a page on sale is read far more often than it changes, so it comes from the cache. */
export class StockLevels {
  readonly #options: StockLevelsOptions;

  constructor(options: StockLevelsOptions) {
    this.#options = options;
  }

  /** By product and warehouse. */
  async list(ctx: Context, query: LevelQuery): Promise<StockLevel[]> {
    const { cache } = this.#options;
    const key = cacheKey(query);
    const cached = await cache.get(ctx, key, z.array(stockLevelSchema));
    if (cached) {
      return cached;
    }
    const levels = await this.#select(ctx, query);
    await cache.set(ctx, key, levels);
    return levels;
  }

  async #select(
    ctx: Context,
    { productIds, below, after, limit }: LevelQuery,
  ): Promise<StockLevel[]> {
    const { tracer, database } = this.#options;
    const values: unknown[] = [limit];
    const conditions = [
      productIds && `product_id = ANY($${values.push(productIds)})`,
      below !== undefined && `on_hand - reserved < $${values.push(below)}`,
      after &&
        `(product_id, warehouse) > ($${values.push(
          after.productId,
        )}, $${values.push(after.warehouse)})`,
    ].filter(condition => typeof condition === 'string');
    const where =
      conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const { rows } = await tracer
      .dbSpan(ctx, 'SELECT', 'stock', () =>
        database.pool.query(
          `SELECT product_id, warehouse, on_hand, reserved, updated_at
           FROM ${schema}.stock ${where}
           ORDER BY product_id, warehouse LIMIT $1`,
          values,
        ),
      )
      .catch((error: unknown) => {
        throw toUnavailable(error);
      });
    return rows.map(row => levelRowSchema.parse(row));
  }
}

function cacheKey(query: LevelQuery): string {
  const hash = createHash('sha256')
    .update(
      JSON.stringify({
        ...query,
        productIds: query.productIds?.toSorted(),
      }),
    )
    .digest('base64url');
  return `inventory-levels:${hash}`;
}
