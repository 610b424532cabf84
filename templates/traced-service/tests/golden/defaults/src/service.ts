import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { Database } from './database/Database.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import { PostgresItems } from './items/PostgresItems.ts';
import { registerItems } from './items/routes.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
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
  });

  const storedItems = new PostgresItems({ database, tracer });
  const items = storedItems;

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerItems(app, { items, tracer });
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
