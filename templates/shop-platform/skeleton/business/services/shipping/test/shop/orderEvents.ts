import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { eventSchema } from '../../src/events/event.ts';
import { shipmentSchema, type Shipment } from '../../src/shipments/Shipment.ts';
import { eventually, request } from '../support/http.ts';
import { startRedis } from '../support/redis.ts';

const entriesSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

export const orderTraceId = '4bf92f3577b34da6a3ce929d0e0e4736';

export interface OrderEvents {
  environment: NodeJS.ProcessEnv;
  stream: string;
  /** Announces something as Core does; returns the event's id. */
  publish(type: string, data: object, id?: string): Promise<string>;
  /** What was published of this type, in order. */
  published(type: string): Promise<unknown[]>;
}

/** The stream of the shop's order events, and the environment of a service that reads and writes it. */
export async function startOrderEvents(t: TestContext): Promise<OrderEvents> {
  const { url } = await startRedis(t);
  const redis = new Redis(url);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  return {
    stream,
    environment: {
      REDIS_URL: url,
      OUTBOX_STREAM: stream,
      CONSUMER_STREAM: stream,
      CARRIER_POLL_MS: '20',
      CARRIER_RETRY_MS: '20',
      SIMULATED_LATENCY_MS: '0',
      SIMULATED_POLL_MS: '20',
      // No test of an answer fails because the machine is busy.
      CARRIER_TIMEOUT_MS: '20000',
    },
    async publish(type, data, id = randomUUID()) {
      const occurredAt = new Date().toISOString();
      await redis.xadd(
        stream,
        '*',
        'payload',
        JSON.stringify({ id, type, occurredAt, data }),
        'traceparent',
        `00-${orderTraceId}-00f067aa0ba902b7-01`,
      );
      return id;
    },
    async published(type) {
      const entries = entriesSchema.parse(await redis.xrange(stream, '-', '+'));
      return entries
        .map(([, fields]) => eventSchema.parse(JSON.parse(fields[1] ?? '')))
        .filter(event => event.type === type)
        .map(event => event.data);
    },
  };
}

export function orderPlaced(overrides: object = {}) {
  return {
    orderId: randomUUID(),
    orderNumber: '10482215',
    customerId: randomUUID(),
    reservationId: randomUUID(),
    lines: [{ productId: randomUUID(), quantity: 2 }],
    delivery: { method: 'branch', city: 'Lviv', branchNumber: 14 },
    total: { amount: 77300, currency: 'UAH' },
    ...overrides,
  };
}

const pageSchema = z.object({ items: z.array(shipmentSchema) });

/** Waits until the order's shipment is in this state. */
export async function shipmentOf(
  url: string,
  orderId: string,
  status: string,
): Promise<Shipment> {
  return await eventually(async () => {
    const { body } = await request(
      `${url}/shipments?orderId=${orderId}`,
      pageSchema,
    );
    return body.items.find(shipment => shipment.status === status);
  });
}
