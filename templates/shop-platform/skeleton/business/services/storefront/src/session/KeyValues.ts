import type { Context } from '@opentelemetry/api';
import type { z } from 'zod';
import { unavailable } from '../http/refusals.ts';
import type { RedisConnection } from '../redis/RedisConnection.ts';
import type { Tracer } from '../tracing/index.ts';

export interface KeyValuesOptions {
  redis: RedisConnection;
  tracer: Tracer;
}

/** What must be remembered, unlike what is cached: without Redis it is a 503. */
export class KeyValues {
  readonly #redis: RedisConnection;
  readonly #tracer: Tracer;

  constructor({ redis, tracer }: KeyValuesOptions) {
    this.#redis = redis;
    this.#tracer = tracer;
  }

  async get<T>(
    ctx: Context,
    key: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    const text = await this.run(ctx, 'GET', key, () =>
      this.#redis.client.get(key),
    );
    return text === null ? undefined : schema.parse(JSON.parse(text));
  }

  async set(
    ctx: Context,
    key: string,
    value: unknown,
    ttlSeconds: number,
  ): Promise<void> {
    const text = JSON.stringify(value);
    await this.run(ctx, 'SET', key, () =>
      this.#redis.client.set(key, text, 'EX', ttlSeconds),
    );
  }

  /** What is kept under the key: what was there first. */
  async setOnce<T>(
    ctx: Context,
    key: string,
    value: T,
    { schema, ttlSeconds }: { schema: z.ZodType<T>; ttlSeconds: number },
  ): Promise<T> {
    const text = JSON.stringify(value);
    await this.run(ctx, 'SET', key, () =>
      this.#redis.client.set(key, text, 'EX', ttlSeconds, 'NX'),
    );
    return (await this.get(ctx, key, schema)) ?? value;
  }

  async run<T>(
    ctx: Context,
    operation: string,
    key: string,
    command: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#tracer.cacheSpan(ctx, operation, key, command);
    } catch (error) {
      throw unavailable('The memory of carts', error);
    }
  }

  get client() {
    return this.#redis.client;
  }
}
