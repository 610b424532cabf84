import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Database, Queryable } from './Database.ts';
import { toUnavailable } from './failures.ts';

export interface ShortTransactionsOptions {
  database: Database;
  /** The longest wait for a row that another transaction holds. */
  lockTimeoutMs: number;
}

/** Transactions that give up on a lock, rather than let all checkouts with one product pile up behind it. */
export class ShortTransactions {
  readonly #database: Database;
  readonly #setLockTimeout: string;

  constructor({ database, lockTimeoutMs }: ShortTransactionsOptions) {
    this.#database = database;
    this.#setLockTimeout = `SET LOCAL lock_timeout = ${lockTimeoutMs}`;
  }

  async run<T>(fn: (client: Queryable) => Promise<T>): Promise<T> {
    try {
      return await this.#database.transaction(async client => {
        await context.with(suppressTracing(context.active()), () =>
          client.query(this.#setLockTimeout),
        );
        return await fn(client);
      });
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}
