import type { FastifyInstance } from 'fastify';
import { registerCallees } from './calls/routes.ts';
import { createServiceClients, ServiceClient } from './calls/ServiceClient.ts';
import type { Config } from './config.ts';
import { Contacts } from './contacts/Contacts.ts';
import { Database } from './database/Database.ts';
import { EventConsumer } from './events/EventConsumer.ts';
import { createHandleEvent } from './events/handleEvent.ts';
import { HttpGateway } from './gateway/HttpGateway.ts';
import { MessageGateway } from './gateway/MessageGateway.ts';
import { SimulatedGateway } from './gateway/SimulatedGateway.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import { PostgresMessages } from './messages/PostgresMessages.ts';
import { Resending } from './messages/Resending.ts';
import { registerMessages } from './messages/routes.ts';
import { Sender } from './messages/Sender.ts';
import { SendQueue } from './messages/SendQueue.ts';
import { SmsLimit } from './messages/SmsLimit.ts';
import type { Part } from './part.ts';
import { PostgresPreferences } from './preferences/PostgresPreferences.ts';
import { registerPreferences } from './preferences/routes.ts';
import { RedisConnection } from './redis/RedisConnection.ts';
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
    external: gatewayPeers(config),
  });

  const messages = new PostgresMessages({ database, tracer });
  const preferences = new PostgresPreferences({ database, tracer });
  const resending = new Resending({ database, messages, preferences });
  if (config.gateway.url === undefined) {
    logger.warn('MESSAGE_GATEWAY_URL is not set: the gateway is simulated');
  }
  parts.push(
    new EventConsumer({
      database,
      redis,
      tracer,
      logger,
      ...config.consumer,
      handle: createHandleEvent({ messages, preferences, tracer }),
    }),
    new Sender({
      queue: new SendQueue({ database, tracer }),
      contacts: createContacts(config),
      gateway: createGateway(config, tracer),
      limit: new SmsLimit({
        counter: redis.client,
        tracer,
        perSecond: config.gateway.smsPerSecond,
      }),
      tracer,
      logger,
      ...config.sender,
    }),
  );

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerMessages(app, { messages, resending, tracer });
  registerPreferences(app, { preferences, tracer });
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

function createContacts({ calls: { services, timeoutMs } }: Config) {
  return new Contacts(
    new ServiceClient({ name: 'core', baseUrl: services.core, timeoutMs }),
  );
}

function createGateway({ gateway, simulation }: Config, tracer: Tracer) {
  const { url, timeoutMs } = gateway;
  const connection =
    url === undefined
      ? new SimulatedGateway(simulation)
      : new HttpGateway({ url });
  return new MessageGateway({ connection, tracer, timeoutMs });
}

/** A simulated gateway has no address, and its spans claim none. */
function gatewayPeers({ gateway: { url } }: Config): Record<string, Peer> {
  if (url === undefined) {
    return {};
  }
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return {
    'message-gateway': { address: hostname, port: Number(port || usual) },
  };
}
