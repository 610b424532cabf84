import type { Context, Span } from '@opentelemetry/api';
import type { PostgresCustomers } from '../customers/PostgresCustomers.ts';
import { isDatabaseAway } from '../database/errors.ts';
import {
  derivedUuid,
  hashRequest,
  idempotencyMismatch,
} from '../http/idempotency.ts';
import { Problem } from '../http/problems.ts';
import { invalidField, refusable, unavailable } from '../http/refusals.ts';
import type { Logger } from '../logger.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Inventory } from './Inventory.ts';
import type { KeptOrder, NewOrder, Order } from './Order.ts';
import type { OrderSettlement } from './OrderSettlement.ts';
import type { PaymentOutcome, Payments } from './Payments.ts';
import type { PostgresOrders } from './PostgresOrders.ts';
import {
  outcomeUnknown,
  paymentDeclined,
  productsUnsold,
  totalChanged,
} from './problems.ts';
import { priceOrder, type PricedOrder, type Quotes } from './Quotes.ts';

export interface OrderPlacementOptions {
  orders: PostgresOrders;
  customers: PostgresCustomers;
  quotes: Quotes;
  inventory: Inventory;
  payments: Payments;
  settlement: OrderSettlement;
  tracer: Tracer;
  logger: Logger;
}

export interface PlacedOrder {
  order: Order;
  /** Whether an earlier request with the same key has placed it. */
  replay: boolean;
}

/**
 * Places orders, step by step as docs/architecture.md has it. The order's id
 * comes from the key: whichever step a request died after, the next one with
 * the same key meets the same reservation, order and payment, and goes on.
 */
export class OrderPlacement {
  readonly #options: OrderPlacementOptions;

  constructor(options: OrderPlacementOptions) {
    this.#options = options;
  }

  async place(key: string, newOrder: NewOrder): Promise<PlacedOrder> {
    const id = orderIdOf(key);
    const requestHash = hashRequest(newOrder);
    return await refusable(
      this.#options.tracer,
      'CreateOrder',
      async (ctx, span) => {
        const before = await this.#orUnavailable(() =>
          this.#options.orders.find(ctx, id),
        );
        if (before && before.requestHash !== requestHash) {
          throw idempotencyMismatch();
        }
        const kept =
          before ??
          (await this.#orUnavailable(() =>
            this.#write(ctx, { id, requestHash, newOrder }),
          ));
        describe(span, kept);
        const order = await this.#pay(ctx, kept, newOrder.paymentToken);
        return { order, replay: before !== undefined };
      },
      {
        'shop.order.id': id,
        'shop.customer.id': newOrder.customerId,
        'shop.order.lines': newOrder.lines.length,
      },
    );
  }

  async #write(
    ctx: Context,
    {
      id,
      requestHash,
      newOrder,
    }: { id: string; requestHash: string; newOrder: NewOrder },
  ): Promise<KeptOrder> {
    const { orders, customers, inventory } = this.#options;
    const { customerId, lines, delivery } = newOrder;
    const unknownCustomer = invalidField('/customerId', 'is not a customer');
    if (!(await customers.find(ctx, customerId))) {
      throw unknownCustomer;
    }
    const priced = await this.#price(ctx, newOrder);
    const reservationId = await inventory.reserve(ctx, id, lines);
    await orders.insert(ctx, {
      id,
      customerId,
      requestHash,
      reservationId,
      priced,
      delivery,
    });
    // Written by this request or, with the same key at the same time, by another.
    const kept = await orders.find(ctx, id);
    if (!kept) {
      throw unknownCustomer;
    }
    if (kept.requestHash !== requestHash) {
      throw idempotencyMismatch();
    }
    return kept;
  }

  async #price(ctx: Context, newOrder: NewOrder): Promise<PricedOrder> {
    const { lines, delivery, expectedTotal } = newOrder;
    const quote = await this.#options.quotes.quote(ctx, lines);
    if (quote.unsold.length > 0) {
      throw productsUnsold(lines, quote.unsold);
    }
    const priced = priceOrder(quote, delivery.method);
    if (expectedTotal && expectedTotal.amount !== priced.total.amount) {
      throw totalChanged(priced.total);
    }
    return priced;
  }

  /** Charges unless that is settled; answers with the order only when it is paid. */
  async #pay(ctx: Context, kept: KeptOrder, token: string): Promise<Order> {
    const { payments, settlement } = this.#options;
    const { id, status, total } = kept.order;
    if (status !== 'payment_pending') {
      return settledAnswer(kept);
    }
    const outcome = await payments.charge(ctx, {
      orderId: id,
      amount: total,
      token,
    });
    if (outcome.kind === 'unknown') {
      throw outcomeUnknown();
    }
    if (outcome.kind === 'none') {
      throw unavailable('Payments', undefined);
    }
    try {
      await settlement.apply(ctx, kept, outcome, { announce: false });
    } catch (error) {
      // The money is where it is; the reconciliation writes it down.
      throw outcomeUnknown(error);
    }
    await this.#finish(ctx, id);
    return await this.#answer(ctx, id, outcome);
  }

  async #answer(
    ctx: Context,
    id: string,
    outcome: PaymentOutcome,
  ): Promise<Order> {
    if (outcome.kind === 'declined') {
      throw paymentDeclined();
    }
    const settled = await this.#options.orders.find(ctx, id).catch(error => {
      throw outcomeUnknown(error);
    });
    if (!settled) {
      throw new Error(`Order ${id} is gone`);
    }
    return settledAnswer(settled);
  }

  /** At best now; otherwise the reconciliation does it. */
  async #finish(ctx: Context, id: string): Promise<void> {
    try {
      await this.#options.settlement.finish(ctx, id);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, orderId: id },
        'The order is settled later',
      );
    }
  }

  async #orUnavailable<T>(fn: () => Promise<T>): Promise<T> {
    try {
      return await fn();
    } catch (error) {
      if (!(error instanceof Problem) && isDatabaseAway(error)) {
        throw unavailable('The database', error);
      }
      throw error;
    }
  }
}

/** The id of the order that a key stands for, placed or not. */
export function orderIdOf(key: string): string {
  return derivedUuid('order', key);
}

function describe(span: Span, { order }: KeptOrder): void {
  span.setAttributes({
    'shop.order.number': order.number,
    'shop.order.total': order.total.amount,
    'shop.order.currency': order.total.currency,
    'shop.delivery.method': order.delivery.method,
  });
}

function settledAnswer({ order, cancelReason }: KeptOrder): Order {
  if (cancelReason === 'payment_failed') {
    throw paymentDeclined();
  }
  return order;
}
