import type { Context } from '@opentelemetry/api';
import type { Database, Queryable } from '../database/Database.ts';
import { toUnavailable } from '../database/failures.ts';
import { schema } from '../database/schema.ts';
import type { ShortTransactions } from '../database/ShortTransactions.ts';
import { assertSameIntent, type Intent } from '../http/idempotency.ts';
import type { Tracer } from '../tracing/index.ts';
import { chooseWarehouse, type Shortage } from './chooseWarehouse.ts';
import type { Line, NewReservation, Reservation } from './Reservation.ts';
import { ReservationRows } from './ReservationRows.ts';
import { StockRows } from './StockRows.ts';

const sweepBatch = 100;

export type ReserveResult =
  | { outcome: 'reserved' | 'replayed'; reservation: Reservation }
  | { outcome: 'out-of-stock'; shortages: Shortage[] };

export type ChangeResult =
  | { outcome: 'done'; reservation: Reservation }
  | { outcome: 'refused'; reservation: Reservation }
  | { outcome: 'not-found' };

export interface ReservationsOptions {
  database: Database;
  transactions: ShortTransactions;
  tracer: Tracer;
  ttlMs: number;
}

/** Promises stock to orders: all lines or none, and never what is not there. */
export class Reservations {
  readonly #options: ReservationsOptions;
  readonly #rows: ReservationRows;
  readonly #stock: StockRows;

  constructor(options: ReservationsOptions) {
    this.#options = options;
    this.#rows = new ReservationRows(options.tracer);
    this.#stock = new StockRows(options.tracer);
  }

  async find(ctx: Context, id: string): Promise<Reservation | undefined> {
    const { pool } = this.#options.database;
    return await this.#rows.find(ctx, pool, id).catch((error: unknown) => {
      throw toUnavailable(error);
    });
  }

  async reserve(
    ctx: Context,
    request: NewReservation,
    intent: Intent,
  ): Promise<ReserveResult> {
    // Requests with one key take turns: the second finds what the first made.
    return await this.#options.transactions.run(
      client => this.#reserve(ctx, client, request, intent),
      intent.key,
    );
  }

  async release(ctx: Context, id: string): Promise<ChangeResult> {
    return await this.#change(ctx, id, async (client, reservation) => {
      switch (reservation.status) {
        case 'held':
          await this.#giveBack(ctx, client, reservation);
          return await this.#rows.setStatus(
            ctx,
            client,
            reservation,
            'released',
          );
        case 'confirmed':
          return undefined;
        case 'released':
        case 'expired':
          return reservation;
      }
    });
  }

  /** The pieces leave the warehouse. What has just expired is taken again if it is still there. */
  async confirm(ctx: Context, id: string): Promise<ChangeResult> {
    return await this.#change(ctx, id, async (client, reservation) => {
      const { status, lines } = reservation;
      switch (status) {
        case 'held':
          await this.#stock.lock(ctx, client, lines);
          await this.#stock.change(ctx, client, 'withdrawHeld', reservation);
          return await this.#rows.setStatus(
            ctx,
            client,
            reservation,
            'confirmed',
          );
        case 'confirmed':
          return reservation;
        case 'released':
          return undefined;
        case 'expired':
          return await this.#takeAgain(ctx, client, reservation);
      }
    });
  }

  /** Gives back what was held for too long; safe with several pods at it. Returns how many those were. */
  async expireDue(): Promise<number> {
    const { rows } = await this.#options.database.pool.query<{ id: string }>(
      `SELECT id FROM ${schema}.reservations
       WHERE status = 'held' AND expires_at <= now()
       ORDER BY expires_at LIMIT $1`,
      [sweepBatch],
    );
    const failures: unknown[] = [];
    for (const { id } of rows) {
      // One transaction each: a popular product is locked for a moment only, and one that fails holds up no other.
      await this.#expire(id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) {
      throw failures[0];
    }
    return rows.length;
  }

  async #expire(id: string): Promise<void> {
    const { transactions, tracer } = this.#options;
    await tracer.start('ExpireReservation', (ctx, span) => {
      span.setAttribute('shop.reservation.id', id);
      return transactions.run(async client => {
        const due = await this.#rows.lockDue(ctx, client, id);
        if (due) {
          span.setAttribute('shop.order.id', due.orderId);
          await this.#giveBack(ctx, client, due);
          await this.#rows.setStatus(ctx, client, due, 'expired');
        }
      });
    });
  }

  async #reserve(
    ctx: Context,
    client: Queryable,
    { orderId, lines: wanted }: NewReservation,
    intent: Intent,
  ): Promise<ReserveResult> {
    const before = await this.#rows.findByKey(ctx, client, intent.key);
    if (before) {
      assertSameIntent(intent, before.requestHash);
      return { outcome: 'replayed', reservation: before.reservation };
    }
    const lines = mergeLines(wanted);
    const stock = await this.#stock.lock(ctx, client, lines);
    const choice = chooseWarehouse(lines, stock);
    if ('shortages' in choice) {
      return { outcome: 'out-of-stock', shortages: choice.shortages };
    }
    const { warehouse } = choice;
    await this.#stock.change(ctx, client, 'hold', { lines, warehouse });
    const { ttlMs } = this.#options;
    const reservation = await this.#rows.insert(ctx, client, {
      orderId,
      warehouse,
      lines,
      ttlMs,
      intent,
    });
    return { outcome: 'reserved', reservation };
  }

  /** `fn` gives the reservation as it is afterwards, or nothing when its state does not allow the change. */
  async #change(
    ctx: Context,
    id: string,
    fn: (
      client: Queryable,
      reservation: Reservation,
    ) => Promise<Reservation | undefined>,
  ): Promise<ChangeResult> {
    return await this.#options.transactions.run(async client => {
      const reservation = await this.#rows.lock(ctx, client, id);
      if (!reservation) {
        return { outcome: 'not-found' };
      }
      const changed = await fn(client, reservation);
      return changed
        ? { outcome: 'done', reservation: changed }
        : { outcome: 'refused', reservation };
    });
  }

  async #giveBack(ctx: Context, client: Queryable, reservation: Reservation) {
    await this.#stock.lock(ctx, client, reservation.lines);
    await this.#stock.change(ctx, client, 'giveBack', reservation);
  }

  async #takeAgain(
    ctx: Context,
    client: Queryable,
    reservation: Reservation,
  ): Promise<Reservation | undefined> {
    const { lines } = reservation;
    const stock = await this.#stock.lock(ctx, client, lines);
    const choice = chooseWarehouse(lines, stock, reservation.warehouse);
    if ('shortages' in choice) {
      return undefined;
    }
    const { warehouse } = choice;
    await this.#stock.change(ctx, client, 'withdrawFree', { lines, warehouse });
    return await this.#rows.setStatus(
      ctx,
      client,
      reservation,
      'confirmed',
      warehouse,
    );
  }
}

/** A product on two lines of an order is one line of the reservation. */
function mergeLines(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .toSorted((one, other) => (one.productId < other.productId ? -1 : 1));
}
