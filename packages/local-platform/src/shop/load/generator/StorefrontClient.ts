import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const TIMEOUT_MS = 20_000;

const moneySchema = z.object({ amount: z.number() });
const cartSchema = z.looseObject({ total: moneySchema });
const optionsSchema = z.object({
  items: z.array(z.looseObject({ method: z.string(), price: moneySchema })),
});
const resultSchema = z.looseObject({ orderId: z.string() });

export type BrowsingEvent = {
  type: 'page_view' | 'product_view' | 'click' | 'search';
  page: string;
  productId?: string;
  query?: string;
};

/** How an attempt to buy was answered. */
export type CheckoutAnswer =
  | { kind: 'placed' | 'pending'; orderId: string }
  | { kind: 'declined' | 'refused' | 'failed' };

/** A browser at the shop, as far as the shop's servers see it. */
export class StorefrontClient {
  readonly #baseUrl: string;
  readonly #apiUrl: string;
  readonly #customerId: string;
  readonly #headers: Record<string, string>;
  readonly #events: object[] = [];

  constructor(options: {
    baseUrl: string;
    /** Core, which the shop's gateway offers to customers for their orders. */
    apiUrl: string;
    customerId: string;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#apiUrl = options.apiUrl;
    this.#customerId = options.customerId;
    // What the gateway makes of a customer's token.
    this.#headers = {
      'x-customer-id': options.customerId,
      'x-session-id': randomUUID(),
    };
  }

  /** A page; that it is not found or refused is the shop's answer, and no error here. */
  async open(path: string): Promise<void> {
    const response = await this.#fetch(path);
    await response.arrayBuffer();
    await this.#flush();
  }

  /** Sent with the next page, as a browser does. */
  async record(event: BrowsingEvent): Promise<void> {
    this.#events.push({
      eventId: randomUUID(),
      occurredAt: new Date().toISOString(),
      ...event,
    });
  }

  async setLine(productId: string, quantity: number): Promise<void> {
    await this.#drop(
      await this.#send('PUT', `/api/cart/lines/${productId}`, { quantity }),
    );
  }

  /** In kopiikas. */
  async cartTotal(): Promise<number> {
    const response = await this.#fetch('/api/cart');
    return response.ok
      ? cartSchema.parse(await response.json()).total.amount
      : (await this.#drop(response), 0);
  }

  async cheapestDelivery(city: string): Promise<{ price: number } | undefined> {
    const response = await this.#fetch(
      `/api/delivery-options?city=${encodeURIComponent(city)}`,
    );
    if (!response.ok) {
      await this.#drop(response);
      return undefined;
    }
    const { items } = optionsSchema.parse(await response.json());
    const branch = items.find(({ method }) => method === 'branch');
    return branch && { price: branch.price.amount };
  }

  async checkOut(
    key: string,
    order: {
      city: string;
      branchNumber: number;
      total: number;
      paymentToken: string;
    },
  ): Promise<CheckoutAnswer> {
    const response = await this.#send(
      'POST',
      '/api/checkout',
      {
        delivery: {
          method: 'branch',
          city: order.city,
          branchNumber: order.branchNumber,
        },
        paymentToken: order.paymentToken,
        expectedTotal: { amount: order.total, currency: 'UAH' },
      },
      { 'idempotency-key': key },
    );
    if (response.status === 201 || response.status === 202) {
      const { orderId } = resultSchema.parse(await response.json());
      return { kind: response.status === 201 ? 'placed' : 'pending', orderId };
    }
    await this.#drop(response);
    if (response.status === 402) {
      return { kind: 'declined' };
    }
    return { kind: response.status < 500 ? 'refused' : 'failed' };
  }

  /** What the customer bought before, from Core as the gateway offers it. */
  async listOrders(): Promise<void> {
    const url = new URL('/orders', this.#apiUrl);
    url.searchParams.set('customerId', this.#customerId);
    await this.#drop(await this.#fetch(url.href));
  }

  async cancel(orderId: string): Promise<void> {
    await this.#drop(
      await this.#send(
        'POST',
        new URL(`/orders/${orderId}/cancellation`, this.#apiUrl).href,
        { reason: 'customer_request' },
        { 'idempotency-key': randomUUID() },
      ),
    );
  }

  async #flush(): Promise<void> {
    const events = this.#events.splice(0);
    if (events.length > 0) {
      await this.#drop(await this.#send('POST', '/api/events', { events }));
    }
  }

  async #send(
    method: string,
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await this.#fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #fetch(
    path: string,
    init: {
      method?: string;
      headers?: Record<string, string>;
      body?: string;
    } = {},
  ): Promise<Response> {
    return await fetch(new URL(path, this.#baseUrl), {
      ...init,
      headers: { ...this.#headers, ...init.headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  async #drop(response: Response): Promise<void> {
    await response.arrayBuffer();
  }
}
