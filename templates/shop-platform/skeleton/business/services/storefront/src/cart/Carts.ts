import type { Context } from '@opentelemetry/api';
import type { Callee } from '../calls/Callee.ts';
import { conflict, notFound } from '../http/refusals.ts';
import { uah, type Money } from '../money/Money.ts';
import type { Visitor } from '../session/visitor.ts';
import type { Core, Line } from '../shop/Core.ts';
import { stockSchema, type OrderLine, type Quote } from '../shop/schemas.ts';
import type { CartStore } from './CartStore.ts';

const mostLines = 50;

export type Availability = 'available' | 'short' | 'unknown';

export interface CartLine extends OrderLine {
  availability: Availability;
}

export interface Cart {
  lines: CartLine[];
  total: Money;
}

export interface CartsOptions {
  store: CartStore;
  core: Core;
  inventory: Callee;
}

/** Carts as customers see them: names, prices and availability are asked for on each view. */
export class Carts {
  readonly #store: CartStore;
  readonly #core: Core;
  readonly #inventory: Callee;

  constructor({ store, core, inventory }: CartsOptions) {
    this.#store = store;
    this.#core = core;
    this.#inventory = inventory;
  }

  async view(ctx: Context, visitor: Visitor): Promise<Cart> {
    const lines = await this.#store.read(ctx, visitor);
    if (lines.length === 0) {
      return { lines: [], total: uah(0) };
    }
    const [quote, available] = await Promise.all([
      this.#quote(ctx, visitor, lines),
      this.#available(ctx, lines),
    ]);
    return {
      lines: quote.lines.map(line => ({
        ...line,
        availability: judge(line, available),
      })),
      total: quote.total,
    };
  }

  /** What the cart costs, with delivery; undefined when it is empty. */
  async quote(ctx: Context, visitor: Visitor): Promise<Quote | undefined> {
    const lines = await this.#store.read(ctx, visitor);
    if (lines.length === 0) {
      return undefined;
    }
    const quote = await this.#quote(ctx, visitor, lines);
    return quote.lines.length > 0 ? quote : undefined;
  }

  async set(ctx: Context, visitor: Visitor, line: Line): Promise<Cart> {
    const product = await this.#core.product(ctx, line.productId);
    if (product.status !== 'active') {
      throw notFound('product for sale', line.productId);
    }
    const before = await this.#store.read(ctx, visitor);
    const isNew = before.every(({ productId }) => productId !== line.productId);
    if (isNew && before.length >= mostLines) {
      throw conflict(`A cart holds ${mostLines} products at most.`);
    }
    await this.#store.set(ctx, visitor, line);
    return await this.view(ctx, visitor);
  }

  async remove(
    ctx: Context,
    visitor: Visitor,
    productId: string,
  ): Promise<Cart> {
    await this.#store.remove(ctx, visitor, [productId]);
    return await this.view(ctx, visitor);
  }

  /** Prices the lines; what is not sold any more leaves the cart. */
  async #quote(
    ctx: Context,
    visitor: Visitor,
    lines: readonly Line[],
  ): Promise<Quote> {
    const quote = await this.#core.quote(ctx, lines);
    if (quote.unsold.length > 0) {
      await this.#store.remove(ctx, visitor, quote.unsold);
    }
    return quote;
  }

  /** The most that one warehouse has of each product; undefined while Inventory does not answer. */
  async #available(
    ctx: Context,
    lines: readonly Line[],
  ): Promise<Map<string, number> | undefined> {
    const query = new URLSearchParams({ limit: '100' });
    lines.forEach(({ productId }) => query.append('productId', productId));
    try {
      const { items } = await this.#inventory.call(
        ctx,
        `/stock-levels?${query}`,
        stockSchema,
      );
      const most = new Map<string, number>();
      for (const { productId, available } of items) {
        most.set(productId, Math.max(available, most.get(productId) ?? 0));
      }
      return most;
    } catch {
      // The failed call is in the trace; the customer reads "unknown".
      return undefined;
    }
  }
}

function judge(
  { productId, quantity }: OrderLine,
  available: Map<string, number> | undefined,
): Availability {
  if (!available) {
    return 'unknown';
  }
  return (available.get(productId) ?? 0) >= quantity ? 'available' : 'short';
}
