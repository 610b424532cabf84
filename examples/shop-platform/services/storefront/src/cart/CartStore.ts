import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { KeyValues } from '../session/KeyValues.ts';
import type { Visitor } from '../session/visitor.ts';
import type { Line } from '../shop/Core.ts';

const ttlSeconds = 30 * 24 * 3600;
const hashSchema = z.record(z.uuid(), z.coerce.number().pipe(z.int().min(1)));

/**
 * Carts: one Redis hash each, of product ids and quantities, so that two tabs
 * that change different lines do not undo each other.
 */
export class CartStore {
  readonly #memory: KeyValues;

  constructor(memory: KeyValues) {
    this.#memory = memory;
  }

  async read(ctx: Context, visitor: Visitor): Promise<Line[]> {
    const key = keyOf(visitor);
    const hash = await this.#memory.run(ctx, 'HGETALL', key, () =>
      this.#memory.client.hgetall(key),
    );
    return Object.entries(hashSchema.parse(hash))
      .map(([productId, quantity]) => ({ productId, quantity }))
      .toSorted((a, b) => a.productId.localeCompare(b.productId));
  }

  async set(ctx: Context, visitor: Visitor, line: Line): Promise<void> {
    const key = keyOf(visitor);
    await this.#memory.run(ctx, 'HSET', key, () =>
      Promise.all([
        this.#memory.client.hset(key, line.productId, line.quantity),
        this.#memory.client.expire(key, ttlSeconds),
      ]),
    );
  }

  async remove(
    ctx: Context,
    visitor: Visitor,
    productIds: readonly string[],
  ): Promise<void> {
    const key = keyOf(visitor);
    await this.#memory.run(ctx, 'HDEL', key, () =>
      this.#memory.client.hdel(key, ...productIds),
    );
  }
}

/** A customer's cart follows them from device to device; a guest's hangs on the cookie. */
function keyOf({ customerId, sessionId }: Visitor): string {
  return customerId
    ? `storefront-cart:customer:${customerId}`
    : `storefront-cart:guest:${sessionId}`;
}
