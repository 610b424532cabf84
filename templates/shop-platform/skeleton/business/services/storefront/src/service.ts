import type { FastifyInstance } from 'fastify';
import { Cache } from './cache/Cache.ts';
import { Callee } from './calls/Callee.ts';
import { registerCallees } from './calls/routes.ts';
import { createServiceClients } from './calls/ServiceClient.ts';
import { Carts } from './cart/Carts.ts';
import { CartStore } from './cart/CartStore.ts';
import { registerCart } from './cart/routes.ts';
import { Checkout } from './checkout/Checkout.ts';
import { DeliveryOptions } from './checkout/DeliveryOptions.ts';
import { registerCheckout } from './checkout/routes.ts';
import type { Config } from './config.ts';
import { Database } from './database/Database.ts';
import { EventWriter } from './events/EventWriter.ts';
import { registerEvents } from './events/routes.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import { registerForms } from './pages/forms.ts';
import { PageServer } from './pages/PageServer.ts';
import { registerPages } from './pages/routes.ts';
import type { Part } from './part.ts';
import { RedisConnection } from './redis/RedisConnection.ts';
import { KeyValues } from './session/KeyValues.ts';
import { Catalogue } from './shop/Catalogue.ts';
import { Core } from './shop/Core.ts';
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

  const writer = new EventWriter({
    database,
    tracer,
    logger,
    ...config.events,
  });
  parts.push(writer);
  const cache = new Cache({ redis, tracer, logger, ...config.cache });

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerEvents(app, writer);
  registerShop({ app, config, redis, tracer, cache });
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

interface ShopOptions {
  app: FastifyInstance;
  config: Config;
  redis: RedisConnection;
  tracer: Tracer;
  cache: Cache;
}

/** Catalogue, cart and checkout: as an API and as pages. */
function registerShop({ app, config, redis, tracer, cache }: ShopOptions) {
  const { services, timeoutMs } = config.calls;
  const calleeOf = (name: keyof typeof services, limitMs = timeoutMs) =>
    new Callee({ baseUrl: services[name], timeoutMs: limitMs });
  const core = new Core({
    pages: calleeOf('core'),
    orders: calleeOf('core', config.checkoutTimeoutMs),
  });
  const memory = new KeyValues({ redis, tracer });
  const store = new CartStore(memory);
  const carts = new Carts({ store, core, inventory: calleeOf('inventory') });
  const checkout = new Checkout({ carts: store, memory, core, tracer });
  const deliveries = new DeliveryOptions(calleeOf('shipping'));
  registerCart(app, { carts, tracer });
  registerCheckout(app, { carts, checkout, deliveries, tracer });

  const catalogue = new Catalogue({ core, cache, freshMs: config.freshMs });
  const pages = new PageServer(tracer);
  registerPages(app, { pages, catalogue, core });
  registerForms(app, { pages, carts, checkout });
}
