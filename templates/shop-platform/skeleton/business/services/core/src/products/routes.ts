import { context } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  isForeignKeyViolation,
  isUniqueViolation,
} from '../database/errors.ts';
import {
  decodeCursor,
  encodeCursor,
  pageQuery,
  toPage,
} from '../http/paging.ts';
import { parseInput } from '../http/problems.ts';
import {
  conflict,
  invalidField,
  notFound,
  refusable,
} from '../http/refusals.ts';
import type { Tracer } from '../tracing/index.ts';
import type { CachedProducts } from './CachedProducts.ts';
import type { PostgresProducts } from './PostgresProducts.ts';
import {
  newProductSchema,
  productChangeSchema,
  productSort,
  type ProductSort,
} from './Product.ts';
import { toTsquery } from './search.ts';

const listSchema = z.strictObject({
  ...pageQuery,
  query: z.string().trim().min(2).max(100).optional(),
  category: z.string().max(60).optional(),
  sort: productSort.default('relevance'),
});

const paramsSchema = z.object({ productId: z.uuid() });
const versionSchema = z
  .string()
  .regex(/^"?[0-9]{1,9}"?$/)
  .transform(text => Number(text.replaceAll('"', '')));

const sortValues: Record<ProductSort, z.ZodType<string>> = {
  relevance: z.string().regex(/^[0-9.e+-]{1,30}$/),
  newest: z.iso.datetime(),
  price_asc: z.string().regex(/^[0-9]{1,18}$/),
  price_desc: z.string().regex(/^[0-9]{1,18}$/),
};

export interface ProductRoutesOptions {
  products: PostgresProducts;
  cached: CachedProducts;
  tracer: Tracer;
}

export function registerProducts(
  app: FastifyInstance,
  options: ProductRoutesOptions,
): void {
  registerReads(app, options);
  registerWrites(app, options);
}

function registerReads(
  app: FastifyInstance,
  { products, cached, tracer }: ProductRoutesOptions,
): void {
  app.get('/categories', async () => ({
    items: await products.categories(context.active()),
  }));

  app.get('/products', async request => {
    const input = parseInput(listSchema, request.query);
    const tsquery = input.query && toTsquery(input.query);
    // Without words to look for, everything is equally relevant.
    const sort = input.sort === 'relevance' && !tsquery ? 'newest' : input.sort;
    const after = decodeCursor(sort, input.cursor, sortValues[sort]);
    if (input.query !== undefined && tsquery === undefined) {
      return { items: [] };
    }
    const found = await tracer.start('ListProducts', (ctx, span) => {
      span.setAttribute('shop.search.words', tsquery !== undefined);
      return products.list(ctx, {
        tsquery,
        category: input.category,
        sort,
        limit: input.limit + 1,
        after,
      });
    });
    const page = toPage(found, input.limit, ({ product: { id }, sortValue }) =>
      encodeCursor(sort, { value: sortValue, id }),
    );
    return { ...page, items: page.items.map(({ product }) => product) };
  });

  app.get('/products/:productId', async request => {
    const { productId } = parseInput(paramsSchema, request.params);
    const attributes = { 'shop.product.id': productId };
    const product = await tracer.start(
      'GetProduct',
      ctx => cached.find(ctx, productId),
      { attributes },
    );
    if (!product) {
      throw notFound('product', productId);
    }
    return product;
  });
}

function registerWrites(
  app: FastifyInstance,
  { products, cached, tracer }: ProductRoutesOptions,
): void {
  app.post('/products', async (request, reply) => {
    const newProduct = parseInput(newProductSchema, request.body);
    const product = await refusable(tracer, 'CreateProduct', async ctx => {
      try {
        return await products.create(ctx, newProduct);
      } catch (error) {
        throw asRefusal(error);
      }
    });
    return reply
      .status(201)
      .header('location', `/products/${product.id}`)
      .send(product);
  });

  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  app.patch('/products/:productId', async request => {
    const { productId } = parseInput(paramsSchema, request.params);
    const version = versionSchema.safeParse(request.headers['if-match']);
    if (!version.success) {
      throw invalidField('If-Match', 'must be the version that was read');
    }
    const change = parseInput(productChangeSchema, request.body);
    return await refusable(
      tracer,
      'ChangeProduct',
      async ctx => {
        try {
          const changed = await cached.change(
            ctx,
            productId,
            version.data,
            change,
          );
          if (changed) {
            return changed;
          }
        } catch (error) {
          throw asRefusal(error);
        }
        throw (await products.find(ctx, productId))
          ? conflict('The product changed since it was read; read it again.')
          : notFound('product', productId);
      },
      { 'shop.product.id': productId },
    );
  });
}

function asRefusal(error: unknown): unknown {
  if (isUniqueViolation(error)) {
    return conflict('Another product has this SKU.');
  }
  return isForeignKeyViolation(error)
    ? invalidField('/category', 'must be the slug of a category')
    : error;
}
