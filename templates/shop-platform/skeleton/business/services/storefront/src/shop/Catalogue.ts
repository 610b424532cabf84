import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Cache } from '../cache/Cache.ts';
import { Problem } from '../http/problems.ts';
import type { Core } from './Core.ts';
import {
  categoriesSchema,
  productPageSchema,
  productSchema,
  type Category,
  type Product,
  type ProductPage,
} from './schemas.ts';

export interface CatalogueOptions {
  core: Core;
  cache: Cache;
  /** How long Core is not asked again; afterwards what is cached is for when Core is away. */
  freshMs: number;
}

/** What pages show of the catalogue: up to a minute old, and older while Core does not answer. */
export class Catalogue {
  readonly #core: Core;
  readonly #cache: Cache;
  readonly #freshMs: number;

  constructor({ core, cache, freshMs }: CatalogueOptions) {
    this.#core = core;
    this.#cache = cache;
    this.#freshMs = freshMs;
  }

  async categories(ctx: Context): Promise<Category[]> {
    return await this.#read(
      ctx,
      'categories',
      categoriesSchema.shape.items,
      () => this.#core.categories(ctx),
    );
  }

  async products(ctx: Context, query: URLSearchParams): Promise<ProductPage> {
    return await this.#read(ctx, `products?${query}`, productPageSchema, () =>
      this.#core.products(ctx, query),
    );
  }

  async product(ctx: Context, id: string): Promise<Product> {
    return await this.#read(ctx, `product:${id}`, productSchema, () =>
      this.#core.product(ctx, id),
    );
  }

  async #read<T>(
    ctx: Context,
    name: string,
    schema: z.ZodType<T>,
    load: () => Promise<T>,
  ): Promise<T> {
    const key = `storefront-page:${name}`;
    const entrySchema = z.object({ at: z.number(), value: schema });
    const entry = await this.#cache.get(ctx, key, entrySchema);
    if (entry && Date.now() - entry.at < this.#freshMs) {
      return entry.value;
    }
    try {
      const value = await load();
      await this.#cache.set(ctx, key, { at: Date.now(), value });
      return value;
    } catch (error) {
      // Old is better than nothing, unless Core says that it is gone.
      const refused = error instanceof Problem && error.options.status < 500;
      if (entry && !refused) {
        return entry.value;
      }
      throw error;
    }
  }
}
