import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { SpanKind, type Context } from '@opentelemetry/api';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { RedisConnection } from '../redis/RedisConnection.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  eventSchema,
  fromTraceparent,
  messageIdAttribute,
  messagingAttributes,
  type Event,
} from './event.ts';
import type { HandleEvent } from './handleEvent.ts';

const group = 'core';
const batchSize = 20;
const waitMs = 2000;
const failedMs = 2000;

const entrySchema = z
  .tuple([z.string(), z.array(z.string())])
  .transform(([entryId, fields]) => {
    const pairs = fields.flatMap((field, index) =>
      index % 2 === 0 ? [[field, fields[index + 1] ?? ''] as const] : [],
    );
    return { entryId, fields: new Map(pairs) };
  });

type Entry = z.infer<typeof entrySchema>;

const readSchema = z
  .array(z.tuple([z.string(), z.array(entrySchema)]))
  .nullable()
  .transform(streams => streams?.at(0)?.[1] ?? []);

/** The entries of XAUTOCLAIM's answer; those deleted meanwhile are in its third part. */
const claimSchema = z
  .tuple([z.string(), z.array(entrySchema)], z.unknown())
  .transform(([, entries]) => entries);

export interface EventConsumerOptions {
  database: Database;
  redis: RedisConnection;
  tracer: Tracer;
  logger: Logger;
  stream: string;
  handle: HandleEvent;
  /** An entry that a pod took so long ago without acknowledging it is taken over. */
  abandonedMs?: number;
}

/**
 * Reads a stream with a consumer group. An entry is acknowledged after its
 * transaction; one that fails stays pending and is tried again.
 */
export class EventConsumer implements Part {
  readonly name = 'event consumer';
  readonly required = false;
  readonly #options: Required<EventConsumerOptions>;
  readonly #consumer = `${process.pid}@${process.env.HOSTNAME ?? 'local'}`;
  readonly #stopping = new AbortController();
  #redis: Redis | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor({ abandonedMs = 30_000, ...options }: EventConsumerOptions) {
    this.#options = { ...options, abandonedMs };
  }

  async start(): Promise<void> {
    const redis = this.#options.redis.openBlocking();
    this.#redis = redis;
    this.#running = this.#run(redis);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#redis?.disconnect();
    await this.#running;
  }

  async #run(redis: Redis): Promise<void> {
    const { signal } = this.#stopping;
    let reading = false;
    while (!signal.aborted) {
      try {
        if (!reading) {
          await this.#open(redis);
          reading = true;
        }
        await this.#processAll(redis, await this.#claimAbandoned(redis));
        await this.#processAll(redis, await this.#readNew(redis));
      } catch (error) {
        if (!signal.aborted) {
          this.#options.logger.warn(error, 'Events are not read');
        }
        reading = false;
        await delay(failedMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #open(redis: Redis): Promise<void> {
    if (redis.status !== 'ready') {
      await once(redis, 'ready', { signal: this.#stopping.signal });
    }
    await this.#createGroup(redis);
  }

  async #createGroup(redis: Redis): Promise<void> {
    try {
      await redis.xgroup(
        'CREATE',
        this.#options.stream,
        group,
        '0',
        'MKSTREAM',
      );
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) {
        throw error;
      }
    }
  }

  async #readNew(redis: Redis): Promise<Entry[]> {
    const answer: unknown = await redis.xreadgroup(
      'GROUP',
      group,
      this.#consumer,
      'COUNT',
      batchSize,
      'BLOCK',
      waitMs,
      'STREAMS',
      this.#options.stream,
      '>',
    );
    return readSchema.parse(answer);
  }

  async #claimAbandoned(redis: Redis): Promise<Entry[]> {
    const { stream, abandonedMs } = this.#options;
    const answer: unknown = await redis.xautoclaim(
      stream,
      group,
      this.#consumer,
      abandonedMs,
      '0',
      'COUNT',
      batchSize,
    );
    return claimSchema.parse(answer);
  }

  async #processAll(redis: Redis, entries: Entry[]): Promise<void> {
    for (const entry of entries) {
      await this.#process(redis, entry);
    }
  }

  async #process(redis: Redis, { entryId, fields }: Entry): Promise<void> {
    const { tracer, logger, stream } = this.#options;
    const sent = fromTraceparent(fields.get('traceparent'));
    try {
      await tracer.start(
        `process ${stream}`,
        async (ctx, span) => {
          const event = parseEvent(fields.get('payload'));
          span.setAttribute(messageIdAttribute, event.id);
          await this.#handleOnce(ctx, event);
        },
        {
          // The trace goes on through the message; that it did so later, and
          // perhaps more than once, is what the link says.
          context: sent,
          links: [sent],
          kind: SpanKind.CONSUMER,
          attributes: {
            ...messagingAttributes('process', stream),
            'messaging.consumer.group.name': group,
          },
        },
      );
      await redis.xack(stream, group, entryId);
    } catch (error) {
      logger.error(
        { err: error, entryId },
        'An event was not handled; it stays pending',
      );
    }
  }

  async #handleOnce(ctx: Context, event: Event): Promise<void> {
    const { database, tracer, handle } = this.#options;
    await database.transaction(async client => {
      const { rowCount } = await tracer.dbSpan(
        ctx,
        'INSERT',
        'handled_events',
        () =>
          client.query(
            `INSERT INTO ${schema}.handled_events (id, type) VALUES ($1, $2)
           ON CONFLICT DO NOTHING`,
            [event.id, event.type],
          ),
      );
      if (rowCount === 1) {
        await handle(ctx, { event, client });
      }
    });
  }
}

function parseEvent(payload = ''): Event {
  return eventSchema.parse(JSON.parse(payload));
}
