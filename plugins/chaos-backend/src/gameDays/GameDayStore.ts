import { NotFoundError } from '@backstage/errors';
import { type Knex } from 'knex';

const TABLE = 'chaos_game_days';

/** A game day as it is kept. */
export type GameDay = {
  id: string;
  title: string;
  at: Date;
  cluster: string;
  namespace: string;
  entity: string | undefined;
  preset: string | undefined;
  workflow: string | undefined;
  people: string[];
  notes: string | undefined;
  plannedBy: string;
  plannedAt: Date;
  cancelled: { by: string; at: Date } | undefined;
};

type Row = {
  id: string;
  title: string;
  at: Date;
  cluster: string;
  namespace: string;
  entity: string | null;
  preset: string | null;
  workflow: string | null;
  people: string[];
  notes: string | null;
  planned_by: string;
  planned_at: Date;
  cancelled_by: string | null;
  cancelled_at: Date | null;
  reminded_at: Date | null;
};

/** Game days, in PostgreSQL. */
export class GameDayStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<GameDay> {
    const row = await this.#knex<Row>(TABLE).where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no game day '${id}'`);
    }
    return fromRow(row);
  }

  /** Those that begin in a stretch of time, the earliest first. */
  async startingIn(from: Date, to: Date, limit: number): Promise<GameDay[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where('at', '>=', from)
      .where('at', '<', to)
      .orderBy('at')
      .limit(limit);
    return rows.map(fromRow);
  }

  async add(day: GameDay): Promise<void> {
    await this.#knex(TABLE).insert({ id: day.id, ...toColumns(day) });
  }

  /**
   * Keeps it as it is planned now, and lets people be told of it again where it
   * moves; false where it was cancelled meanwhile.
   */
  async change(day: GameDay): Promise<boolean> {
    const changed = await this.#knex(TABLE)
      .where({ id: day.id })
      .whereNull('cancelled_at')
      .update({
        ...toColumns(day),
        // What `at` was before.
        reminded_at: this.#knex.raw(
          'CASE WHEN at = ?::timestamptz THEN reminded_at END',
          [day.at],
        ),
      });
    return changed > 0;
  }

  /** Cancels it; false where somebody had done that before. */
  async cancel(id: string, by: string, at: Date): Promise<boolean> {
    const changed = await this.#knex<Row>(TABLE)
      .where({ id })
      .whereNull('cancelled_at')
      .update({ cancelled_by: by, cancelled_at: at });
    return changed > 0;
  }

  /** Those that begin in a stretch of time and of which nobody was told, the earliest first. */
  async untold({ from, to }: { from: Date; to: Date }): Promise<GameDay[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where('at', '>=', from)
      .where('at', '<=', to)
      .whereNull('cancelled_at')
      .whereNull('reminded_at')
      .orderBy('at');
    return rows.map(fromRow);
  }

  /**
   * Tells of one as long as nobody was told. Of several replicas, the one that has
   * locked it tells it, and it is told again where that fails.
   */
  async remind(
    id: string,
    now: Date,
    tell: (day: GameDay) => Promise<void>,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const row = await transaction<Row>(TABLE)
        .where({ id })
        .whereNull('cancelled_at')
        .whereNull('reminded_at')
        .forUpdate()
        .skipLocked()
        .first();
      if (row) {
        await tell(fromRow(row));
        await transaction<Row>(TABLE)
          .where({ id })
          .update({ reminded_at: now });
      }
    });
  }
}

function toColumns(day: GameDay) {
  return {
    title: day.title,
    at: day.at,
    cluster: day.cluster,
    namespace: day.namespace,
    entity: day.entity ?? null,
    preset: day.preset ?? null,
    workflow: day.workflow ?? null,
    people: JSON.stringify(day.people),
    notes: day.notes ?? null,
    planned_by: day.plannedBy,
    planned_at: day.plannedAt,
  };
}

function fromRow(row: Row): GameDay {
  return {
    id: row.id,
    title: row.title,
    at: row.at,
    cluster: row.cluster,
    namespace: row.namespace,
    entity: row.entity ?? undefined,
    preset: row.preset ?? undefined,
    workflow: row.workflow ?? undefined,
    people: row.people,
    notes: row.notes ?? undefined,
    plannedBy: row.planned_by,
    plannedAt: row.planned_at,
    cancelled:
      row.cancelled_at && row.cancelled_by
        ? { by: row.cancelled_by, at: row.cancelled_at }
        : undefined,
  };
}
