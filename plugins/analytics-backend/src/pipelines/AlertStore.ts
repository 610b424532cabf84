import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { type Knex } from 'knex';

const TABLE = 'pipeline_lag_alerts';

type Row = { pipeline: string };

/** Of which pipelines it was told that they lag: what a restart must not forget. */
export class AlertStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(database: DatabaseService): Promise<AlertStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@shop-platform/backstage-plugin-analytics-backend',
          'migrations',
        ),
      });
    }
    return new AlertStore(knex);
  }

  async told(): Promise<Set<string>> {
    const rows = await this.#knex<Row>(TABLE).select('pipeline');
    return new Set(rows.map(({ pipeline }) => pipeline));
  }

  async add(pipeline: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({ pipeline })
      .onConflict('pipeline')
      .ignore();
  }

  async remove(pipeline: string): Promise<void> {
    await this.#knex<Row>(TABLE).where({ pipeline }).delete();
  }
}
