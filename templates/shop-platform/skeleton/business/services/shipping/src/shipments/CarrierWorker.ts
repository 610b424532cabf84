import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import { CarrierRefusedError, type Carrier } from '../carrier/Carrier.ts';
import { fromTraceparent } from '../events/event.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Tracer } from '../tracing/index.ts';
import type { CarrierTask, CarrierWork } from './CarrierWork.ts';

const batchSize = 5;
/** Longer than a call to the carrier takes at most. */
const leaseMs = 60_000;
const longestPauseMs = 30 * 60_000;
const giveUpAfterMs = 2 * 24 * 3600 * 1000;

export interface CarrierWorkerOptions {
  work: CarrierWork;
  carrier: Carrier;
  tracer: Tracer;
  logger: Logger;
  /** How long it waits when there was nothing to do. */
  pollMs: number;
  /** The pause after the first attempt that failed; it doubles with each one. */
  retryMs: number;
}

/**
 * Registers pending shipments with the carrier and calls back those of
 * cancelled orders, in the trace of the order. The carrier is called outside of
 * any transaction; a worker that dies leaves its work to the next lease.
 */
export class CarrierWorker implements Part {
  readonly name = 'carrier worker';
  readonly required = false;
  readonly #options: CarrierWorkerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: CarrierWorkerOptions) {
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
    const { work, logger, pollMs } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const tasks = await work.take(batchSize, leaseMs);
        await Promise.all(tasks.map(task => this.#attempt(task)));
        if (tasks.length === batchSize) {
          continue;
        }
      } catch (error) {
        logger.warn(error, 'Shipments wait for the carrier');
      }
      await delay(pollMs, undefined, { signal }).catch(() => {});
    }
  }

  async #attempt(task: CarrierTask): Promise<void> {
    const { tracer } = this.#options;
    const register = task.kind === 'register';
    await tracer.start(
      register ? 'RegisterShipment' : 'RecallShipment',
      ctx => (register ? this.#register(ctx, task) : this.#recall(ctx, task)),
      {
        context: fromTraceparent(task.traceparent),
        attributes: {
          'shop.order.id': task.orderId,
          'shop.customer.id': task.customerId,
          'shop.shipment.id': task.id,
          'shop.shipment.attempt': task.attempts,
        },
      },
    );
  }

  async #register(ctx: Context, task: CarrierTask): Promise<void> {
    const { work, carrier } = this.#options;
    const { orderId: reference, delivery, declaredValue } = task;
    let parcel;
    try {
      parcel = await carrier.register(ctx, {
        reference,
        delivery,
        declaredValue,
      });
    } catch (error) {
      await this.#afterFailure(ctx, task, error);
      return;
    }
    await work.registered(ctx, task, parcel);
  }

  async #recall(ctx: Context, task: CarrierTask): Promise<void> {
    const { work, carrier } = this.#options;
    try {
      await carrier.recall(ctx, task.orderId);
    } catch (error) {
      await this.#afterFailure(ctx, task, error);
      return;
    }
    await work.returned(ctx, task.id);
  }

  async #afterFailure(ctx: Context, task: CarrierTask, error: unknown) {
    const { work, logger, retryMs } = this.#options;
    const failure = error instanceof Error ? error.message : String(error);
    if (error instanceof CarrierRefusedError) {
      await work.refused(ctx, task.id, failure);
      return;
    }
    logger.warn({ err: error, shipment: task.id }, 'The carrier did not help');
    const ageMs = Date.now() - task.createdAt.getTime();
    if (task.kind === 'register' && ageMs > giveUpAfterMs) {
      await work.refused(ctx, task.id, `Not registered in time: ${failure}`);
      return;
    }
    await work.postpone(ctx, task.id, pauseMs(retryMs, task.attempts));
  }
}

/** Up to half an hour; random, so that shipments do not come back together. */
function pauseMs(retryMs: number, attempts: number): number {
  const longest = Math.min(retryMs * 2 ** (attempts - 1), longestPauseMs);
  return longest * (0.5 + Math.random() / 2);
}
