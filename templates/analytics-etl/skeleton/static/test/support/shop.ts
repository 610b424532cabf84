import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { z } from 'zod';

const idSchema = z.array(z.object({ id: z.uuid() }));

async function insert(client: Client, text: string, values: unknown[]) {
  const { rows } = await client.query<Record<string, unknown>>(text, values);
  const [row] = idSchema.parse(rows);
  if (!row) {
    throw new Error('Nothing was inserted');
  }
  return row.id;
}

export interface NewOrder {
  customerId?: string;
  status?: string;
  currency?: string;
  /** Of each line, in kopiikas. */
  prices?: readonly string[];
  quantity?: number;
  /** When it was created: SQL, for example `now() - interval '1 day'`. */
  at?: string;
  /** When it last changed; when it was created if left out. */
  changedAt?: string;
}

/** What the shop's services write of one tenant, on one connection. */
export class Shop {
  readonly #client: Client;
  readonly #tenant: string;
  #numbers = 0;

  constructor(client: Client, tenant = 'default') {
    this.#client = client;
    this.#tenant = tenant;
  }

  async addProduct(category = 'tea'): Promise<string> {
    return await insert(
      this.#client,
      `INSERT INTO core.products (sku, name, category, price_amount, tenant_id)
       VALUES ($1, 'Чай "Карпатський"' || $1, $2, 1000, $3) RETURNING id`,
      [randomUUID().toUpperCase(), category, this.#tenant],
    );
  }

  async addOrder(
    productId: string,
    {
      customerId = randomUUID(),
      status = 'paid',
      currency = 'UAH',
      prices = ['1050'],
      quantity = 2,
      at = 'now()',
      changedAt = at,
    }: NewOrder = {},
  ): Promise<string> {
    this.#numbers += 1;
    const total = prices.reduce(
      (sum, price) => sum + BigInt(price) * BigInt(quantity),
      7000n,
    );
    const orderId = await insert(
      this.#client,
      `INSERT INTO core.orders (number, status, customer_id, currency, total_amount, tenant_id, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, ${at}, ${changedAt}) RETURNING id`,
      [
        String(10_000_000 + this.#numbers),
        status,
        customerId,
        currency,
        String(total),
        this.#tenant,
      ],
    );
    for (const [position, price] of prices.entries()) {
      await this.#client.query(
        `INSERT INTO core.order_lines
           (order_id, position, product_id, name, quantity, unit_price_amount, total_amount, tenant_id, created_at, updated_at)
         VALUES ($1, $2, $3, 'Чай', $4::integer, $5::bigint, $5::bigint * $4::integer, $6, ${at}, ${changedAt})`,
        [orderId, position, productId, quantity, price, this.#tenant],
      );
    }
    return orderId;
  }

  async setStatus(orderId: string, status: string): Promise<void> {
    await this.#client.query(
      'UPDATE core.orders SET status = $2, updated_at = now() WHERE id = $1',
      [orderId, status],
    );
  }

  async pay(orderId: string): Promise<void> {
    const paymentId = await insert(
      this.#client,
      `INSERT INTO payments.payments (order_id, status) VALUES ($1, 'captured') RETURNING id`,
      [orderId],
    );
    await this.#client.query(
      'UPDATE core.orders SET payment_id = $2, updated_at = now() WHERE id = $1',
      [orderId, paymentId],
    );
  }

  async view(productId: string): Promise<void> {
    await this.#client.query(
      `INSERT INTO storefront.events (type, session_id, product_id, page, tenant_id)
       VALUES ('product_view', gen_random_uuid(), $1, E'/p\\n-', $2)`,
      [productId, this.#tenant],
    );
  }
}
