import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Carts } from '../cart/Carts.ts';
import { readIdempotencyKey } from '../http/idempotency.ts';
import { parseInput, Problem } from '../http/problems.ts';
import { conflict, refusable } from '../http/refusals.ts';
import { readVisitor } from '../session/visitor.ts';
import type { Tracer } from '../tracing/index.ts';
import { checkoutSchema, type Checkout } from './Checkout.ts';
import type { DeliveryOptions } from './DeliveryOptions.ts';

const citySchema = z.strictObject({ city: z.string().trim().min(2).max(120) });

export interface CheckoutRoutesOptions {
  carts: Carts;
  checkout: Checkout;
  deliveries: DeliveryOptions;
  tracer: Tracer;
}

export function registerCheckout(
  app: FastifyInstance,
  { carts, checkout, deliveries, tracer }: CheckoutRoutesOptions,
): void {
  app.get('/api/delivery-options', async (request, reply) => {
    const { city } = parseInput(citySchema, request.query);
    const visitor = readVisitor(request, reply);
    const items = await refusable(tracer, 'ListDeliveryOptions', async ctx => {
      const quote = await carts.quote(ctx, visitor);
      if (!quote) {
        throw conflict('The cart is empty.');
      }
      return await deliveries.list(ctx, city, quote);
    });
    return { items };
  });

  app.post('/api/checkout', async (request, reply) => {
    const key = readIdempotencyKey(request);
    const input = parseInput(checkoutSchema, request.body);
    const order = await checkout.buy(readVisitor(request, reply), key, input);
    if (order.status === 'cancelled') {
      throw new Problem({
        type: 'state-conflict',
        status: 409,
        title: 'State conflict',
        detail: 'The order was cancelled meanwhile; make a new key.',
      });
    }
    return reply
      .status(order.status === 'payment_pending' ? 202 : 201)
      .header('location', `/orders/${order.id}`)
      .send({
        orderId: order.id,
        orderNumber: order.number,
        status: order.status,
        total: order.total,
      });
  });
}
