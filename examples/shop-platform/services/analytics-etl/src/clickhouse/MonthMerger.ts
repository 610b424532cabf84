import { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { ClickHouse } from './ClickHouse.ts';

export interface MonthMergerOptions {
  clickhouse: ClickHouse;
  logger: Logger;
  /** Whose months are looked at. */
  stores: readonly string[];
}

const monthSchema = z.object({
  store: z.string(),
  month: z.string().regex(/^\w+$/),
});

/**
 * Merges months that ClickHouse leaves alone: one that came with one insert is one
 * part that no merge has seen, and readers search it for doubles with each
 * question. Months of several parts are merged by their age.
 */
export class MonthMerger {
  readonly #options: MonthMergerOptions;
  #merging: Promise<void> | undefined;
  #lastFailure = '';
  #isStopped = false;

  constructor(options: MonthMergerOptions) {
    this.#options = options;
  }

  /** In the background, one month after the other; what is under way goes on. */
  begin(): Promise<void> {
    this.#merging ??= this.#mergeAll().finally(() => {
      this.#merging = undefined;
    });
    return this.#merging;
  }

  /** No further month is begun. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Never rejects: readers are slower without, and nothing else. */
  async #mergeAll(): Promise<void> {
    const { clickhouse, logger } = this.#options;
    try {
      for (const { store, month } of await this.#aloneMonths()) {
        if (this.#isStopped) {
          return;
        }
        await clickhouse.command(
          `OPTIMIZE TABLE ${store} PARTITION ID '${month}' FINAL SETTINGS optimize_skip_merged_partitions = 1`,
        );
      }
      this.#lastFailure = '';
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      // Every run would say the same again.
      if (failure !== this.#lastFailure && !this.#isStopped) {
        logger.warn(
          error,
          'Months that came with one insert could not be merged, and are slower to read',
        );
      }
      this.#lastFailure = failure;
    }
  }

  async #aloneMonths() {
    return await this.#options.clickhouse.query(
      `SELECT table AS store, partition_id AS month FROM system.parts
       WHERE database = currentDatabase() AND active
         AND has(splitByChar(',', {stores:String}), table)
       GROUP BY table, partition_id
       HAVING count() = 1 AND max(level) = 0
       ORDER BY month DESC, store`,
      monthSchema,
      { stores: this.#options.stores.join(',') },
    );
  }
}
