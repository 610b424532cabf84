import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { channelSchema, type Channel } from '../preferences/Preferences.ts';
import type { Tracer } from '../tracing/index.ts';
import { contentSchema, type Locale } from './Message.ts';

const queuedSchema = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    order_id: z.string().nullable(),
    channel: channelSchema,
    template: z.string(),
    parameters: z.unknown(),
    attempts: z.number(),
    traceparent: z.string().nullable(),
  })
  .transform(({ template, parameters, ...row }) => ({
    id: row.id,
    customerId: row.customer_id,
    orderId: row.order_id ?? undefined,
    channel: row.channel,
    content: contentSchema.parse({ template, parameters }),
    attempts: row.attempts,
    traceparent: row.traceparent ?? undefined,
  }));

export type QueuedMessage = z.infer<typeof queuedSchema>;

export interface SendQueueOptions {
  database: Database;
  tracer: Tracer;
}

/** What the sender takes up, and what comes of it. */
export class SendQueue {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: SendQueueOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  /** Takes what is due for this sender alone, until the lease ends. */
  async take(limit: number, leaseMs: number): Promise<QueuedMessage[]> {
    const { rows } = await this.#database.pool.query(
      `UPDATE ${schema}.messages
       SET attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
       WHERE id IN (
         SELECT id FROM ${schema}.messages WHERE due_at <= now()
         ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       RETURNING id, customer_id, order_id, channel, template, parameters, attempts, traceparent`,
      [limit, leaseMs],
    );
    return rows.map(row => queuedSchema.parse(row));
  }

  /** False when somebody else sends it: before this answers true, nobody may. */
  async markSent(
    ctx: Context,
    id: string,
    { channel, locale }: { channel: Channel; locale: Locale },
  ): Promise<boolean> {
    const changed = await this.#update(
      ctx,
      `SET status = 'sent', due_at = NULL, channel = $2, locale = $3
       WHERE id = $1 AND status = 'queued'`,
      [id, channel, locale],
    );
    return changed === 1;
  }

  async markDelivered(ctx: Context, id: string): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'delivered' WHERE id = $1 AND status = 'sent'`,
      [id],
    );
  }

  async markFailed(ctx: Context, id: string, failure: string): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'failed', due_at = NULL, failure = $2
       WHERE id = $1 AND status IN ('queued', 'sent')`,
      [id, failure],
    );
  }

  async suppress(ctx: Context, id: string): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'suppressed', due_at = NULL WHERE id = $1 AND status = 'queued'`,
      [id],
    );
  }

  /** Nothing was sent: it is due again after a pause. */
  async putBack(ctx: Context, id: string, delayMs: number): Promise<void> {
    await this.#update(
      ctx,
      `SET status = 'queued', due_at = now() + $2 * interval '1 millisecond'
       WHERE id = $1 AND status IN ('queued', 'sent')`,
      [id, delayMs],
    );
  }

  async #update(ctx: Context, change: string, values: unknown[]) {
    const { rowCount } = await this.#tracer.dbSpan(
      ctx,
      'UPDATE',
      'messages',
      () =>
        this.#database.pool.query(
          `UPDATE ${schema}.messages ${change}`,
          values,
        ),
    );
    return rowCount;
  }
}
