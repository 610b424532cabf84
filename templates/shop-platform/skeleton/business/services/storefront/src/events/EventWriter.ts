import { setTimeout as delay } from 'node:timers/promises';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Tracer } from '../tracing/index.ts';
import type { SeenEvent } from './BrowsingEvent.ts';

/** What is kept in memory at most while the database is away; the rest is lost. */
const mostWaiting = 10_000;
const batchSize = 1000;

export interface EventWriterOptions {
  database: Database;
  tracer: Tracer;
  logger: Logger;
  flushMs: number;
}

/** Takes events at once and writes them in batches: a page view must not cost a transaction. */
export class EventWriter implements Part {
  readonly name = 'event writer';
  readonly required = false;
  readonly #options: EventWriterOptions;
  readonly #stopping = new AbortController();
  #waiting: SeenEvent[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** How many were taken: fewer when too many wait. */
  take(events: readonly SeenEvent[]): number {
    const room = Math.max(mostWaiting - this.#waiting.length, 0);
    const taken = events.slice(0, room);
    this.#waiting.push(...taken);
    return taken.length;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#flush();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#flush();
      await delay(this.#options.flushMs, undefined, { signal }).catch(() => {});
    }
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, batchSize);
      try {
        await this.#write(batch);
      } catch (error) {
        this.#options.logger.warn(error, 'Browsing events wait');
        return;
      }
      this.#waiting = this.#waiting.slice(batch.length);
    }
  }

  /** In a trace of its own: a batch is of many requests. */
  async #write(batch: readonly SeenEvent[]): Promise<void> {
    const { database, tracer } = this.#options;
    await tracer.start(
      'WriteEvents',
      ctx =>
        tracer.dbSpan(ctx, 'INSERT', 'events', () =>
          database.pool.query(insertEvents, columnsOf(batch)),
        ),
      {
        context: ROOT_CONTEXT,
        attributes: { 'shop.events.count': batch.length },
      },
    );
  }
}

const insertEvents = `INSERT INTO ${schema}.events
    (id, type, occurred_at, session_id, customer_id, product_id, page, query)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[],
    $5::uuid[], $6::uuid[], $7::text[], $8::text[])
  ON CONFLICT (id) DO NOTHING`;

function columnsOf(events: readonly SeenEvent[]): unknown[][] {
  return [
    events.map(event => event.eventId),
    events.map(event => event.type),
    events.map(event => event.occurredAt),
    events.map(event => event.sessionId),
    events.map(event => event.customerId),
    events.map(event => event.productId),
    events.map(event => event.page),
    events.map(event => event.query),
  ];
}
