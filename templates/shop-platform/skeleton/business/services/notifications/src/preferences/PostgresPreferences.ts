import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  channelSchema,
  defaultPreferences,
  type Preferences,
} from './Preferences.ts';

const rowSchema = z
  .object({
    channels: z.array(channelSchema),
    marketing: z.boolean(),
    quiet_from: z.string(),
    quiet_to: z.string(),
  })
  .transform(row => ({
    channels: row.channels,
    marketing: row.marketing,
    quietHours: { from: row.quiet_from, to: row.quiet_to },
  }));

export interface PostgresPreferencesOptions {
  database: Database;
  tracer: Tracer;
}

export class PostgresPreferences {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: PostgresPreferencesOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  async get(
    ctx: Context,
    customerId: string,
    client: Queryable = this.#database.pool,
  ): Promise<Preferences> {
    const { rows } = await this.#tracer.dbSpan(
      ctx,
      'SELECT',
      'preferences',
      () =>
        client.query(
          `SELECT channels, marketing, quiet_from, quiet_to
           FROM ${schema}.preferences WHERE customer_id = $1`,
          [customerId],
        ),
    );
    return rows.map(row => rowSchema.parse(row)).at(0) ?? defaultPreferences;
  }

  async replace(
    ctx: Context,
    customerId: string,
    { channels, marketing, quietHours }: Preferences,
  ): Promise<void> {
    await this.#tracer.dbSpan(ctx, 'INSERT', 'preferences', () =>
      this.#database.pool.query(
        `INSERT INTO ${schema}.preferences
           (customer_id, channels, marketing, quiet_from, quiet_to)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (customer_id) DO UPDATE SET channels = $2, marketing = $3,
           quiet_from = $4, quiet_to = $5`,
        [customerId, channels, marketing, quietHours.from, quietHours.to],
      ),
    );
  }
}
