import { setTimeout as delay } from 'node:timers/promises';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Tracer } from '../tracing/index.ts';
import type { OrderSettlement } from './OrderSettlement.ts';
import type { PostgresOrders } from './PostgresOrders.ts';

const batchSize = 20;

export interface ReconciliationOptions {
  orders: PostgresOrders;
  settlement: OrderSettlement;
  tracer: Tracer;
  logger: Logger;
  intervalMs: number;
}

/** Comes back to the orders that their own request left unsettled, whatever it died of. */
export class Reconciliation implements Part {
  readonly name = 'reconciliation';
  readonly required = false;
  readonly #options: ReconciliationOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: ReconciliationOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { intervalMs, logger } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#settleDue();
      } catch (error) {
        logger.warn(error, 'Orders wait to be settled');
      }
      await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
  }

  async #settleDue(): Promise<void> {
    const { orders, intervalMs } = this.#options;
    let ids: string[];
    do {
      ids = await orders.claimUnsettled(batchSize, intervalMs);
      for (const id of ids) {
        if (this.#stopping.signal.aborted) {
          return;
        }
        await this.#settle(id);
      }
    } while (ids.length === batchSize);
  }

  async #settle(id: string): Promise<void> {
    const { settlement, tracer, logger } = this.#options;
    try {
      await tracer.start('SettleOrder', ctx => settlement.settle(ctx, id), {
        context: ROOT_CONTEXT,
        attributes: { 'shop.order.id': id },
      });
    } catch (error) {
      logger.warn({ err: error, orderId: id }, 'An order is not settled yet');
    }
  }
}
