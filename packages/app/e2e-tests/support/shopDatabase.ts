import { Client } from 'pg';
import { z } from 'zod';
import { endpoints } from './portal';

/** Who takes the events of orders, each of them every one. */
export const FOLLOWERS = ['core', 'notifications', 'shipping'];

const eventSchema = z.object({
  id: z.string(),
  occurredAt: z.date(),
  traceId: z.string().nullable(),
});

/** An event that a service announced, and the trace that it is to go on. */
export type AnnouncedEvent = z.infer<typeof eventSchema>;

/** Asks the shop's own database, past its services. */
async function read<T extends z.ZodType>(
  row: T,
  query: string,
  values: unknown[] = [],
): Promise<z.infer<T>[]> {
  const client = new Client({ connectionString: endpoints().shopPostgres });
  await client.connect();
  try {
    return z.array(row).parse((await client.query(query, values)).rows);
  } finally {
    await client.end();
  }
}

/** All that was announced so far, sent or not. */
export async function announcedEvents(): Promise<AnnouncedEvent[]> {
  const from = (service: string) => `
    SELECT id::text, occurred_at AS "occurredAt",
      split_part(traceparent, '-', 2) AS "traceId"
    FROM ${service}.outbox`;
  return await read(
    eventSchema,
    `${from('core')} UNION ALL ${from('shipping')}`,
  );
}

/** The orders of the present that are paid for and of which no event tells. */
export async function unannouncedOrders(): Promise<string[]> {
  const rows = await read(
    z.object({ id: z.string() }),
    `SELECT id::text FROM core.orders
     WHERE status IN ('paid', 'shipped', 'delivered')
       AND created_at >= (SELECT day FROM demo.seeded)
       AND id::text NOT IN (
         SELECT data->>'orderId' FROM core.outbox WHERE type = 'order.placed')`,
  );
  return rows.map(({ id }) => id);
}

/** Which of these events a service has dealt with. */
export async function handledBy(
  service: string,
  events: AnnouncedEvent[],
): Promise<string[]> {
  const rows = await read(
    z.object({ id: z.string() }),
    `SELECT id::text FROM ${service}.handled_events WHERE id = ANY($1)`,
    [events.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

/** The past that the shop was given, and in which currencies. */
export async function seededPast() {
  const [past] = await read(
    z.object({
      products: z.number(),
      customers: z.number(),
      orders: z.number(),
      days: z.number(),
      currencies: z.array(z.string()),
    }),
    `SELECT (SELECT count(*)::int FROM core.products) AS products,
       count(DISTINCT customer_id)::int AS customers,
       count(*)::int AS orders,
       count(DISTINCT created_at::date)::int AS days,
       (SELECT array_agg(DISTINCT currency) FROM (
          SELECT price_currency AS currency FROM core.products
          UNION SELECT currency FROM core.orders
          UNION SELECT currency FROM payments.payments) AS used) AS currencies
     FROM core.orders WHERE created_at < (SELECT day FROM demo.seeded)`,
  );
  return past;
}
