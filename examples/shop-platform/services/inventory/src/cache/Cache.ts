import type { Context } from '@opentelemetry/api';
import type { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { RedisConnection } from '../redis/RedisConnection.ts';
import type { Tracer } from '../tracing/index.ts';

export interface CacheOptions {
  redis: RedisConnection;
  tracer: Tracer;
  logger: Logger;
  ttlSeconds: number;
}

/**
 * Never the only copy and never a reason to fail: when Redis is away or holds
 * something unreadable, reads find nothing and writes do nothing. The trace
 * shows it as a failed span.
 */
export class Cache {
  readonly #options: CacheOptions;

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  async get<T>(
    ctx: Context,
    key: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    const { redis, tracer } = this.#options;
    return await this.#orNothing(
      tracer.cacheSpan(ctx, 'GET', key, async (_ctx, span) => {
        const text = await redis.client.get(key);
        span.setAttribute('cache.hit', text !== null);
        return text === null ? undefined : schema.parse(JSON.parse(text));
      }),
    );
  }

  async set(ctx: Context, key: string, value: unknown): Promise<void> {
    const { redis, tracer, ttlSeconds } = this.#options;
    await this.#orNothing(
      tracer.cacheSpan(ctx, 'SET', key, () =>
        redis.client.set(key, JSON.stringify(value), 'EX', ttlSeconds),
      ),
    );
  }

  async remove(ctx: Context, key: string): Promise<void> {
    const { redis, tracer } = this.#options;
    await this.#orNothing(
      tracer.cacheSpan(ctx, 'DEL', key, () => redis.client.del(key)),
    );
  }

  async #orNothing<T>(command: Promise<T>): Promise<T | undefined> {
    try {
      return await command;
    } catch (error) {
      this.#options.logger.debug(
        error,
        'The cache failed; going on without it',
      );
      return undefined;
    }
  }
}
