import type { Context } from '@opentelemetry/api';
import type { Inventory } from './Inventory.ts';
import type { KeptOrder } from './Order.ts';
import type { OrderChanges } from './OrderChanges.ts';
import type { PaymentOutcome, Payments } from './Payments.ts';
import type { PostgresOrders } from './PostgresOrders.ts';

export interface OrderSettlementOptions {
  orders: PostgresOrders;
  changes: OrderChanges;
  inventory: Inventory;
  payments: Payments;
  /** After which an order that Payments has not heard of is given up. */
  giveUpMs: number;
}

/**
 * What is left to do for an order at Payments and Inventory, told from its row
 * alone. Every step may be repeated, so it does not matter who died before it.
 */
export class OrderSettlement {
  readonly #options: OrderSettlementOptions;

  constructor(options: OrderSettlementOptions) {
    this.#options = options;
  }

  /** Goes as far as it can; throws when somebody does not answer. */
  async settle(ctx: Context, id: string): Promise<void> {
    const { orders, payments } = this.#options;
    const kept = await orders.find(ctx, id);
    if (kept?.order.status === 'payment_pending') {
      const outcome = await payments.outcomeOf(ctx, id);
      await this.apply(ctx, kept, outcome, { announce: true });
      if (outcome.kind === 'none' && this.#isOld(kept)) {
        await this.#giveUp(ctx, kept, { announce: true });
      }
    }
    await this.finish(ctx, id);
  }

  /** Writes down what became of the payment. */
  async apply(
    ctx: Context,
    kept: KeptOrder,
    outcome: PaymentOutcome,
    { announce }: { announce: boolean },
  ): Promise<void> {
    const { changes } = this.#options;
    const { id } = kept.order;
    if (outcome.kind === 'captured') {
      const paid = await changes.pay(ctx, kept, outcome.paymentId);
      if (!paid) {
        await changes.refundLateCapture(ctx, id, outcome.paymentId);
      }
    }
    if (outcome.kind === 'declined') {
      await this.#giveUp(ctx, kept, { announce });
    }
  }

  /** Confirms what is paid; gives back what is cancelled. */
  async finish(ctx: Context, id: string): Promise<void> {
    const { orders, changes } = this.#options;
    const kept = await orders.find(ctx, id);
    if (!kept || kept.order.status === 'payment_pending') {
      return;
    }
    const cancelled =
      kept.order.status === 'cancelled' || !(await this.#confirm(ctx, kept));
    if (cancelled) {
      await this.#giveBack(ctx, id);
    }
    await changes.finish(ctx, id);
  }

  async #confirm(ctx: Context, kept: KeptOrder): Promise<boolean> {
    const { changes, inventory } = this.#options;
    const { order, reservationId, reservationState } = kept;
    if (reservationState !== 'held') {
      return true;
    }
    if (
      reservationId === undefined ||
      (await inventory.confirm(ctx, reservationId))
    ) {
      await changes.setReservation(ctx, order.id, 'confirmed');
      return true;
    }
    await changes.cancel(ctx, kept, {
      from: 'paid',
      reason: 'out_of_stock',
      announce: true,
    });
    return false;
  }

  async #giveBack(ctx: Context, id: string): Promise<void> {
    const { orders, changes, inventory, payments } = this.#options;
    const kept = await orders.find(ctx, id);
    if (kept?.order.status !== 'cancelled') {
      return;
    }
    const { order, reservationId, reservationState, refundState } = kept;
    if (refundState === 'due' && order.paymentId !== undefined) {
      await payments.refund(ctx, id, order.paymentId, order.total);
      await changes.setRefundRequested(ctx, id);
    }
    if (reservationState !== 'released') {
      if (reservationId !== undefined) {
        await inventory.release(ctx, id, reservationId);
      }
      await changes.setReservation(ctx, id, 'released');
    }
  }

  async #giveUp(
    ctx: Context,
    kept: KeptOrder,
    { announce }: { announce: boolean },
  ): Promise<void> {
    await this.#options.changes.cancel(ctx, kept, {
      from: 'payment_pending',
      reason: 'payment_failed',
      announce,
    });
  }

  #isOld({ order }: KeptOrder): boolean {
    return Date.now() - Date.parse(order.createdAt) > this.#options.giveUpMs;
  }
}
