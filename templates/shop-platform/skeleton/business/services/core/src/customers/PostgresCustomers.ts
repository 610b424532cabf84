import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import { customerSchema, type Customer, type NewCustomer } from './Customer.ts';

const rowSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    locale: z.string(),
    created_at: z.date(),
  })
  .transform(({ phone, created_at, ...row }) =>
    customerSchema.parse({
      ...row,
      phone: phone ?? undefined,
      createdAt: created_at.toISOString(),
    }),
  );

const columns = 'id, email, name, phone, locale, created_at';

export type Erasure = 'erased' | 'not found' | 'has open orders';

export interface PostgresCustomersOptions {
  database: Database;
  tracer: Tracer;
}

export class PostgresCustomers {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresCustomersOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  async create(ctx: Context, customer: NewCustomer): Promise<Customer> {
    const { email, name, phone, locale } = customer;
    const { rows } = await this.#tracer.dbSpan(ctx, 'INSERT', 'customers', () =>
      this.#database.pool.query(
        `INSERT INTO ${schema}.customers (id, email, name, phone, locale)
         VALUES ($1, $2, $3, $4, $5) RETURNING ${columns}`,
        [randomUUID(), email, name, phone, locale],
      ),
    );
    return rowSchema.parse(rows.at(0));
  }

  async find(ctx: Context, id: string): Promise<Customer | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'customers', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.customers
         WHERE id = $1 AND erased_at IS NULL`,
        [id],
      ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }

  /** Takes the person out of the customer and of the orders; those stay for the books. */
  async erase(ctx: Context, id: string): Promise<Erasure> {
    return await this.#database.transaction(async client => {
      // Locks out orders that are being placed: they lock the customer as well.
      const { rowCount: found } = await this.#tracer.dbSpan(
        ctx,
        'SELECT',
        'customers',
        () =>
          client.query(
            `SELECT FROM ${schema}.customers
             WHERE id = $1 AND erased_at IS NULL FOR UPDATE`,
            [id],
          ),
      );
      if (found === 0) {
        return 'not found';
      }
      const { rowCount: open } = await this.#tracer.dbSpan(
        ctx,
        'SELECT',
        'orders',
        () =>
          client.query(
            `SELECT FROM ${schema}.orders WHERE customer_id = $1
             AND status IN ('payment_pending', 'paid', 'shipped') LIMIT 1`,
            [id],
          ),
      );
      if (open !== 0) {
        return 'has open orders';
      }
      await this.#tracer.dbSpan(ctx, 'UPDATE', 'orders', () =>
        client.query(
          `UPDATE ${schema}.orders SET delivery_street = NULL,
             delivery_postal_code = NULL, cancel_comment = NULL, updated_at = now()
           WHERE customer_id = $1`,
          [id],
        ),
      );
      await this.#tracer.dbSpan(ctx, 'UPDATE', 'customers', () =>
        client.query(
          `UPDATE ${schema}.customers SET email = NULL, name = NULL,
             phone = NULL, erased_at = now(), updated_at = now()
           WHERE id = $1`,
          [id],
        ),
      );
      return 'erased';
    });
  }
}
