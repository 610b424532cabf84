import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { ParcelUpdates } from '../shipments/ParcelUpdates.ts';

const batchSize = 20;

const parcelsSchema = z.array(
  z.object({
    tracking_number: z.string(),
    status: z.enum(['registered', 'in_transit']),
  }),
);

export interface SimulatedJourneysOptions {
  database: Database;
  updates: ParcelUpdates;
  logger: Logger;
  /** How long a parcel stays registered, and then in transit. */
  legMs: number;
  pollMs: number;
}

/** Where there is no carrier, its parcels move on all the same: what its callbacks would tell comes from here. */
export class SimulatedJourneys implements Part {
  readonly name = 'simulated journeys';
  readonly required = false;
  readonly #options: SimulatedJourneysOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: SimulatedJourneysOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { logger, pollMs } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#moveOn(signal);
      } catch (error) {
        logger.warn(error, 'Parcels stand still');
      }
      await delay(pollMs, undefined, { signal }).catch(() => {});
    }
  }

  async #moveOn(signal: AbortSignal): Promise<void> {
    const { database, updates, legMs } = this.#options;
    // Two pods may tell the same: as a carrier may, and it is taken once.
    const { rows } = await database.pool.query(
      `SELECT tracking_number, status FROM ${schema}.shipments
       WHERE status IN ('registered', 'in_transit')
         AND carrier_at < now() - $1 * interval '1 millisecond'
       ORDER BY carrier_at LIMIT $2`,
      [legMs, batchSize],
    );
    for (const { tracking_number, status } of parcelsSchema.parse(rows)) {
      if (signal.aborted) {
        return;
      }
      await updates.take({
        trackingNumber: tracking_number,
        status: status === 'registered' ? 'in_transit' : 'delivered',
        at: new Date().toISOString(),
      });
    }
  }
}
