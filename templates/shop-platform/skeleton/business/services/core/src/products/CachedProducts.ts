import type { Context } from '@opentelemetry/api';
import type { Cache } from '../cache/Cache.ts';
import type { PostgresProducts } from './PostgresProducts.ts';
import { productSchema, type Product, type ProductChange } from './Product.ts';

export interface CachedProductsOptions {
  products: PostgresProducts;
  cache: Cache;
}

/**
 * Single products, from the cache where it has them. What an order costs is
 * never read here.
 */
export class CachedProducts {
  readonly #products: PostgresProducts;
  readonly #cache: Cache;

  constructor({ products, cache }: CachedProductsOptions) {
    this.#products = products;
    this.#cache = cache;
  }

  async find(ctx: Context, id: string): Promise<Product | undefined> {
    const cached = await this.#cache.get(ctx, keyOf(id), productSchema);
    if (cached) {
      return cached;
    }
    const product = await this.#products.find(ctx, id);
    if (product) {
      await this.#cache.set(ctx, keyOf(id), product);
    }
    return product;
  }

  async change(
    ctx: Context,
    id: string,
    version: number,
    change: ProductChange,
  ): Promise<Product | undefined> {
    const product = await this.#products.change(ctx, id, version, change);
    await this.#cache.remove(ctx, keyOf(id));
    return product;
  }
}

function keyOf(id: string): string {
  return `core-product:${id}`;
}
