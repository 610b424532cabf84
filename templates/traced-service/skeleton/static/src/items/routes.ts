import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput, Problem } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { newItemSchema, type Items } from './Item.ts';

const listSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
});

const itemParamsSchema = z.object({ itemId: z.uuid() });

export interface ItemRoutesOptions {
  items: Items;
  tracer: Tracer;
}

/** The example resource, as `openapi.yaml` describes it. */
export function registerItems(
  app: FastifyInstance,
  { items, tracer }: ItemRoutesOptions,
): void {
  app.post('/items', async (request, reply) => {
    const newItem = parseInput(newItemSchema, request.body);
    const item = await tracer.start('CreateItem', ctx =>
      items.create(ctx, newItem),
    );
    return reply.status(201).header('location', `/items/${item.id}`).send(item);
  });

  app.get('/items', async request => {
    const { limit, cursor } = parseInput(listSchema, request.query);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for says whether there is a next page.
    const found = await tracer.start('ListItems', ctx =>
      items.list(ctx, { limit: limit + 1, after }),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page,
      ...(last && found.length > limit
        ? { nextCursor: encodeCursor(last) }
        : {}),
    };
  });

  app.get('/items/:itemId', async request => {
    const { itemId } = parseInput(itemParamsSchema, request.params);
    const item = await tracer.start('GetItem', ctx => items.find(ctx, itemId));
    if (!item) {
      throw itemNotFound(itemId);
    }
    return item;
  });
}

export function itemNotFound(itemId: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no item ${itemId}`,
  });
}
