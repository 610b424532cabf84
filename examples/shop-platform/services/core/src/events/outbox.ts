import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import type { Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import { toTraceparent } from './event.ts';

export interface NewEvent {
  type: string;
  data: unknown;
}

export interface AddToOutboxOptions {
  /** The transaction that the event tells of. */
  client: Queryable;
  tracer: Tracer;
  event: NewEvent;
}

/** Keeps the event, with the trace that it belongs to, for the relay to send after the commit. */
export async function addToOutbox(
  ctx: Context,
  { client, tracer, event }: AddToOutboxOptions,
): Promise<void> {
  await tracer.dbSpan(ctx, 'INSERT', 'outbox', () =>
    client.query(
      `INSERT INTO ${schema}.outbox (id, type, data, traceparent, occurred_at)
       VALUES ($1, $2, $3, $4, now())`,
      [
        randomUUID(),
        event.type,
        JSON.stringify(event.data),
        toTraceparent(ctx),
      ],
    ),
  );
}
