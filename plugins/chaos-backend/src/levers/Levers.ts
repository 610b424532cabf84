import { type ChaosHalt } from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { lockStarts } from '../runs/lockStarts';

const HALTS = 'chaos_halts';

type HaltRow = { cluster: string; at: Date; by: string; reason: string };

/**
 * In which clusters nothing may start, since everything was halted there. Kept
 * in PostgreSQL: it holds for all replicas and over restarts.
 */
export class Levers {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** By cluster. Within a transaction, as that one sees it. */
  async pulled(knex: Knex = this.#knex): Promise<Map<string, ChaosHalt>> {
    const rows = await knex<HaltRow>(HALTS).select();
    return new Map(
      rows.map(({ cluster, at, by, reason }) => [
        cluster,
        { at: at.toISOString(), by, reason },
      ]),
    );
  }

  /**
   * Pulls them, and returns when no start is under way any more that did not
   * see it. One that is pulled already stays as it is: the first reason counts.
   */
  async pull(clusters: string[], by: string, reason: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
      await lockStarts(transaction);
      await transaction<HaltRow>(HALTS)
        .insert(
          clusters.map(cluster => ({ cluster, at: new Date(), by, reason })),
        )
        .onConflict('cluster')
        .ignore();
    });
  }

  async arm(clusters: string[]): Promise<void> {
    await this.#knex<HaltRow>(HALTS).whereIn('cluster', clusters).delete();
  }
}
