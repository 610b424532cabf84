import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import { CalleeError, type Callee } from '../calls/Callee.ts';
import { Problem } from '../http/problems.ts';
import { unavailable } from '../http/refusals.ts';
import { isTransient } from '../outgoing/httpErrors.ts';
import {
  categoriesSchema,
  orderSchema,
  productPageSchema,
  productSchema,
  quoteSchema,
  type Address,
  type Category,
  type Order,
  type Product,
  type ProductPage,
  type Quote,
} from './schemas.ts';

export interface Line {
  productId: string;
  quantity: number;
}

export interface NewOrder {
  customerId: string;
  lines: readonly Line[];
  delivery: Address;
  paymentToken: string;
  expectedTotal: { amount: number; currency: 'UAH' };
}

export interface NewCustomer {
  email: string;
  name: string;
  phone?: string | undefined;
  locale: 'uk' | 'en';
}

export interface PlacedOrder {
  order: Order;
  replay: boolean;
}

export interface CoreOptions {
  /** For what a page waits for. */
  pages: Callee;
  /** For orders, which take as long as a payment does. */
  orders: Callee;
}

/** Products, customers and orders, as `core-service` keeps them. */
export class Core {
  readonly #pages: Callee;
  readonly #orders: Callee;

  constructor({ pages, orders }: CoreOptions) {
    this.#pages = pages;
    this.#orders = orders;
  }

  async categories(ctx: Context): Promise<Category[]> {
    const { items } = await this.#read(ctx, '/categories', categoriesSchema);
    return items;
  }

  async products(ctx: Context, query: URLSearchParams): Promise<ProductPage> {
    return await this.#read(ctx, `/products?${query}`, productPageSchema);
  }

  async product(ctx: Context, id: string): Promise<Product> {
    return await this.#read(ctx, `/products/${id}`, productSchema);
  }

  async order(ctx: Context, id: string): Promise<Order> {
    return await this.#read(ctx, `/orders/${id}`, orderSchema);
  }

  async quote(ctx: Context, lines: readonly Line[]): Promise<Quote> {
    return await refusing(
      this.#pages.call(ctx, '/quotes', quoteSchema, {
        method: 'POST',
        body: { lines },
      }),
    );
  }

  async register(ctx: Context, customer: NewCustomer): Promise<string> {
    const { id } = await refusing(
      this.#pages.call(ctx, '/customers', z.looseObject({ id: z.uuid() }), {
        method: 'POST',
        body: customer,
      }),
    );
    return id;
  }

  /** The order, paid or with its payment still being found out. */
  async place(ctx: Context, key: string, newOrder: NewOrder): Promise<Order> {
    try {
      return await this.#orders.call(ctx, '/orders', orderSchema, {
        method: 'POST',
        idempotencyKey: key,
        body: newOrder,
      });
    } catch (error) {
      const location =
        error instanceof CalleeError ? error.location : undefined;
      if (location !== undefined) {
        return await this.#read(ctx, location, orderSchema);
      }
      throw toProblem(error);
    }
  }

  async #read<T>(ctx: Context, path: string, schema: z.ZodType<T>): Promise<T> {
    return await refusing(this.#pages.call(ctx, path, schema));
  }
}

async function refusing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toProblem(error);
  }
}

/** What Core refuses is for the customer to know; what fails in it is not. */
function toProblem(error: unknown): unknown {
  if (
    error instanceof CalleeError &&
    error.problem &&
    error.status < 500 &&
    error.status !== 429
  ) {
    const { type, title, detail, errors } = error.problem;
    return new Problem({
      type: type.split('/').at(-1) ?? 'refused',
      status: error.status,
      title,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      cause: error,
    });
  }
  return isTransient(error) ? unavailable('Core', error) : error;
}
