import type { FastifyInstance } from 'fastify';
{% if values.cache %}
import { Cache } from './cache/Cache.ts';
import { CachedItems } from './cache/CachedItems.ts';
{% endif %}
{% if values.calls | length %}
import { registerCallees } from './calls/routes.ts';
import { createServiceClients } from './calls/ServiceClient.ts';
{% endif %}
import type { Config } from './config.ts';
{% if values.postgresql %}
import { Database } from './database/Database.ts';
{% endif %}
{% if values.consumer %}
import { EventConsumer } from './events/EventConsumer.ts';
import { handleEvent } from './events/handleEvent.ts';
{% endif %}
{% if values.outbox %}
import { OutboxRelay } from './events/OutboxRelay.ts';
{% endif %}
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
{% if values.postgresql %}
import { PostgresItems } from './items/PostgresItems.ts';
{% else %}
import { InMemoryItems } from './items/InMemoryItems.ts';
{% endif %}
import { registerItems } from './items/routes.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
{% if values.liqpay %}
import { LiqpayClient } from './payments/LiqpayClient.ts';
import { registerPurchases } from './payments/routes.ts';
{% endif %}
{% if values.redis %}
import { RedisConnection } from './redis/RedisConnection.ts';
{% endif %}
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
{% if values.postgresql %}
  const database = new Database({ ...config.database, logger });
  parts.push(database);
{% endif %}
{% if values.redis %}
  const redis = new RedisConnection({ ...config.redis, logger });
  parts.push(redis);
{% endif %}
{% if values.postgresql or values.redis or values.liqpay %}
  const tracer = new Tracer({
{% if values.postgresql %}
    database: database.peer,
{% endif %}
{% if values.redis %}
    cache: redis.peer,
{% endif %}
{% if values.liqpay %}
    external: { liqpay: { address: new URL(config.liqpay.url).hostname } },
{% endif %}
  });
{% else %}
  const tracer = new Tracer();
{% endif %}

{% if values.postgresql %}
  const storedItems = new PostgresItems({ database, tracer });
{% else %}
  const storedItems = new InMemoryItems();
{% endif %}
{% if values.cache %}
  const cache = new Cache({ redis, tracer, logger, ...config.cache });
  const items = new CachedItems({ items: storedItems, cache });
{% else %}
  const items = storedItems;
{% endif %}
{% if values.outbox %}
  parts.push(
    new OutboxRelay({ database, redis, tracer, logger, ...config.outbox }),
  );
{% endif %}
{% if values.consumer %}
  parts.push(
    new EventConsumer({
      database,
      redis,
      tracer,
      logger,
      ...config.consumer,
      handle: handleEvent,
    }),
  );
{% endif %}

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerItems(app, { items, tracer });
{% if values.liqpay %}
  const liqpay = new LiqpayClient({ ...config.liqpay, tracer });
  registerPurchases(app, { items, liqpay, tracer });
{% endif %}
{% if values.calls | length %}
  registerCallees(app, createServiceClients(config.calls));
{% endif %}
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
