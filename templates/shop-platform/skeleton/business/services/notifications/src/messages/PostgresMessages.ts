import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { toTraceparent } from '../events/event.ts';
import type { Channel } from '../preferences/Preferences.ts';
import { channelSchema } from '../preferences/Preferences.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  contentSchema,
  localeSchema,
  messageSchema,
  messageStatusSchema,
  type Content,
  type ListOptions,
  type Message,
} from './Message.ts';

export const columns =
  'id, customer_id, order_id, channel, template, locale, status, failure, created_at';

export const rowSchema = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    order_id: z.string().nullable(),
    channel: channelSchema,
    template: z.string(),
    locale: localeSchema.nullable(),
    status: messageStatusSchema,
    failure: z.string().nullable(),
    created_at: z.date(),
  })
  .transform(
    (row): z.input<typeof messageSchema> => ({
      id: row.id,
      customerId: row.customer_id,
      orderId: row.order_id ?? undefined,
      channel: row.channel,
      template: row.template,
      locale: row.locale ?? undefined,
      status: row.status,
      failure: row.failure ?? undefined,
      createdAt: row.created_at.toISOString(),
    }),
  )
  .pipe(messageSchema);

/** Why a message is written: an event, or somebody who sends another one again. */
export type Origin =
  | { eventId: string }
  | { resendOf: string; resendKey: string };

export interface NewMessage {
  origin: Origin;
  customerId: string;
  orderId?: string | undefined;
  content: Content;
  channel: Channel;
  /** A message without one is kept as suppressed. */
  dueAt: Date | undefined;
}

export interface PostgresMessagesOptions {
  database: Database;
  tracer: Tracer;
}

/** What was sent and will be, as events make it and the API shows it. */
export class PostgresMessages {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresMessagesOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  /** Nothing when there is a message of the same origin. */
  async create(
    ctx: Context,
    client: Queryable,
    message: NewMessage,
  ): Promise<Message | undefined> {
    const { origin, customerId, orderId, content, channel, dueAt } = message;
    const again = 'resendOf' in origin ? origin : undefined;
    const { rows } = await this.#tracer.dbSpan(ctx, 'INSERT', 'messages', () =>
      client.query(
        `INSERT INTO ${schema}.messages
           (id, event_id, resend_of, resend_key, customer_id, order_id, channel,
            template, parameters, status, due_at, traceparent, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now(), now())
         ON CONFLICT DO NOTHING RETURNING ${columns}`,
        [
          randomUUID(),
          'eventId' in origin ? origin.eventId : null,
          again?.resendOf ?? null,
          again?.resendKey ?? null,
          customerId,
          orderId ?? null,
          channel,
          content.template,
          JSON.stringify(content.parameters),
          dueAt ? 'queued' : 'suppressed',
          dueAt ?? null,
          toTraceparent(ctx) ?? null,
        ],
      ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }

  /** Newest first. */
  async list(
    ctx: Context,
    { limit, after, customerId, orderId, status }: ListOptions,
  ): Promise<Message[]> {
    const values: unknown[] = [limit];
    const conditions: string[] = [];
    for (const [column, value] of [
      ['customer_id', customerId],
      ['order_id', orderId],
      ['status', status],
    ] as const) {
      if (value !== undefined) {
        conditions.push(`${column} = $${values.push(value)}`);
      }
    }
    if (after) {
      const createdAt = values.push(after.createdAt);
      const id = values.push(after.id);
      conditions.push(`(created_at, id) < ($${createdAt}, $${id})`);
    }
    const where = conditions.length > 0 ? conditions.join(' AND ') : 'true';
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'messages', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.messages WHERE ${where}
         ORDER BY created_at DESC, id DESC LIMIT $1`,
        values,
      ),
    );
    return rows.map(row => rowSchema.parse(row));
  }

  /** The message that is to be sent again, locked; of one that was sent again itself, the first. */
  async lockFirst(ctx: Context, client: Queryable, id: string) {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'messages', () =>
      client.query(
        `SELECT id, customer_id, order_id, template, parameters FROM ${schema}.messages
         WHERE id = (SELECT coalesce(resend_of, id) FROM ${schema}.messages WHERE id = $1)
         FOR UPDATE`,
        [id],
      ),
    );
    return rows.map(row => firstSchema.parse(row)).at(0);
  }

  async findByKey(ctx: Context, client: Queryable, key: string) {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'messages', () =>
      client.query(
        `SELECT ${columns}, resend_of FROM ${schema}.messages WHERE resend_key = $1`,
        [key],
      ),
    );
    return rows
      .map(row => ({
        message: rowSchema.parse(row),
        resendOf: z.object({ resend_of: z.string() }).parse(row).resend_of,
      }))
      .at(0);
  }

  /** How often a message was sent again in the last 24 hours. */
  async countResent(ctx: Context, client: Queryable, id: string) {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'messages', () =>
      client.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM ${schema}.messages
         WHERE resend_of = $1 AND created_at > now() - interval '1 day'`,
        [id],
      ),
    );
    return rows.at(0)?.count ?? 0;
  }
}

const firstSchema = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    order_id: z.string().nullable(),
    template: z.string(),
    parameters: z.unknown(),
  })
  .transform(({ template, parameters, ...row }) => ({
    id: row.id,
    customerId: row.customer_id,
    orderId: row.order_id ?? undefined,
    content: contentSchema.parse({ template, parameters }),
  }));
