import { setTimeout as delay } from 'node:timers/promises';
import { context, SpanKind } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { z } from 'zod';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { RedisConnection } from '../redis/RedisConnection.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  fromTraceparent,
  messageIdAttribute,
  messagingAttributes,
  toTraceparent,
} from './event.ts';

const batchSize = 100;
const idleMs = 250;
const failedMs = 2000;
/** About what a consumer may lag behind before it misses events. */
const streamLength = 1_000_000;

const rowSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.unknown(),
  traceparent: z.string().nullable(),
  occurred_at: z.date(),
});

type Row = z.infer<typeof rowSchema>;

export interface OutboxRelayOptions {
  database: Database;
  redis: RedisConnection;
  tracer: Tracer;
  logger: Logger;
  stream: string;
}

/**
 * Moves events from the outbox to the stream, in order and at least once: a
 * crash between the two sends an event again. Several pods take turns.
 */
export class OutboxRelay implements Part {
  readonly name = 'outbox relay';
  readonly required = false;
  readonly #options: OutboxRelayOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: OutboxRelayOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Sends what waits, one batch at most; returns how many events that were. */
  async sendBatch(): Promise<number> {
    return await this.#options.database.transaction(async client => {
      const rows = await takeWaiting(client);
      for (const row of rows) {
        await this.#send(row);
      }
      await client.query(
        `UPDATE ${schema}.outbox SET sent_at = now() WHERE id = ANY($1)`,
        [rows.map(({ id }) => id)],
      );
      return rows.length;
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let pauseMs = idleMs;
      try {
        if (
          (await this.#hasWaiting()) &&
          (await this.sendBatch()) === batchSize
        ) {
          continue;
        }
      } catch (error) {
        this.#options.logger.warn(error, 'Events wait in the outbox');
        pauseMs = failedMs;
      }
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** One short statement: this is asked several times a second, mostly in vain. */
  async #hasWaiting(): Promise<boolean> {
    const { rowCount } = await this.#options.database.pool.query(
      `SELECT FROM ${schema}.outbox WHERE sent_at IS NULL LIMIT 1`,
    );
    return rowCount === 1;
  }

  async #send({ id, type, data, traceparent, occurred_at }: Row) {
    const { tracer, redis, stream } = this.#options;
    const occurredAt = occurred_at.toISOString();
    const payload = JSON.stringify({ id, type, occurredAt, data });
    await tracer.start(
      `send ${stream}`,
      async ctx => {
        const fields = [
          'payload',
          payload,
          'traceparent',
          toTraceparent(ctx) ?? '',
        ];
        await context.with(suppressTracing(ctx), () =>
          redis.client.xadd(
            stream,
            'MAXLEN',
            '~',
            streamLength,
            '*',
            ...fields,
          ),
        );
      },
      {
        // The request that wrote the event, over some time ago: the trace goes on.
        context: fromTraceparent(traceparent ?? undefined),
        kind: SpanKind.PRODUCER,
        attributes: {
          ...messagingAttributes('send', stream),
          [messageIdAttribute]: id,
        },
      },
    );
  }
}

async function takeWaiting(client: Queryable): Promise<Row[]> {
  // One relay at a time, or the order of events would be lost.
  const { rows: locked } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtext($1)) AS mine',
    [`${schema} outbox`],
  );
  if (!locked.at(0)?.mine) {
    return [];
  }
  const { rows } = await client.query(
    `SELECT id, type, data, traceparent, occurred_at FROM ${schema}.outbox
     WHERE sent_at IS NULL ORDER BY position LIMIT $1`,
    [batchSize],
  );
  return rows.map(row => rowSchema.parse(row));
}
