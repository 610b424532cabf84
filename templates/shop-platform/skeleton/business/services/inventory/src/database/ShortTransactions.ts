import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Database, Queryable } from './Database.ts';
import { toUnavailable } from './failures.ts';

export interface ShortTransactionsOptions {
  database: Database;
  /** The longest wait for what another transaction holds. */
  lockTimeoutMs: number;
}

/** Transactions that give up on a lock, rather than let all checkouts with one product pile up behind it. */
export class ShortTransactions {
  readonly #database: Database;
  readonly #lockTimeout: string;

  constructor({ database, lockTimeoutMs }: ShortTransactionsOptions) {
    this.#database = database;
    this.#lockTimeout = `${lockTimeoutMs}ms`;
  }

  /** Transactions with the same `key` go one after the other. */
  async run<T>(
    fn: (client: Queryable) => Promise<T>,
    key?: string,
  ): Promise<T> {
    try {
      return await this.#database.transaction(async client => {
        await context.with(suppressTracing(context.active()), () =>
          this.#prepare(client, key),
        );
        return await fn(client);
      });
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  async #prepare(client: Queryable, key: string | undefined): Promise<void> {
    const setTimeout = `SELECT set_config('lock_timeout', $1, true)`;
    if (key === undefined) {
      await client.query(setTimeout, [this.#lockTimeout]);
    } else {
      await client.query(
        `${setTimeout}, pg_advisory_xact_lock(hashtextextended($2, 0))`,
        [this.#lockTimeout, key],
      );
    }
  }
}
