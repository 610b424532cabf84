import type { Context, Span } from '@opentelemetry/api';
import { z } from 'zod';
import type { CartStore } from '../cart/CartStore.ts';
import { Problem } from '../http/problems.ts';
import { conflict, refusable } from '../http/refusals.ts';
import { moneySchema } from '../money/Money.ts';
import type { KeyValues } from '../session/KeyValues.ts';
import type { Visitor } from '../session/visitor.ts';
import type { Core } from '../shop/Core.ts';
import { addressSchema, type Order } from '../shop/schemas.ts';
import type { Tracer } from '../tracing/index.ts';

const daySeconds = 24 * 3600;

export const buyerSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  phone: z
    .string()
    .regex(/^\+380[0-9]{9}$/)
    .optional(),
});

export const checkoutSchema = z.strictObject({
  delivery: addressSchema,
  paymentToken: z.string().min(1).max(100),
  expectedTotal: moneySchema,
  buyer: buyerSchema.optional(),
});

export type CheckoutInput = z.infer<typeof checkoutSchema>;

/** What a key stands for, kept so that a retry buys the same although the cart is empty by then. */
const intentSchema = z.object({
  customerId: z.uuid(),
  lines: z.array(z.object({ productId: z.uuid(), quantity: z.int() })),
});

type Intent = z.infer<typeof intentSchema>;

const customerSchema = z.object({ customerId: z.uuid() });

export interface CheckoutOptions {
  carts: CartStore;
  memory: KeyValues;
  core: Core;
  tracer: Tracer;
}

export class Checkout {
  readonly #options: CheckoutOptions;

  constructor(options: CheckoutOptions) {
    this.#options = options;
  }

  /** Whether the visitor has to say who they are. */
  async isStranger(ctx: Context, visitor: Visitor): Promise<boolean> {
    return (await this.#customerOf(ctx, visitor)) === undefined;
  }

  async buy(
    visitor: Visitor,
    key: string,
    input: CheckoutInput,
  ): Promise<Order> {
    const { carts, core, tracer } = this.#options;
    return await refusable(tracer, 'Checkout', async (ctx, span) => {
      const intent = await this.#intend(ctx, visitor, key, input);
      span.setAttributes({
        'shop.customer.id': intent.customerId,
        'shop.cart.lines': intent.lines.length,
      });
      const order = await core.place(ctx, key, {
        customerId: intent.customerId,
        lines: intent.lines,
        delivery: input.delivery,
        paymentToken: input.paymentToken,
        expectedTotal: input.expectedTotal,
      });
      describe(span, order);
      await this.#empty(ctx, carts, visitor, intent);
      return order;
    });
  }

  async #intend(
    ctx: Context,
    visitor: Visitor,
    key: string,
    { buyer }: CheckoutInput,
  ): Promise<Intent> {
    const { carts, memory } = this.#options;
    const intentKey = `storefront-checkout:${key}`;
    const before = await memory.get(ctx, intentKey, intentSchema);
    if (before) {
      return before;
    }
    const lines = await carts.read(ctx, visitor);
    if (lines.length === 0) {
      throw conflict('The cart is empty.');
    }
    const customerId =
      (await this.#customerOf(ctx, visitor)) ??
      (await this.#register(ctx, visitor, buyer));
    return await memory.setOnce(
      ctx,
      intentKey,
      { customerId, lines },
      { schema: intentSchema, ttlSeconds: daySeconds },
    );
  }

  async #customerOf(
    ctx: Context,
    visitor: Visitor,
  ): Promise<string | undefined> {
    return (
      visitor.customerId ??
      (
        await this.#options.memory.get(
          ctx,
          `storefront-session:${visitor.sessionId}`,
          customerSchema,
        )
      )?.customerId
    );
  }

  async #register(
    ctx: Context,
    visitor: Visitor,
    buyer: CheckoutInput['buyer'],
  ): Promise<string> {
    if (!buyer) {
      throw new Problem({
        type: 'unauthenticated',
        status: 401,
        title: 'Unauthenticated',
        detail: 'Sign in, or say who buys.',
      });
    }
    const { core, memory } = this.#options;
    const locale = visitor.language;
    const customerId = await core.register(ctx, { ...buyer, locale });
    await memory.set(
      ctx,
      `storefront-session:${visitor.sessionId}`,
      { customerId },
      30 * daySeconds,
    );
    return customerId;
  }

  /** What was bought leaves the cart; that it could not must not hide the order. */
  async #empty(
    ctx: Context,
    carts: CartStore,
    visitor: Visitor,
    { lines }: Intent,
  ): Promise<void> {
    const bought = lines.map(({ productId }) => productId);
    await carts.remove(ctx, visitor, bought).catch(() => {});
  }
}

function describe(span: Span, order: Order): void {
  span.setAttributes({
    'shop.order.id': order.id,
    'shop.order.number': order.number,
    'shop.order.status': order.status,
    'shop.order.total': order.total.amount,
  });
}
