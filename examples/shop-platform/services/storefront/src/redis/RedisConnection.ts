import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Peer } from '../tracing/index.ts';

export interface RedisConnectionOptions {
  url: string;
  timeoutMs: number;
  logger: Logger;
}

/**
 * A connection that fails fast: while Redis is away a command is refused at
 * once, instead of waiting in a queue and holding up the request.
 */
export class RedisConnection implements Part {
  readonly name = 'redis';
  readonly required = false;
  readonly peer: Peer;
  readonly client: Redis;
  readonly #timeoutMs: number;
  readonly #logger: Logger;

  constructor({ url, timeoutMs, logger }: RedisConnectionOptions) {
    const { hostname, port } = new URL(url);
    this.peer = { address: hostname, port: Number(port || 6379) };
    this.#timeoutMs = timeoutMs;
    this.#logger = logger;
    this.client = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: timeoutMs,
      commandTimeout: timeoutMs,
      retryStrategy: attempt => Math.min(50 * 2 ** attempt, 2000),
    });
    this.#logChanges();
  }

  async start(): Promise<void> {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const ready = once(this.client, 'ready', { signal });
    // It goes on trying by itself; the service starts without it.
    this.client.connect().catch(() => {});
    await ready.catch(() => {});
  }

  async check(): Promise<void> {
    await this.client.ping();
  }

  async stop(): Promise<void> {
    this.client.disconnect();
  }

  /** A second connection, for commands that wait; its owner disconnects it. */
  openBlocking(): Redis {
    const client = this.client.duplicate({ lazyConnect: false });
    delete client.options.commandTimeout;
    // The first connection reports when Redis is away.
    client.on('error', () => {});
    return client;
  }

  #logChanges(): void {
    let away = false;
    this.client.on('error', error => {
      if (!away) {
        away = true;
        this.#logger.warn(error, 'Redis is away');
      }
    });
    this.client.on('ready', () => {
      if (away) {
        away = false;
        this.#logger.info('Redis is back');
      }
    });
  }
}
