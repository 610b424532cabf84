import type { Context } from '@opentelemetry/api';
import type { Callee } from '../calls/Callee.ts';
import type { Money } from '../money/Money.ts';
import {
  deliveryMethod,
  deliveryQuoteSchema,
  type DeliveryMethod,
  type Quote,
} from '../shop/schemas.ts';

const dayMs = 24 * 3600 * 1000;
/** What is promised while Shipping is silent: a day more than it usually says. */
const estimatedDays: Record<DeliveryMethod, number> = { branch: 3, courier: 4 };
const kyivDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });

export interface DeliveryOption {
  method: DeliveryMethod;
  price: Money;
  deliverBy: string;
  estimated: boolean;
}

/** How the cart gets to a city: at the shop's flat price, by when Shipping says. */
export class DeliveryOptions {
  readonly #shipping: Callee;

  constructor(shipping: Callee) {
    this.#shipping = shipping;
  }

  async list(
    ctx: Context,
    city: string,
    quote: Quote,
  ): Promise<DeliveryOption[]> {
    const options = await Promise.all(
      deliveryMethod.options.map(async method => ({
        method,
        price: quote.deliveryCosts[method],
        ...(await this.#deliverBy(ctx, method, city, quote)),
      })),
    );
    return options.toSorted((a, b) => a.price.amount - b.price.amount);
  }

  async #deliverBy(
    ctx: Context,
    method: DeliveryMethod,
    city: string,
    { weightGrams, total }: Quote,
  ): Promise<{ deliverBy: string; estimated: boolean }> {
    // The customer has named a city only; which branch or street makes no difference.
    const place = method === 'branch' ? { branchNumber: 1 } : { street: '—' };
    try {
      const { deliverBy, estimated } = await this.#shipping.call(
        ctx,
        '/delivery-quotes',
        deliveryQuoteSchema,
        {
          method: 'POST',
          body: {
            delivery: { method, city, ...place },
            weightGrams: Math.min(Math.max(weightGrams, 1), 30_000),
            declaredValue: total,
          },
        },
      );
      return { deliverBy, estimated };
    } catch {
      // The failed call is in the trace.
      const at = Date.now() + estimatedDays[method] * dayMs;
      return { deliverBy: kyivDate.format(at), estimated: true };
    }
  }
}
