import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readIdempotencyKey } from '../http/idempotency.ts';
import {
  decodeCursor,
  encodeCursor,
  pageQuery,
  toPage,
} from '../http/paging.ts';
import { parseInput, Problem } from '../http/problems.ts';
import { notFound } from '../http/refusals.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  cancellationSchema,
  newLinesSchema,
  newOrderSchema,
  orderStatus,
} from './Order.ts';
import type { OrderCancellation } from './OrderCancellation.ts';
import { orderIdOf, type OrderPlacement } from './OrderPlacement.ts';
import type { PostgresOrders } from './PostgresOrders.ts';
import type { Quotes } from './Quotes.ts';

const listSchema = z.strictObject({
  ...pageQuery,
  status: orderStatus.optional(),
  customerId: z.uuid().optional(),
  createdAfter: z.iso.datetime({ offset: true }).optional(),
});

const paramsSchema = z.object({ orderId: z.uuid() });
const quoteSchema = z.strictObject({ lines: newLinesSchema });

export interface OrderRoutesOptions {
  orders: PostgresOrders;
  quotes: Quotes;
  placement: OrderPlacement;
  cancellation: OrderCancellation;
  tracer: Tracer;
}

export function registerOrders(
  app: FastifyInstance,
  { orders, quotes, placement, cancellation, tracer }: OrderRoutesOptions,
): void {
  app.post('/quotes', async request => {
    const { lines } = parseInput(quoteSchema, request.body);
    return await tracer.start('QuoteOrder', ctx => quotes.quote(ctx, lines));
  });

  app.post('/orders', async (request, reply) => {
    const key = readIdempotencyKey(request);
    const newOrder = parseInput(newOrderSchema, request.body);
    const { order, replay } = await placement
      .place(key, newOrder)
      .catch((error: unknown) => {
        if (error instanceof Problem && error.options.status === 504) {
          // The order is there; the caller may follow it.
          reply.header('location', `/orders/${orderIdOf(key)}`);
        }
        throw error;
      });
    return reply
      .status(201)
      .header('location', `/orders/${order.id}`)
      .header('idempotent-replay', replay)
      .send(order);
  });

  app.get('/orders', async request => {
    const { limit, cursor, ...filters } = parseInput(listSchema, request.query);
    const after = decodeCursor('orders', cursor, z.iso.datetime());
    const found = await tracer.start('ListOrders', ctx =>
      orders.list(ctx, { ...filters, limit: limit + 1, after }),
    );
    const page = toPage(found, limit, ({ order: { createdAt, id } }) =>
      encodeCursor('orders', { value: createdAt, id }),
    );
    return { ...page, items: page.items.map(({ order }) => order) };
  });

  app.get('/orders/:orderId', async request => {
    const { orderId } = parseInput(paramsSchema, request.params);
    const kept = await tracer.start(
      'GetOrder',
      ctx => orders.find(ctx, orderId),
      { attributes: { 'shop.order.id': orderId } },
    );
    if (!kept) {
      throw notFound('order', orderId);
    }
    return kept.order;
  });

  app.post('/orders/:orderId/cancellation', async (request, reply) => {
    const { orderId } = parseInput(paramsSchema, request.params);
    const key = readIdempotencyKey(request);
    const cancel = parseInput(cancellationSchema, request.body);
    const { order, replay } = await cancellation.cancel(orderId, key, cancel);
    return reply.header('idempotent-replay', replay).send(order);
  });
}
