import { randomUUID } from 'node:crypto';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  itemSchema,
  type Item,
  type Items,
  type ListOptions,
  type NewItem,
} from './Item.ts';

const columns = 'id, name, price_amount, price_currency, created_at';

const rowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    // The driver gives bigint as text.
    price_amount: z.coerce.number().int(),
    price_currency: z.string(),
    created_at: z.date(),
  })
  .transform(row => ({
    id: row.id,
    name: row.name,
    price: { amount: row.price_amount, currency: row.price_currency },
    createdAt: row.created_at.toISOString(),
  }))
  .pipe(itemSchema);

export interface PostgresItemsOptions {
  database: Database;
  tracer: Tracer;
}

export class PostgresItems implements Items {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresItemsOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  async create(ctx: Context, newItem: NewItem): Promise<Item> {
    const item = {
      id: randomUUID(),
      ...newItem,
      createdAt: new Date().toISOString(),
    };
    await this.#tracer.dbSpan(ctx, 'INSERT', 'items', () =>
      this.#database.pool.query(insertItem(item)),
    );
    return item;
  }

  async find(ctx: Context, id: string): Promise<Item | undefined> {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'items', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.items WHERE id = $1`,
        [id],
      ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }

  async list(ctx: Context, { limit, after }: ListOptions): Promise<Item[]> {
    const older = after ? 'WHERE (created_at, id) < ($2, $3)' : '';
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'items', () =>
      this.#database.pool.query(
        `SELECT ${columns} FROM ${schema}.items ${older}
         ORDER BY created_at DESC, id DESC LIMIT $1`,
        after ? [limit, after.createdAt, after.id] : [limit],
      ),
    );
    return rows.map(row => rowSchema.parse(row));
  }
}

function insertItem({ id, name, price, createdAt }: Item) {
  return {
    text: `INSERT INTO ${schema}.items (${columns}) VALUES ($1, $2, $3, $4, $5)`,
    values: [id, name, price.amount, price.currency, createdAt],
  };
}
