import type { FastifyInstance } from 'fastify';
import { PeriodicWork } from './background/PeriodicWork.ts';
import { Cache } from './cache/Cache.ts';
import type { Config } from './config.ts';
import { Database } from './database/Database.ts';
import { ShortTransactions } from './database/ShortTransactions.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
import { RedisConnection } from './redis/RedisConnection.ts';
import { Reservations } from './reservations/Reservations.ts';
import { registerReservations } from './reservations/routes.ts';
import { Adjustments } from './stock/Adjustments.ts';
import { registerStock } from './stock/routes.ts';
import { StockLevels } from './stock/StockLevels.ts';
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
  const redis = new RedisConnection({ ...config.redis, logger });
  parts.push(redis);
  const tracer = new Tracer({
    database: database.peer,
    cache: redis.peer,
  });

  const { lockTimeoutMs } = config;
  const transactions = new ShortTransactions({ database, lockTimeoutMs });
  const cache = new Cache({ redis, tracer, logger, ...config.cache });
  const levels = new StockLevels({ database, cache, tracer });
  const adjustments = new Adjustments({ transactions, tracer });
  const reservations = new Reservations({
    database,
    transactions,
    tracer,
    ttlMs: config.reservations.ttlMs,
  });
  parts.push(
    new PeriodicWork({
      name: 'sweeper',
      intervalMs: config.reservations.sweepIntervalMs,
      logger,
      work: async () => {
        await reservations.expireDue();
      },
    }),
  );

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerStock(app, { levels, adjustments, tracer });
  registerReservations(app, { reservations, tracer });
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
