import type { FastifyInstance } from 'fastify';
import { Cache } from './cache/Cache.ts';
import { Callee } from './calls/Callee.ts';
import { registerCallees } from './calls/routes.ts';
import { createServiceClients } from './calls/ServiceClient.ts';
import type { Config } from './config.ts';
import { PostgresCustomers } from './customers/PostgresCustomers.ts';
import { registerCustomers } from './customers/routes.ts';
import { Database } from './database/Database.ts';
import { EventConsumer } from './events/EventConsumer.ts';
import { createHandleEvent } from './events/handleEvent.ts';
import { OutboxRelay } from './events/OutboxRelay.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import { Inventory } from './orders/Inventory.ts';
import { OrderCancellation } from './orders/OrderCancellation.ts';
import { OrderChanges } from './orders/OrderChanges.ts';
import { OrderPlacement } from './orders/OrderPlacement.ts';
import { OrderSettlement } from './orders/OrderSettlement.ts';
import { Payments } from './orders/Payments.ts';
import { PostgresOrders } from './orders/PostgresOrders.ts';
import { Quotes } from './orders/Quotes.ts';
import { Reconciliation } from './orders/Reconciliation.ts';
import { registerOrders } from './orders/routes.ts';
import type { Part } from './part.ts';
import { CachedProducts } from './products/CachedProducts.ts';
import { PostgresProducts } from './products/PostgresProducts.ts';
import { registerProducts } from './products/routes.ts';
import { RedisConnection } from './redis/RedisConnection.ts';
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

  const cache = new Cache({ redis, tracer, logger, ...config.cache });
  const changes = new OrderChanges({ database, tracer });
  parts.push(
    new OutboxRelay({ database, redis, tracer, logger, ...config.outbox }),
  );
  parts.push(
    new EventConsumer({
      database,
      redis,
      tracer,
      logger,
      ...config.consumer,
      handle: createHandleEvent(changes),
    }),
  );

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  const business = { config, logger, app, database, tracer, cache, changes };
  parts.push(registerBusiness(business));
  registerCallees(app, createServiceClients(config.calls));
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

interface BusinessOptions extends ServiceOptions {
  app: FastifyInstance;
  database: Database;
  tracer: Tracer;
  cache: Cache;
  changes: OrderChanges;
}

/** Products, customers and orders, with their routes; returns what runs in the background. */
function registerBusiness(options: BusinessOptions): Part {
  const { app, config, database, tracer, cache, changes, logger } = options;
  const products = new PostgresProducts({ database, tracer });
  const cached = new CachedProducts({ products, cache });
  registerProducts(app, { products, cached, tracer });
  const customers = new PostgresCustomers({ database, tracer });
  registerCustomers(app, { customers, tracer });

  const orders = new PostgresOrders({ database, tracer, ...config.settlement });
  const { deliveryPrices } = config;
  const quotes = new Quotes({ products, deliveryPrices });
  const inventory = new Inventory(new Callee(config.inventory));
  const payments = new Payments(new Callee(config.payments));
  const settlement = new OrderSettlement({
    orders,
    changes,
    inventory,
    payments,
    ...config.settlement,
  });
  const common = { orders, settlement, tracer, logger };
  registerOrders(app, {
    orders,
    quotes,
    tracer,
    placement: new OrderPlacement({
      ...common,
      customers,
      quotes,
      inventory,
      payments,
    }),
    cancellation: new OrderCancellation({ ...common, changes }),
  });
  return new Reconciliation({ ...common, ...config.settlement });
}
