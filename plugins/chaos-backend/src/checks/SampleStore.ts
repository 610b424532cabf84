import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { type Sample } from './types';

const SAMPLES = 'chaos_run_samples';

type SampleRow = {
  run: string;
  check: number;
  at: Date;
  value: number | null;
  ok: boolean | null;
  message: string | null;
  scope: ChaosScope | null;
};

/** What was seen of the steady-state checks of runs, in PostgreSQL. */
export class SampleStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(run: string, samples: readonly Sample[]): Promise<void> {
    if (samples.length > 0) {
      await this.#knex<SampleRow>(SAMPLES)
        .insert(
          samples.map(({ check, at, value, ok, message, scope }) => ({
            run,
            check,
            at: new Date(at),
            value: value ?? null,
            ok: ok ?? null,
            message: message ?? null,
            scope: scope ?? null,
          })),
        )
        .onConflict()
        .ignore();
    }
  }

  /** The oldest first. */
  async of(run: string): Promise<Sample[]> {
    const rows = await this.#knex<SampleRow>(SAMPLES)
      .where({ run })
      .orderBy(['at', 'check']);
    return rows.map(({ check, at, value, ok, message, scope }) => ({
      check,
      at: at.toISOString(),
      ...(value === null ? {} : { value }),
      ...(ok === null ? {} : { ok }),
      ...(message === null ? {} : { message }),
      ...(scope === null ? {} : { scope }),
    }));
  }

  /** Forgets what is older: the verdict has the numbers that count. */
  async forget(before: Date): Promise<void> {
    await this.#knex<SampleRow>(SAMPLES).where('at', '<', before).delete();
  }
}
