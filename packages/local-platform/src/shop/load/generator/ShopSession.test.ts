import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { Random } from '../../../otlp/generator/Random';
import { ShopSession } from './ShopSession';
import { StorefrontClient } from './StorefrontClient';

const PRICE = 15_000;
const DELIVERY = 7_000;

const checkoutSchema = z.object({
  paymentToken: z.string(),
  expectedTotal: z.object({ amount: z.number() }),
});

/** Answers as the storefront and the gateway do, and keeps what it was asked. */
class Counter {
  readonly asked: { line: string; key?: string; token?: string }[] = [];
  /** The codes of the next checkouts; 201 after them. */
  readonly answers: number[] = [];
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      const { method = 'GET', url = '/', headers } = request;
      const line = `${method} ${decodeURIComponent(url)}`;
      const isCheckout = url === '/api/checkout';
      const body = method === 'GET' ? {} : await json(request);
      const token = isCheckout ? checkoutSchema.parse(body) : undefined;
      if (token) {
        expect(token.expectedTotal.amount).toBe(PRICE + DELIVERY);
      }
      const { 'idempotency-key': key } = headers;
      this.asked.push({
        line,
        ...(typeof key === 'string' && { key }),
        ...(token && { token: token.paymentToken }),
      });
      response.statusCode = isCheckout ? this.answers.shift() ?? 201 : 200;
      response.end(JSON.stringify(this.#answer(url)));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async visit(seed: number) {
    const address = this.#server?.address() as AddressInfo;
    const url = `http://127.0.0.1:${address.port}`;
    const random = new Random(seed);
    const from = this.asked.length;
    const result = await new ShopSession({
      client: new StorefrontClient({
        baseUrl: url,
        apiUrl: url,
        customerId: 'c-1',
      }),
      random,
      think: async () => {},
      pickProduct: () => `p-${random.below(50)}`,
      categories: ['home', 'garden'],
    }).run();
    return { result, asked: this.asked.slice(from) };
  }

  #answer(url: string): object {
    if (url === '/api/cart') {
      return { total: { amount: PRICE } };
    }
    if (url.startsWith('/api/delivery-options')) {
      return { items: [{ method: 'branch', price: { amount: DELIVERY } }] };
    }
    return { orderId: 'o-1' };
  }
}

describe('a visit to the shop', () => {
  let shop: Counter;

  beforeEach(async () => {
    shop = new Counter();
    await shop.start();
  });
  afterEach(() => shop.stop());

  const linesOf = async (seed: number) =>
    (await shop.visit(seed)).asked.map(({ line }) => line);

  it('is the same for the same seed, and another for another', async () => {
    const first = await linesOf(7);

    expect(await linesOf(7)).toEqual(first);
    expect(await linesOf(8)).not.toEqual(first);
    expect(first[0]).toBe('GET /');
  });

  it('looks around, searches, fills a cart, buys, and now and then cancels', async () => {
    const visits = [];
    for (let seed = 1; seed <= 300; seed += 1) {
      visits.push(await linesOf(seed));
    }
    const share = (pattern: RegExp) =>
      visits.filter(lines => lines.some(line => pattern.test(line))).length /
      visits.length;

    expect(share(/^GET \/products\/p-/)).toBe(1);
    expect(share(/^POST \/api\/events/)).toBe(1);
    expect(share(/^GET \/products\?query=./)).toBeGreaterThan(0.4);
    const ordersLookedAt = share(/^GET \/orders\?customerId=c-1/);
    expect(ordersLookedAt).toBeGreaterThan(0.08);
    expect(ordersLookedAt).toBeLessThan(0.25);
    const carts = share(/^PUT \/api\/cart\/lines\/p-/);
    const checkouts = share(/^POST \/api\/checkout/);
    expect(carts).toBeGreaterThan(0.3);
    expect(carts).toBeLessThan(0.5);
    expect(checkouts).toBeGreaterThan(0.15);
    expect(checkouts).toBeLessThan(carts);
    const cancellations = share(/^POST \/orders\/o-1\/cancellation/);
    expect(cancellations).toBeGreaterThan(0);
    expect(cancellations).toBeLessThan(0.05);
  });

  it('asks again with the same key where the outcome is not known, and with another card where it was declined', async () => {
    const seeds = Array.from({ length: 300 }, (_, index) => index + 1);
    const keysOf = async (seed: number, answers: number[]) => {
      shop.answers.splice(0, Infinity, ...answers);
      const { asked, result } = await shop.visit(seed);
      const attempts = asked.filter(({ token }) => token !== undefined);
      return { attempts, result };
    };

    let declinedTwice = 0;
    let repeated = 0;
    for (const seed of seeds) {
      const { attempts, result } = await keysOf(seed, [503, 201]);
      if (attempts.length > 0) {
        repeated += 1;
        expect(result.checkouts).toEqual(['failed', 'placed']);
        expect(attempts[1]).toEqual(attempts[0]);
      }
      const declined = await keysOf(seed, [402, 402]);
      const [first, second] = declined.attempts;
      if (second) {
        declinedTwice += 1;
        expect(second.key).not.toBe(first.key);
        expect(second.token).not.toBe(first.token);
      }
    }
    expect(repeated).toBeGreaterThan(30);
    expect(declinedTwice).toBeGreaterThan(10);
    expect(declinedTwice).toBeLessThan(repeated);
  });
});
