import type { Context } from '@opentelemetry/api';
import {
  itemSchema,
  type Item,
  type Items,
  type ListOptions,
  type NewItem,
} from '../items/Item.ts';
import type { Cache } from './Cache.ts';

export interface CachedItemsOptions {
  items: Items;
  cache: Cache;
}

/** Single items from the cache. Items do not change; if yours do, `remove` them from the cache where they do. */
export class CachedItems implements Items {
  readonly #items: Items;
  readonly #cache: Cache;

  constructor({ items, cache }: CachedItemsOptions) {
    this.#items = items;
    this.#cache = cache;
  }

  create(ctx: Context, item: NewItem): Promise<Item> {
    return this.#items.create(ctx, item);
  }

  list(ctx: Context, options: ListOptions): Promise<Item[]> {
    return this.#items.list(ctx, options);
  }

  async find(ctx: Context, id: string): Promise<Item | undefined> {
    const key = `storefront-items:${id}`;
    const cached = await this.#cache.get(ctx, key, itemSchema);
    if (cached) {
      return cached;
    }
    const item = await this.#items.find(ctx, id);
    if (item) {
      await this.#cache.set(ctx, key, item);
    }
    return item;
  }
}
