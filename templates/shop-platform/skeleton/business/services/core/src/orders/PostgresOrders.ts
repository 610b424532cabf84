import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { PageKey } from '../http/paging.ts';
import type { Tracer } from '../tracing/index.ts';
import type { KeptOrder, OrderStatus } from './Order.ts';
import type { PricedOrder } from './Quotes.ts';
import { orderColumns, toKeptOrder, toLine } from './rows.ts';

export interface InsertOrderOptions {
  id: string;
  customerId: string;
  requestHash: string;
  reservationId: string;
  priced: PricedOrder;
  delivery: KeptOrder['order']['delivery'];
}

export interface ListOrdersOptions {
  status?: OrderStatus | undefined;
  customerId?: string | undefined;
  createdAfter?: string | undefined;
  limit: number;
  after?: PageKey | undefined;
}

export interface PostgresOrdersOptions {
  database: Database;
  tracer: Tracer;
  /** After which the reconciliation looks at an order whose request has not settled it. */
  graceMs: number;
}

/** Writes and reads orders; what changes an order that exists is in `OrderChanges`. */
export class PostgresOrders {
  readonly #database: Database;
  readonly #tracer: Tracer;
  readonly #graceMs: number;

  constructor({ database, tracer, graceMs }: PostgresOrdersOptions) {
    this.#database = database;
    this.#tracer = tracer;
    this.#graceMs = graceMs;
  }

  /**
   * Writes the order as `payment_pending`. False when nothing was written: the
   * order exists already, or the customer was erased meanwhile.
   */
  async insert(ctx: Context, options: InsertOrderOptions): Promise<boolean> {
    return await this.#database.transaction(async client => {
      const { rowCount } = await this.#tracer.dbSpan(
        ctx,
        'INSERT',
        'orders',
        () => client.query(insertOrder, this.#orderValues(options)),
      );
      if (rowCount === 0) {
        return false;
      }
      await this.#tracer.dbSpan(ctx, 'INSERT', 'order_lines', () =>
        insertLines(client, options),
      );
      return true;
    });
  }

  async find(ctx: Context, id: string): Promise<KeptOrder | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'orders', () =>
      this.#database.pool.query(
        `SELECT ${orderColumns} FROM ${schema}.orders WHERE id = $1`,
        [id],
      ),
    );
    const kept = rows.map(row => toKeptOrder(row)).at(0);
    return kept && (await this.#withLines(ctx, kept));
  }

  /** Newest first. The lines are read order by order: see "Known weaknesses" in docs/operations.md. */
  async list(ctx: Context, options: ListOrdersOptions): Promise<KeptOrder[]> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const { status, customerId, createdAfter, after, limit } = options;
    const conditions = [
      ...(status ? [`status = ${bind(status)}`] : []),
      ...(customerId ? [`customer_id = ${bind(customerId)}`] : []),
      ...(createdAfter ? [`created_at >= ${bind(createdAfter)}`] : []),
      ...(after
        ? [`(created_at, id) < (${bind(after.value)}, ${bind(after.id)})`]
        : []),
    ];
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'orders', () =>
      this.#database.pool.query(
        `SELECT ${orderColumns} FROM ${schema}.orders
         ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
         ORDER BY created_at DESC, id DESC LIMIT ${bind(limit)}`,
        values,
      ),
    );
    const found: KeptOrder[] = [];
    for (const row of rows) {
      found.push(await this.#withLines(ctx, toKeptOrder(row)));
    }
    return found;
  }

  /**
   * Takes orders that something is left to do for. They come up again after
   * `leaseMs`, whatever becomes of the taker; other pods take other orders.
   */
  async claimUnsettled(limit: number, leaseMs: number): Promise<string[]> {
    const { rows } = await this.#database.pool.query(
      `UPDATE ${schema}.orders
       SET settle_after = now() + $2 * interval '1 millisecond'
       WHERE id IN (
         SELECT id FROM ${schema}.orders WHERE settle_after <= now()
         ORDER BY settle_after LIMIT $1 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [limit, leaseMs],
    );
    return rows.map(row => z.object({ id: z.string() }).parse(row).id);
  }

  async #withLines(ctx: Context, kept: KeptOrder): Promise<KeptOrder> {
    const { rows } = await this.#tracer.dbSpan(
      ctx,
      'SELECT',
      'order_lines',
      () =>
        this.#database.pool.query(
          `SELECT product_id, name, quantity, unit_price_amount, total_amount
           FROM ${schema}.order_lines WHERE order_id = $1 ORDER BY position`,
          [kept.order.id],
        ),
    );
    const lines = rows.map(row => toLine(row));
    return { ...kept, order: { ...kept.order, lines } };
  }

  #orderValues(options: InsertOrderOptions): unknown[] {
    const { delivery, priced } = options;
    return [
      options.id,
      options.customerId,
      delivery.method,
      delivery.city,
      delivery.branchNumber,
      delivery.street,
      delivery.postalCode,
      priced.deliveryCost.amount,
      priced.total.amount,
      options.reservationId,
      options.requestHash,
      this.#graceMs,
    ];
  }
}

/** The lock keeps an erasure of the customer out until the order is there. */
const insertOrder = `INSERT INTO ${schema}.orders
  (id, status, customer_id, delivery_method, delivery_city,
   delivery_branch_number, delivery_street, delivery_postal_code,
   delivery_cost_amount, total_amount, reservation_id, request_hash, settle_after)
  SELECT $1, 'payment_pending', id, $3, $4, $5, $6, $7, $8, $9, $10, $11,
    now() + $12 * interval '1 millisecond'
  FROM ${schema}.customers WHERE id = $2 AND erased_at IS NULL FOR KEY SHARE
  ON CONFLICT (id) DO NOTHING`;

async function insertLines(
  client: Queryable,
  { id, priced }: InsertOrderOptions,
): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.order_lines
       (order_id, position, product_id, name, quantity, unit_price_amount, total_amount)
     SELECT $1, ordinality, product_id, name, quantity, unit_price, unit_price * quantity
     FROM unnest($2::uuid[], $3::text[], $4::int[], $5::bigint[])
       WITH ORDINALITY AS line (product_id, name, quantity, unit_price)`,
    [
      id,
      priced.lines.map(line => line.productId),
      priced.lines.map(line => line.name),
      priced.lines.map(line => line.quantity),
      priced.lines.map(line => line.unitPrice.amount),
    ],
  );
}
