import { randomUUID } from 'node:crypto';
import { Random } from '../../../otlp/generator/Random';
import { QUERIES } from '../queries';
import { CheckoutAnswer, StorefrontClient } from './StorefrontClient';

const LOOKS_AT_ORDERS = 0.15;
const ADDS_TO_CART = 0.4;
const CHECKS_OUT = 0.65;
const SEARCHES = 0.3;
const TRIES_ANOTHER_CARD = 0.5;
const LOOKS_AT_ORDER = 0.5;
const CANCELS = 0.04;
const MAX_REPEATS = 2;

const CITIES = ['Київ', 'Львів', 'Одеса', 'Дніпро', 'Вінниця', 'Полтава'];

export type SessionOptions = {
  client: StorefrontClient;
  random: Random;
  /** Waits as long as a person reads a page; the number is in seconds. */
  think(seconds: number): Promise<void>;
  pickProduct(): string;
  categories: readonly string[];
};

/** What came of a visit. */
export type SessionResult = {
  pages: number;
  /** How each attempt to buy was answered. */
  checkouts: CheckoutAnswer['kind'][];
};

/** One visit to the shop: somebody looks around, and now and then buys. */
export class ShopSession {
  readonly #options: SessionOptions;
  readonly #result: SessionResult = { pages: 0, checkouts: [] };

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async run(): Promise<SessionResult> {
    const { random } = this.#options;
    await this.#open('/');
    if (random.chance(LOOKS_AT_ORDERS)) {
      await this.#options.client.listOrders();
    }
    const seen = await this.#lookAround();
    if (random.chance(ADDS_TO_CART)) {
      await this.#fillCart(seen);
      if (random.chance(CHECKS_OUT)) {
        await this.#buy();
      }
    }
    return this.#result;
  }

  async #lookAround(): Promise<string[]> {
    const { client, random, categories, pickProduct } = this.#options;
    const seen: string[] = [];
    for (let step = 1 + random.below(5); step > 0; step -= 1) {
      if (random.chance(SEARCHES)) {
        const query = random.pick(QUERIES);
        await this.#open(`/products?query=${encodeURIComponent(query)}`);
        await client.record({ type: 'search', query, page: '/products' });
      } else if (random.chance(0.5)) {
        await this.#open(`/products?category=${random.pick(categories)}`);
      }
      const product = pickProduct();
      await this.#open(`/products/${product}`);
      await client.record({
        type: 'product_view',
        productId: product,
        page: `/products/${product}`,
      });
      seen.push(product);
    }
    return seen;
  }

  async #fillCart(seen: readonly string[]): Promise<void> {
    const { client, random, think } = this.#options;
    const lines = Math.min(seen.length, 1 + random.below(3));
    for (const product of seen.slice(-lines)) {
      await client.record({ type: 'click', productId: product, page: '/cart' });
      await client.setLine(product, random.chance(0.8) ? 1 : 2);
      await think(4);
    }
    await this.#open('/cart');
  }

  async #buy(): Promise<void> {
    const { client, random, think } = this.#options;
    const city = random.pick(CITIES);
    await this.#open('/checkout');
    const option = await client.cheapestDelivery(city);
    const total = await client.cartTotal();
    if (!option || total === 0) {
      return;
    }
    await think(20);
    let attempts = random.chance(TRIES_ANOTHER_CARD) ? 2 : 1;
    for (; attempts > 0; attempts -= 1) {
      const answer = await this.#checkOut({
        city,
        branchNumber: 1 + random.below(60),
        total: total + option.price,
      });
      if (answer.kind !== 'declined') {
        await this.#afterwards(answer);
        return;
      }
      await think(15);
    }
  }

  /** A new key for each intent; the same one when the outcome is not known. */
  async #checkOut(order: {
    city: string;
    branchNumber: number;
    total: number;
  }): Promise<CheckoutAnswer> {
    const { client, random, think } = this.#options;
    const key = randomUUID();
    const paymentToken = `tok_${random.hex(4)}`;
    let answer: CheckoutAnswer = { kind: 'failed' };
    for (let attempt = 0; attempt <= MAX_REPEATS; attempt += 1) {
      answer = await client.checkOut(key, { ...order, paymentToken });
      this.#result.checkouts.push(answer.kind);
      if (answer.kind !== 'failed') {
        break;
      }
      await think(5);
    }
    return answer;
  }

  async #afterwards(answer: CheckoutAnswer): Promise<void> {
    const { client, random, think } = this.#options;
    if (answer.kind !== 'placed' && answer.kind !== 'pending') {
      return;
    }
    if (random.chance(LOOKS_AT_ORDER)) {
      await this.#open(`/orders/${answer.orderId}`);
    }
    if (answer.kind === 'placed' && random.chance(CANCELS)) {
      await think(10);
      await client.cancel(answer.orderId);
    }
  }

  async #open(path: string): Promise<void> {
    const { client, random, think } = this.#options;
    await client.open(path);
    this.#result.pages += 1;
    await client.record({ type: 'page_view', page: path.split('?')[0] });
    await think(2 + 10 * random.fraction());
  }
}
