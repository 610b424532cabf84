import type { FastifyInstance } from 'fastify';
import { Carrier } from './carrier/Carrier.ts';
import { registerCarrierCallback } from './carrier/callback.ts';
import { HttpCarrier } from './carrier/HttpCarrier.ts';
import { SimulatedCarrier } from './carrier/SimulatedCarrier.ts';
import { SimulatedJourneys } from './carrier/SimulatedJourneys.ts';
import type { Config } from './config.ts';
import { Database } from './database/Database.ts';
import { EventConsumer } from './events/EventConsumer.ts';
import { createHandleEvent } from './events/handleEvent.ts';
import { OutboxRelay } from './events/OutboxRelay.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
import { registerQuotes } from './quotes/routes.ts';
import { RedisConnection } from './redis/RedisConnection.ts';
import { CarrierWork } from './shipments/CarrierWork.ts';
import { CarrierWorker } from './shipments/CarrierWorker.ts';
import { ParcelUpdates } from './shipments/ParcelUpdates.ts';
import { PostgresShipments } from './shipments/PostgresShipments.ts';
import { registerShipments } from './shipments/routes.ts';
import { Tracer, type Peer } from './tracing/index.ts';

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
    external: carrierPeers(config),
  });

  const shipments = new PostgresShipments({ database, tracer });
  const updates = new ParcelUpdates({ database, tracer });
  const carrier = createCarrier(config, tracer);
  parts.push(
    new OutboxRelay({ database, redis, tracer, logger, ...config.outbox }),
    new EventConsumer({
      database,
      redis,
      tracer,
      logger,
      ...config.consumer,
      handle: createHandleEvent({ shipments, tracer }),
    }),
    new CarrierWorker({
      work: new CarrierWork({ database, tracer }),
      carrier,
      tracer,
      logger,
      pollMs: config.carrier.pollMs,
      retryMs: config.carrier.retryMs,
    }),
  );
  if (config.carrier.url === undefined) {
    logger.warn('CARRIER_URL is not set: the carrier is simulated');
    parts.push(
      new SimulatedJourneys({
        database,
        updates,
        logger,
        ...config.simulation,
      }),
    );
  }

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerQuotes(app, { carrier, tracer });
  registerShipments(app, { shipments, tracer });
  registerCarrierCallback(app, {
    updates,
    secret: config.carrier.callbackSecret,
  });
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

function createCarrier({ carrier, simulation }: Config, tracer: Tracer) {
  const { url, quoteTimeoutMs, timeoutMs } = carrier;
  const connection =
    url === undefined
      ? new SimulatedCarrier(simulation)
      : new HttpCarrier({ url });
  return new Carrier({ connection, tracer, quoteTimeoutMs, timeoutMs });
}

/** A simulated carrier has no address, and its spans claim none. */
function carrierPeers({ carrier: { url } }: Config): Record<string, Peer> {
  if (url === undefined) {
    return {};
  }
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return {
    'nova-poshta': { address: hostname, port: Number(port || usual) },
  };
}
