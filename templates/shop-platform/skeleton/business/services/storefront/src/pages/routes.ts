import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/problems.ts';
import type { Catalogue } from '../shop/Catalogue.ts';
import type { Core } from '../shop/Core.ts';
import { orderPage } from './buying.ts';
import { homePage, listPage, productPage } from './catalogue.ts';
import type { PageServer } from './PageServer.ts';

const productParamsSchema = z.object({ productId: z.uuid() });
const orderParamsSchema = z.object({ orderId: z.uuid() });

// A form sends what is left empty as well.
const optionalText = z
  .string()
  .trim()
  .max(100)
  .optional()
  .transform(text => (text === '' ? undefined : text));

const filtersSchema = z.object({
  query: optionalText,
  category: optionalText,
  sort: z
    .enum(['relevance', 'newest', 'price_asc', 'price_desc'])
    .default('relevance'),
  cursor: z.string().max(512).optional(),
});

export interface PageRoutesOptions {
  pages: PageServer;
  catalogue: Catalogue;
  core: Core;
}

export function registerPages(
  app: FastifyInstance,
  { pages, catalogue, core }: PageRoutesOptions,
): void {
  app.get('/', (request, reply) =>
    pages.answer(request, reply, 'HomePage', async ({ ctx, frame }) => {
      const newest = new URLSearchParams({ sort: 'newest', limit: '12' });
      const [categories, { items }] = await Promise.all([
        catalogue.categories(ctx),
        catalogue.products(ctx, newest),
      ]);
      return homePage(frame, categories, items);
    }),
  );

  app.get('/products', (request, reply) =>
    pages.answer(request, reply, 'ListPage', async ({ ctx, frame }) => {
      const { cursor, ...filters } = parseInput(filtersSchema, request.query);
      const query = toQuery({ ...filters, cursor, limit: '24' });
      const [categories, products] = await Promise.all([
        catalogue.categories(ctx),
        catalogue.products(ctx, query),
      ]);
      return listPage(frame, filters, categories, products);
    }),
  );

  app.get('/products/:productId', (request, reply) =>
    pages.answer(request, reply, 'ProductPage', async ({ ctx, frame }) => {
      const { productId } = parseInput(productParamsSchema, request.params);
      return productPage(frame, await catalogue.product(ctx, productId));
    }),
  );

  // Whoever knows an order's id has bought it, or was told by who has.
  app.get('/orders/:orderId', (request, reply) =>
    pages.answer(request, reply, 'OrderPage', async ({ ctx, frame }) => {
      const { orderId } = parseInput(orderParamsSchema, request.params);
      return orderPage(frame, await core.order(ctx, orderId));
    }),
  );
}

function toQuery(values: Record<string, string | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    // Core takes two letters at least; one finds everything.
    if (value !== undefined && !(name === 'query' && value.length < 2)) {
      query.set(name, value);
    }
  }
  return query;
}
