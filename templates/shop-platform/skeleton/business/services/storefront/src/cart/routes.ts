import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/problems.ts';
import { refusable } from '../http/refusals.ts';
import { readVisitor } from '../session/visitor.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Carts } from './Carts.ts';

const paramsSchema = z.object({ productId: z.uuid() });
const lineSchema = z.strictObject({ quantity: z.int().min(1).max(50) });

export interface CartRoutesOptions {
  carts: Carts;
  tracer: Tracer;
}

export function registerCart(
  app: FastifyInstance,
  { carts, tracer }: CartRoutesOptions,
): void {
  app.get('/api/cart', async (request, reply) => {
    const visitor = readVisitor(request, reply);
    return await refusable(tracer, 'GetCart', ctx => carts.view(ctx, visitor));
  });

  app.put('/api/cart/lines/:productId', async (request, reply) => {
    const { productId } = parseInput(paramsSchema, request.params);
    const { quantity } = parseInput(lineSchema, request.body);
    const visitor = readVisitor(request, reply);
    return await refusable(
      tracer,
      'SetCartLine',
      ctx => carts.set(ctx, visitor, { productId, quantity }),
      { 'shop.product.id': productId },
    );
  });

  app.delete('/api/cart/lines/:productId', async (request, reply) => {
    const { productId } = parseInput(paramsSchema, request.params);
    const visitor = readVisitor(request, reply);
    return await refusable(
      tracer,
      'RemoveCartLine',
      ctx => carts.remove(ctx, visitor, productId),
      { 'shop.product.id': productId },
    );
  });
}
