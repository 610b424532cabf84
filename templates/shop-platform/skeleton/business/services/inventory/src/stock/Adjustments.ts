import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { ShortTransactions } from '../database/ShortTransactions.ts';
import { assertSameIntent, type Intent } from '../http/idempotency.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  levelRowSchema,
  type Adjustment,
  type StockLevel,
} from './StockLevel.ts';

const storedSchema = z.object({ request_hash: z.string() });

export interface Correction {
  productId: string;
  adjustment: Adjustment;
  intent: Intent;
}

export type AdjustResult =
  | { outcome: 'adjusted'; level: StockLevel }
  | { outcome: 'unknown-product' }
  | { outcome: 'reserved' };

export interface AdjustmentsOptions {
  transactions: ShortTransactions;
  tracer: Tracer;
}

/** Deliveries, stocktaking and damage: each changes a level once, and leaves a record of why. */
export class Adjustments {
  readonly #options: AdjustmentsOptions;

  constructor(options: AdjustmentsOptions) {
    this.#options = options;
  }

  async adjust(ctx: Context, correction: Correction): Promise<AdjustResult> {
    // Requests with one key take turns: the second finds what the first recorded.
    return await this.#options.transactions.run(
      client => this.#adjust(ctx, client, correction),
      correction.intent.key,
    );
  }

  async #adjust(
    ctx: Context,
    client: Queryable,
    correction: Correction,
  ): Promise<AdjustResult> {
    const done = await this.#findDone(ctx, client, correction.intent);
    if (done) {
      return { outcome: 'adjusted', level: done };
    }
    const level = await this.#change(ctx, client, correction);
    if (level) {
      await this.#record(ctx, client, correction, level);
      return { outcome: 'adjusted', level };
    }
    const { rows } = await client.query(
      `SELECT 1 FROM ${schema}.stock WHERE product_id = $1 AND warehouse = $2`,
      [correction.productId, correction.adjustment.warehouse],
    );
    return { outcome: rows.length > 0 ? 'reserved' : 'unknown-product' };
  }

  async #findDone(
    ctx: Context,
    client: Queryable,
    intent: Intent,
  ): Promise<StockLevel | undefined> {
    const { rows } = await this.#options.tracer.dbSpan(
      ctx,
      'SELECT',
      'adjustments',
      () =>
        client.query(
          `SELECT request_hash, product_id, warehouse, on_hand_after AS on_hand,
             reserved_after AS reserved, created_at AS updated_at
           FROM ${schema}.adjustments WHERE idempotency_key = $1`,
          [intent.key],
        ),
    );
    for (const row of rows) {
      assertSameIntent(intent, storedSchema.parse(row).request_hash);
      return levelRowSchema.parse(row);
    }
    return undefined;
  }

  /** The level afterwards; nothing when there is none, or too little of it is free. */
  async #change(
    ctx: Context,
    client: Queryable,
    { productId, adjustment }: Correction,
  ): Promise<StockLevel | undefined> {
    const { tracer } = this.#options;
    const { warehouse, change, reason } = adjustment;
    const returning = 'product_id, warehouse, on_hand, reserved, updated_at';
    // The first delivery of a product is how it comes to have a level.
    const statement =
      reason === 'delivery' && change > 0
        ? `INSERT INTO ${schema}.stock AS s (product_id, warehouse, on_hand)
           VALUES ($1, $2, $3)
           ON CONFLICT (product_id, warehouse) DO UPDATE
           SET on_hand = s.on_hand + excluded.on_hand, updated_at = now()
           RETURNING ${returning}`
        : `UPDATE ${schema}.stock
           SET on_hand = on_hand + $3, updated_at = now()
           WHERE product_id = $1 AND warehouse = $2 AND on_hand + $3 >= reserved
           RETURNING ${returning}`;
    const { rows } = await tracer.dbSpan(ctx, 'UPDATE', 'stock', () =>
      client.query(statement, [productId, warehouse, change]),
    );
    return rows.map(row => levelRowSchema.parse(row)).at(0);
  }

  async #record(
    ctx: Context,
    client: Queryable,
    { productId, adjustment, intent }: Correction,
    level: StockLevel,
  ): Promise<void> {
    await this.#options.tracer.dbSpan(ctx, 'INSERT', 'adjustments', () =>
      client.query(
        `INSERT INTO ${schema}.adjustments
           (idempotency_key, request_hash, product_id, warehouse, change, reason, comment, on_hand_after, reserved_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          intent.key,
          intent.hash,
          productId,
          adjustment.warehouse,
          adjustment.change,
          adjustment.reason,
          adjustment.comment ?? null,
          level.onHand,
          level.reserved,
        ],
      ),
    );
  }
}
