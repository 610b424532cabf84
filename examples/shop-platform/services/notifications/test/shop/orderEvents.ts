import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { messageSchema, type Message } from '../../src/messages/Message.ts';
import { eventually, request } from '../support/http.ts';
import { startRedis } from '../support/redis.ts';

export const orderTraceId = '4bf92f3577b34da6a3ce929d0e0e4736';

export interface OrderEvents {
  environment: NodeJS.ProcessEnv;
  stream: string;
  /** Announces something as Core and Shipping do; returns the event's id. */
  publish(type: string, data: object, id?: string): Promise<string>;
}

/** The stream of the shop's order events, and the environment of a service that reads it. */
export async function startOrderEvents(t: TestContext): Promise<OrderEvents> {
  const { url } = await startRedis(t);
  const redis = new Redis(url);
  t.after(() => redis.disconnect());
  const stream = `test:${randomUUID()}`;
  return {
    stream,
    environment: {
      REDIS_URL: url,
      CONSUMER_STREAM: stream,
      SENDER_POLL_MS: '20',
      SENDER_RETRY_MS: '20',
      SIMULATED_LATENCY_MS: '0',
      // No test of an answer fails because the machine is busy.
      MESSAGE_GATEWAY_TIMEOUT_MS: '20000',
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
  };
}

export function orderPlaced() {
  return {
    orderId: randomUUID(),
    orderNumber: '10482215',
    customerId: randomUUID(),
    reservationId: randomUUID(),
    lines: [{ productId: randomUUID(), quantity: 2 }],
    delivery: { method: 'branch', city: 'Lviv', branchNumber: 14 },
    total: { amount: 77300, currency: 'UAH' },
  };
}

export const pageSchema = z.object({
  items: z.array(messageSchema),
  nextCursor: z.string().optional(),
});

/** Waits until the order has a message in this state. */
export async function messageAbout(
  url: string,
  orderId: string,
  status: string,
): Promise<Message> {
  return await eventually(async () => {
    const { body } = await request(
      `${url}/messages?orderId=${orderId}`,
      pageSchema,
    );
    return body.items.find(message => message.status === status);
  });
}
