import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
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

type Asked = { line: string; key?: string; token?: string; total?: number };

/** Answers as the storefront and the gateway do, and keeps what it was asked. */
class Counter {
  readonly asked: Asked[] = [];
  /** The codes of the next checkouts; 201 after them. */
  answers: number[] = [];
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer(
      (request, response) => void this.#serve(request, response),
    );
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

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const { method = 'GET', url = '/', headers } = request;
    const asked: Asked = { line: `${method} ${decodeURIComponent(url)}` };
    const body = method === 'GET' ? {} : await json(request);
    if (url === '/api/checkout') {
      const { paymentToken, expectedTotal } = checkoutSchema.parse(body);
      asked.token = paymentToken;
      asked.total = expectedTotal.amount;
      asked.key = z.string().parse(headers['idempotency-key']);
      response.statusCode = this.answers.shift() ?? 201;
    }
    this.asked.push(asked);
    response.end(JSON.stringify(this.#answer(url)));
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
    const visits: string[][] = [];
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
    const checkouts = async (answers: number[]) => {
      const visits = [];
      for (let seed = 1; seed <= 300; seed += 1) {
        shop.answers = [...answers];
        const { asked, result } = await shop.visit(seed);
        const attempts = asked.filter(({ token }) => token !== undefined);
        visits.push({ attempts, kinds: result.checkouts });
      }
      return visits.filter(({ attempts }) => attempts.length > 0);
    };

    const repeated = await checkouts([503, 201]);
    expect(repeated.length).toBeGreaterThan(30);
    for (const { attempts, kinds } of repeated) {
      expect(kinds).toEqual(['failed', 'placed']);
      expect(attempts[1]).toEqual(attempts[0]);
      expect(attempts[0].total).toBe(PRICE + DELIVERY);
    }

    const declined = await checkouts([402, 402]);
    const twice = declined.filter(({ attempts }) => attempts.length === 2);
    expect(twice.length).toBeGreaterThan(10);
    expect(twice.length).toBeLessThan(declined.length);
    for (const { attempts } of twice) {
      expect(new Set(attempts.map(({ key }) => key)).size).toBe(2);
      expect(new Set(attempts.map(({ token }) => token)).size).toBe(2);
    }
  });
});
