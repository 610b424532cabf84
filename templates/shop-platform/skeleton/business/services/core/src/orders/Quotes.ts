import type { Context } from '@opentelemetry/api';
import { uah, type Money } from '../money/Money.ts';
import type { PostgresProducts } from '../products/PostgresProducts.ts';
import type { DeliveryMethod, NewLine, OrderLine } from './Order.ts';

export type DeliveryPrices = Readonly<Record<DeliveryMethod, number>>;

export interface QuoteLine extends OrderLine {
  nameEn?: string | undefined;
}

export interface Quote {
  lines: QuoteLine[];
  /** Products that are not for sale (any more). */
  unsold: string[];
  total: Money;
  weightGrams: number;
  deliveryCosts: Record<DeliveryMethod, Money>;
}

export interface PricedOrder {
  lines: OrderLine[];
  deliveryCost: Money;
  total: Money;
}

export interface QuotesOptions {
  products: PostgresProducts;
  deliveryPrices: DeliveryPrices;
}

/** What things cost now: always from the database, never from a cache or a client. */
export class Quotes {
  readonly #products: PostgresProducts;
  readonly #deliveryPrices: DeliveryPrices;

  constructor({ products, deliveryPrices }: QuotesOptions) {
    this.#products = products;
    this.#deliveryPrices = deliveryPrices;
  }

  async quote(ctx: Context, wanted: readonly NewLine[]): Promise<Quote> {
    const found = await this.#products.findAll(
      ctx,
      wanted.map(({ productId }) => productId),
    );
    const sold = new Map(
      found
        .filter(({ status }) => status === 'active')
        .map(product => [product.id, product]),
    );
    let weightGrams = 0;
    const lines = wanted.flatMap(({ productId, quantity }): QuoteLine[] => {
      const product = sold.get(productId);
      if (!product) {
        return [];
      }
      weightGrams += product.weightGrams * quantity;
      const { name, nameEn, price } = product;
      const total = uah(price.amount * quantity);
      return [{ productId, name, nameEn, quantity, unitPrice: price, total }];
    });
    return {
      lines,
      unsold: wanted
        .map(({ productId }) => productId)
        .filter(productId => !sold.has(productId)),
      total: uah(lines.reduce((sum, { total }) => sum + total.amount, 0)),
      weightGrams,
      deliveryCosts: {
        branch: uah(this.#deliveryPrices.branch),
        courier: uah(this.#deliveryPrices.courier),
      },
    };
  }
}

export function priceOrder(
  { lines, total, deliveryCosts }: Quote,
  method: DeliveryMethod,
): PricedOrder {
  const deliveryCost = deliveryCosts[method];
  return {
    lines,
    deliveryCost,
    total: uah(total.amount + deliveryCost.amount),
  };
}
