import type { Context } from '@opentelemetry/api';
import { hashRequest, idempotencyMismatch } from '../http/idempotency.ts';
import { conflict, notFound, refusable } from '../http/refusals.ts';
import type { Logger } from '../logger.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Cancellation, KeptOrder } from './Order.ts';
import type { OrderChanges } from './OrderChanges.ts';
import type { PlacedOrder } from './OrderPlacement.ts';
import type { OrderSettlement } from './OrderSettlement.ts';
import type { PostgresOrders } from './PostgresOrders.ts';

const whyNot = {
  payment_pending: 'The payment is being settled; try again in a minute.',
  shipped: 'The order is on its way already.',
  delivered: 'The order is delivered.',
  cancelled: 'The order is cancelled already.',
};

export interface OrderCancellationOptions {
  orders: PostgresOrders;
  changes: OrderChanges;
  settlement: OrderSettlement;
  tracer: Tracer;
  logger: Logger;
}

export class OrderCancellation {
  readonly #options: OrderCancellationOptions;

  constructor(options: OrderCancellationOptions) {
    this.#options = options;
  }

  async cancel(
    id: string,
    key: string,
    cancellation: Cancellation,
  ): Promise<PlacedOrder> {
    const hash = hashRequest(cancellation);
    return await refusable(
      this.#options.tracer,
      'CancelOrder',
      async (ctx, span) => {
        const kept = await this.#find(ctx, id);
        span.setAttribute('shop.customer.id', kept.order.customerId);
        if (kept.cancelKey === key) {
          return replayOf(kept, hash);
        }
        const done = await this.#options.changes.cancel(ctx, kept, {
          ...cancellation,
          from: 'paid',
          announce: true,
          key,
          hash,
        });
        if (!done) {
          return await this.#refuse(ctx, id, key, hash);
        }
        await this.#giveBack(ctx, id);
        return { order: (await this.#find(ctx, id)).order, replay: false };
      },
      { 'shop.order.id': id, 'shop.order.cancel_reason': cancellation.reason },
    );
  }

  async #refuse(
    ctx: Context,
    id: string,
    key: string,
    hash: string,
  ): Promise<PlacedOrder> {
    const kept = await this.#find(ctx, id);
    if (kept.cancelKey === key) {
      return replayOf(kept, hash);
    }
    const { status } = kept.order;
    throw conflict(
      status === 'paid' ? 'The state changed; try again.' : whyNot[status],
    );
  }

  /** At best now; otherwise the reconciliation does it. */
  async #giveBack(ctx: Context, id: string): Promise<void> {
    try {
      await this.#options.settlement.finish(ctx, id);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, orderId: id },
        'Stock and money are given back later',
      );
    }
  }

  async #find(ctx: Context, id: string): Promise<KeptOrder> {
    const kept = await this.#options.orders.find(ctx, id);
    if (!kept) {
      throw notFound('order', id);
    }
    return kept;
  }
}

function replayOf({ order, cancelHash }: KeptOrder, hash: string): PlacedOrder {
  if (cancelHash !== hash) {
    throw idempotencyMismatch();
  }
  return { order, replay: true };
}
