import type { FastifyInstance } from 'fastify';
import { PeriodicWork } from './background/PeriodicWork.ts';
import { registerCallback } from './callback/routes.ts';
import type { Config } from './config.ts';
import { Database } from './database/Database.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
import { Ledger } from './payments/Ledger.ts';
import { LiqpayClient } from './payments/LiqpayClient.ts';
import { Payments } from './payments/Payments.ts';
import { Reconciliation } from './payments/Reconciliation.ts';
import { registerPayments } from './payments/routes.ts';
import { RefundQueue } from './refunds/RefundQueue.ts';
import { Refunds } from './refunds/Refunds.ts';
import { RefundWorker } from './refunds/RefundWorker.ts';
import { registerRefunds } from './refunds/routes.ts';
import { Tracer } from './tracing/index.ts';

export interface ServiceOptions {
  config: Config;
  logger: Logger;
}

export interface Service {
  app: FastifyInstance;
  /** Resolves with the address once requests are answered. */
  start(): Promise<string>;
  /** From here on the service reads as not ready. */
  drain(): void;
  stop(): Promise<void>;
}

/** Puts the service together: this is the one place that knows all its parts. */
export async function createService({
  config,
  logger,
}: ServiceOptions): Promise<Service> {
  const parts: Part[] = [];
  const database = new Database({ ...config.database, logger });
  parts.push(database);
  const tracer = new Tracer({
    database: database.peer,
    external: { liqpay: { address: new URL(config.liqpay.url).hostname } },
  });

  const liqpay = new LiqpayClient({ ...config.liqpay, tracer });
  const ledger = new Ledger({ database, tracer });
  const payments = new Payments({
    database,
    ledger,
    liqpay,
    tracer,
    logger,
    checkAfterMs: config.reconciliation.afterMs,
  });
  const refunds = new Refunds({ database, tracer });
  const background = createBackground({
    config,
    logger,
    tracer,
    database,
    ledger,
    liqpay,
  });
  parts.push(background.reconciliation, background.refunds);

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerPayments(app, { payments, tracer });
  registerRefunds(app, {
    refunds,
    tracer,
    onAccepted: () => background.refunds.wake(),
  });
  const { privateKey } = config.liqpay;
  registerCallback(app, { ledger, privateKey, tracer });
  await app.ready();

  return {
    app,
    async start() {
      for (const part of parts) {
        await part.start?.();
      }
      return await app.listen({ host: config.host, port: config.port });
    },
    drain: health.drain,
    async stop() {
      await app.close();
      // Background work ends before the connections that it uses.
      for (const part of parts.toReversed()) {
        await part.stop?.();
      }
    },
  };
}

interface BackgroundOptions extends ServiceOptions {
  tracer: Tracer;
  database: Database;
  ledger: Ledger;
  liqpay: LiqpayClient;
}

/** What is done when nobody asks: unknown payments are settled, refunds are sent. */
function createBackground({ config, ...shared }: BackgroundOptions) {
  const { logger, database } = shared;
  const reconciliation = new Reconciliation({
    ...shared,
    ...config.reconciliation,
  });
  const queue = new RefundQueue(database);
  const worker = new RefundWorker({ ...shared, ...config.refunds, queue });
  return {
    reconciliation: new PeriodicWork({
      name: 'reconciliation',
      intervalMs: config.reconciliation.intervalMs,
      logger,
      work: () => reconciliation.run(),
    }),
    refunds: new PeriodicWork({
      name: 'refund worker',
      intervalMs: config.refunds.intervalMs,
      logger,
      work: () => worker.run(),
    }),
  };
}
