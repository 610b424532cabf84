import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import type { Item, Items, ListOptions, NewItem, PageKey } from './Item.ts';

/** Keeps items in this process until it ends: enough to start with, and to be replaced. */
export class InMemoryItems implements Items {
  readonly #items: Item[] = [];

  async create(_ctx: Context, newItem: NewItem): Promise<Item> {
    const item = {
      id: randomUUID(),
      ...newItem,
      createdAt: new Date().toISOString(),
    };
    this.#items.push(item);
    return item;
  }

  async find(_ctx: Context, id: string): Promise<Item | undefined> {
    return this.#items.find(item => item.id === id);
  }

  async list(_ctx: Context, { limit, after }: ListOptions): Promise<Item[]> {
    return this.#items
      .filter(item => !after || compareKeys(item, after) < 0)
      .toSorted((first, second) => compareKeys(second, first))
      .slice(0, limit);
  }
}

function compareKeys(first: PageKey, second: PageKey): number {
  const firstKey = `${first.createdAt} ${first.id}`;
  const secondKey = `${second.createdAt} ${second.id}`;
  return firstKey < secondKey ? -1 : Number(firstKey > secondKey);
}
