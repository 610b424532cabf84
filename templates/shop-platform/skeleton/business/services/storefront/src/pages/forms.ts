import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Carts } from '../cart/Carts.ts';
import { checkoutSchema, type Checkout } from '../checkout/Checkout.ts';
import { parseInput, Problem } from '../http/problems.ts';
import { uah } from '../money/Money.ts';
import { cartPage, checkoutPage, type Entered } from './buying.ts';
import { texts, type Frame } from './layout.ts';
import type { PageContext, PageServer, Shown } from './PageServer.ts';

const lineFormSchema = z.object({
  productId: z.uuid(),
  quantity: z.coerce.number().pipe(z.int().min(1).max(50)),
});
const removeFormSchema = z.object({
  productId: z.uuid(),
  remove: z.literal('yes'),
});
const keySchema = z.object({ key: z.uuid() });

export interface FormRoutesOptions {
  pages: PageServer;
  carts: Carts;
  checkout: Checkout;
}

/** Cart and checkout for browsers: forms, without a script. */
export function registerForms(
  app: FastifyInstance,
  options: FormRoutesOptions,
): void {
  const { pages, carts } = options;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );

  app.get('/cart', (request, reply) =>
    pages.answer(request, reply, 'CartPage', async context =>
      cartPage(context.frame, await carts.view(context.ctx, context.visitor)),
    ),
  );

  app.post('/cart/lines', (request, reply) =>
    pages.answer(request, reply, 'ChangeCart', async ({ ctx, visitor }) => {
      refuseOtherSites(request);
      const removal = removeFormSchema.safeParse(request.body);
      if (removal.success) {
        await carts.remove(ctx, visitor, removal.data.productId);
      } else {
        const line = parseInput(lineFormSchema, request.body);
        await carts.set(ctx, visitor, line);
      }
      return { goTo: '/cart' };
    }),
  );

  app.get('/checkout', (request, reply) =>
    pages.answer(request, reply, 'CheckoutPage', context =>
      showCheckout(options, context, { key: randomUUID(), entered: {} }),
    ),
  );

  app.post('/checkout', (request, reply) =>
    pages.answer(request, reply, 'PayPage', async context => {
      refuseOtherSites(request);
      return await pay(options, context, request.body);
    }),
  );
}

async function pay(
  options: FormRoutesOptions,
  context: PageContext,
  body: unknown,
): Promise<Shown> {
  const entered = z.record(z.string(), z.string()).parse(body);
  const key = parseInput(keySchema, body).key.toLowerCase();
  try {
    const input = parseInput(checkoutSchema, toCheckout(entered));
    const order = await options.checkout.buy(context.visitor, key, input);
    return { goTo: `/orders/${order.id}` };
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    const { status } = error.options;
    // After a final answer a new attempt is a new intent; otherwise the key has to stay.
    const next = status >= 500 || status === 429 ? key : randomUUID();
    const notice = noticeOf(context.frame, error);
    const shown = await showCheckout(options, context, {
      key: next,
      entered,
      notice,
    });
    return typeof shown === 'string' ? { status, text: shown } : shown;
  }
}

async function showCheckout(
  { carts, checkout }: FormRoutesOptions,
  { ctx, frame, visitor }: PageContext,
  form: { key: string; entered: Entered; notice?: string },
): Promise<Shown> {
  const quote = await carts.quote(ctx, visitor);
  if (!quote) {
    return { goTo: '/cart' };
  }
  const stranger = await checkout.isStranger(ctx, visitor);
  return checkoutPage(frame, { ...form, quote, stranger });
}

/** What a form sends, as the API takes it; what is empty was left out. */
function toCheckout(entered: Entered): unknown {
  const given = (name: string) => entered[name]?.trim() || undefined;
  const method = given('method');
  return {
    delivery: {
      method,
      city: given('city'),
      ...(method === 'courier'
        ? { street: given('street') }
        : { branchNumber: Number(given('branchNumber')) || undefined }),
    },
    paymentToken: given('paymentToken'),
    expectedTotal: uah(Number(given(`total_${method}`))),
    ...(given('email') === undefined
      ? {}
      : {
          buyer: {
            name: given('name'),
            email: given('email'),
            phone: given('phone'),
          },
        }),
  };
}

function noticeOf(frame: Frame, { options }: Problem): string {
  const t = texts(frame);
  switch (options.status) {
    case 400: {
      const fields = options.errors?.map(({ pointer }) =>
        pointer.split('/').at(-1),
      );
      return `${t.invalid} ${fields?.join(', ') ?? ''}`;
    }
    case 401:
      return `${t.invalid} ${t.email}`;
    case 402:
      return t.declined;
    case 409:
      return options.type === 'state-conflict' ? t.known : t.changed;
    default:
      return t.away;
  }
}

/** A form on another site must not fill a cart or pay here. */
function refuseOtherSites(request: FastifyRequest): void {
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    throw new Problem({
      type: 'other-site',
      status: 403,
      title: 'Other site',
      detail: 'Forms are taken from the pages of the shop only.',
    });
  }
}
