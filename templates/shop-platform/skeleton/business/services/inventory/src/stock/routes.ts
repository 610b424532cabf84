import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readIntent } from '../http/idempotency.ts';
import { parseInput, Problem } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Adjustments } from './Adjustments.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { adjustmentSchema } from './StockLevel.ts';
import type { StockLevels } from './StockLevels.ts';

const listSchema = z.strictObject({
  // A parameter that is given once is a text, one that is repeated a list.
  productId: z.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z.array(z.uuid()).max(100).optional(),
  ),
  below: z.coerce.number().int().min(0).max(2_000_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
});

const productParamsSchema = z.object({ productId: z.uuid() });

export interface StockRoutesOptions {
  levels: StockLevels;
  adjustments: Adjustments;
  tracer: Tracer;
}

export function registerStock(
  app: FastifyInstance,
  { levels, adjustments, tracer }: StockRoutesOptions,
): void {
  app.get('/stock-levels', async request => {
    const query = parseInput(listSchema, request.query);
    const { productId: productIds, below, limit, cursor } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for says whether there is a next page.
    const found = await tracer.start('ListStockLevels', ctx =>
      levels.list(ctx, { productIds, below, after, limit: limit + 1 }),
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

  app.post('/stock-levels/:productId/adjustments', async request => {
    const { productId } = parseInput(productParamsSchema, request.params);
    const adjustment = parseInput(adjustmentSchema, request.body);
    const intent = readIntent(request, { productId, ...adjustment });
    const result = await tracer.start('AdjustStock', (ctx, span) => {
      span.setAttributes({
        'shop.product.id': productId,
        'shop.warehouse': adjustment.warehouse,
        'shop.stock.change': adjustment.change,
      });
      return adjustments.adjust(ctx, { productId, adjustment, intent });
    });
    switch (result.outcome) {
      case 'adjusted':
        return result.level;
      case 'reserved':
        throw tooMuchReserved();
      case 'unknown-product':
        throw noStockLevel(productId);
    }
  });
}

function tooMuchReserved(): Problem {
  return new Problem({
    type: 'state-conflict',
    status: 409,
    title: 'State conflict',
    detail: 'It would leave less than what is reserved; nothing was changed.',
  });
}

function noStockLevel(productId: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no stock level of product ${productId} in this warehouse; its first delivery makes one.`,
  });
}
