import type { Context } from '@opentelemetry/api';
import type { Logger } from '../logger.ts';
import type { TableSpec } from '../tables/index.ts';
import type { Comparison } from './Comparison.ts';
import { dayMs, stretchInTurn, toHours, type Period } from './periods.ts';

export interface ReconcilerOptions {
  /** How often a table is compared. */
  intervalMs: number;
  /** How much of it: the last days, and as many older ones in turn. */
  days: number;
  /** Of tables that do not say it themselves; all there is, if left out. */
  comparableDays?: number;
  logger: Logger;
}

export interface Reconciliation {
  comparison: Comparison;
  /** Told the rows of each part that was sent again. */
  onBatch(rows: number): void;
}

/** Compares tables when it is their time, and mends what differs. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #comparedAt = new Map<string, number>();
  readonly #turns = new Map<string, number>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  async reconcile(
    ctx: Context,
    table: TableSpec,
    reconciliation: Reconciliation,
  ): Promise<void> {
    const { intervalMs, days } = this.#options;
    const now = Date.now();
    if (now - (this.#comparedAt.get(table.name) ?? 0) < intervalMs) {
      return;
    }
    const oldest = this.#oldest(table, now);
    const recent = Math.max(oldest, now - days * dayMs);
    await this.#mend(ctx, table, reconciliation, {
      from: new Date(recent).toISOString(),
      // Not later: a clock that went back leaves times in the future.
      to: new Date(now + dayMs).toISOString(),
    });
    const older = stretchInTurn({
      begin: Math.max(oldest, await reconciliation.comparison.begin(table)),
      end: recent,
      lengthMs: days * dayMs,
      turn: this.#turnOf(table, now),
    });
    if (older) {
      await this.#mend(ctx, table, reconciliation, older, true);
    }
    this.#comparedAt.set(table.name, now);
  }

  /** The next time is its time. */
  compareSoon({ name }: TableSpec): void {
    this.#comparedAt.delete(name);
  }

  async #mend(
    ctx: Context,
    table: TableSpec,
    { comparison, onBatch }: Reconciliation,
    period: Period,
    isOlder = false,
  ): Promise<void> {
    const { differing, isGone } = await comparison.differences(
      table,
      toHours(period),
    );
    if (isOlder && isGone) {
      this.#options.logger.warn(
        period,
        `PostgreSQL has nothing left of ${table.name} in this time: taken as archived, and kept. A back-fill of it would take it away`,
      );
      return;
    }
    for (const part of differing) {
      onBatch(await comparison.resend(ctx, table, part));
    }
  }

  /** Before this ClickHouse may have let rows go, and would be sent them for ever. */
  #oldest({ comparableDays }: TableSpec, now: number): number {
    const days = comparableDays ?? this.#options.comparableDays;
    return days === undefined ? 0 : now - days * dayMs;
  }

  /** Begun by the clock, so that processes that live shortly do not compare the same. */
  #turnOf({ name }: TableSpec, now: number): number {
    const turn =
      this.#turns.get(name) ??
      Math.floor(now / Math.max(1, this.#options.intervalMs));
    this.#turns.set(name, turn + 1);
    return turn;
  }
}
