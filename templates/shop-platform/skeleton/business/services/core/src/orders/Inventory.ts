import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import { Callee, CalleeError } from '../calls/Callee.ts';
import { derivedUuid } from '../http/idempotency.ts';
import { Problem } from '../http/problems.ts';
import { unavailable } from '../http/refusals.ts';
import type { NewLine } from './Order.ts';

const reservationSchema = z.looseObject({
  id: z.uuid(),
  warehouse: z.string(),
  lines: z.array(
    z.looseObject({ productId: z.uuid(), quantity: z.int().min(1) }),
  ),
});

/** Stock, as `inventory-service` keeps it. */
export class Inventory {
  readonly #callee: Callee;

  constructor(callee: Callee) {
    this.#callee = callee;
  }

  /** The id of the reservation; a problem for the customer when there is not enough. */
  async reserve(
    ctx: Context,
    orderId: string,
    lines: readonly NewLine[],
  ): Promise<string> {
    try {
      const { id } = await this.#callee.call(
        ctx,
        '/reservations',
        reservationSchema,
        {
          method: 'POST',
          idempotencyKey: derivedUuid('reservation', orderId),
          body: { orderId, lines },
        },
      );
      return id;
    } catch (error) {
      if (error instanceof CalleeError && error.status === 409) {
        throw outOfStock(error);
      }
      throw unavailable('Inventory', error);
    }
  }

  /** False when the reservation lapsed and the stock is gone. */
  async confirm(ctx: Context, reservationId: string): Promise<boolean> {
    try {
      await this.#callee.call(
        ctx,
        `/reservations/${reservationId}/confirmation`,
        z.unknown(),
        { method: 'PUT' },
      );
      return true;
    } catch (error) {
      if (hasStatus(error, 404, 409)) {
        return false;
      }
      throw error;
    }
  }

  /** Gives the stock back, also what was withdrawn already. */
  async release(
    ctx: Context,
    orderId: string,
    reservationId: string,
  ): Promise<void> {
    const path = `/reservations/${reservationId}`;
    try {
      await this.#callee.call(ctx, path, z.unknown(), { method: 'DELETE' });
    } catch (error) {
      if (hasStatus(error, 409)) {
        await this.#putBack(ctx, orderId, path);
      } else if (!hasStatus(error, 404)) {
        throw error;
      }
    }
  }

  async #putBack(ctx: Context, orderId: string, path: string): Promise<void> {
    const reservation = await this.#callee.call(ctx, path, reservationSchema);
    for (const { productId, quantity } of reservation.lines) {
      await this.#callee.call(
        ctx,
        `/stock-levels/${productId}/adjustments`,
        z.unknown(),
        {
          method: 'POST',
          idempotencyKey: derivedUuid(`return ${productId}`, orderId),
          body: {
            warehouse: reservation.warehouse,
            change: quantity,
            reason: 'returned',
          },
        },
      );
    }
  }
}

function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof CalleeError && statuses.includes(error.status);
}

function outOfStock(error: CalleeError): Problem {
  return new Problem({
    type: 'out-of-stock',
    status: 409,
    title: 'Out of stock',
    detail: error.problem?.detail ?? 'There is not enough of it in stock.',
    errors: error.problem?.errors ?? [],
    cause: error,
  });
}
