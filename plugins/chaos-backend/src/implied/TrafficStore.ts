import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { type TrafficSample } from './measures';

const TRAFFIC = 'chaos_run_traffic';

type TrafficRow = Omit<TrafficSample, 'entity' | 'scope'> & {
  run: string;
  entity: string | null;
  scope: ChaosScope | null;
};

/** What was seen of the services that runs are judged by, in PostgreSQL. */
export class TrafficStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(run: string, samples: readonly TrafficSample[]): Promise<void> {
    if (samples.length > 0) {
      await this.#knex<TrafficRow>(TRAFFIC)
        .insert(
          samples.map(({ entity = null, scope = null, ...sample }) => ({
            ...sample,
            ...{ run, entity, scope },
          })),
        )
        .onConflict()
        .ignore();
    }
  }

  /** Whether anything was seen of a run yet. */
  async has(run: string): Promise<boolean> {
    const row = await this.#knex<TrafficRow>(TRAFFIC).where({ run }).first();
    return row !== undefined;
  }

  /** The oldest first. */
  async of(run: string): Promise<TrafficSample[]> {
    const rows = await this.#knex<TrafficRow>(TRAFFIC)
      .select(
        'service',
        'entity',
        'role',
        'measure',
        'at',
        'value',
        'limit',
        'scope',
      )
      .where({ run })
      .orderBy(['at', 'service', 'measure']);
    return rows.map(({ entity, scope, ...row }) => ({
      ...row,
      ...(entity === null ? {} : { entity }),
      ...(scope === null ? {} : { scope }),
    }));
  }

  /** Forgets what is older: the verdict has the numbers that count. */
  async forget(before: Date): Promise<void> {
    await this.#knex<TrafficRow>(TRAFFIC).where('at', '<', before).delete();
  }
}
