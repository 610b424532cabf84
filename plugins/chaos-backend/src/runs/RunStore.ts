import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  type ChaosCalendarRun,
  type ChaosRunsQuery,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { type Parent } from '../clusters/standing';
import { lockStarts } from './lockStarts';
import { fromRow, toRow, type RunRow } from './rows';
import { addEvent, eventsOf } from './runEvents';
import { pageOfRuns, runsStartedIn, type RunsPage } from './runPages';
import { ACTIVE_STATES, OPEN_STATES, type Run, type RunEvent } from './types';

const RUNS = 'chaos_runs';

/** A change of a run, with what is told of it. */
export type RunChange = Partial<Omit<Run, 'id' | 'cluster' | 'region'>>;

/** Runs and what happened to them, in PostgreSQL. */
export class RunStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(database: DatabaseService): Promise<RunStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@shop-platform/backstage-plugin-chaos-backend',
          'migrations',
        ),
      });
    }
    return new RunStore(knex);
  }

  get knex(): Knex {
    return this.#knex;
  }

  /**
   * Does something while nobody else starts a run or pulls a lever. It sees all
   * runs that are not over.
   */
  async exclusively<T>(
    work: (open: Run[], transaction: Knex) => Promise<T>,
  ): Promise<T> {
    return this.#knex.transaction(async transaction => {
      await lockStarts(transaction);
      return work(await this.open(transaction), transaction);
    });
  }

  /**
   * Keeps a run that is about to be applied, or that another person has to
   * approve first, unless `check`, which sees all runs that are not over, throws.
   * Only one at a time is between the two.
   */
  async reserve(
    run: Run,
    check: (open: Run[], transaction: Knex) => Promise<void>,
  ): Promise<void> {
    await this.exclusively(async (open, transaction) => {
      await check(open, transaction);
      await transaction<RunRow>(RUNS).insert(toRow(run));
      await addEvent(transaction, run.id, {
        type: run.state === 'awaiting-approval' ? 'requested' : 'started',
        at: run.startedAt.toISOString(),
        ...(run.startedBy ? { by: run.startedBy } : {}),
      });
    });
  }

  /**
   * Lets a run that waits go on to its start, unless `check` throws, as
   * `reserve` does.
   *
   * @returns whether it still waited
   */
  async approve(
    run: Run,
    change: RunChange,
    by: string,
    check: (open: Run[], transaction: Knex) => Promise<void>,
  ): Promise<boolean> {
    return this.exclusively(async (open, transaction) => {
      await check(
        open.filter(({ id }) => id !== run.id),
        transaction,
      );
      const changed = await transaction<RunRow>(RUNS)
        .where({ id: run.id, state: 'awaiting-approval' })
        .update(toRow({ ...change, state: 'starting' }));
      if (changed > 0) {
        const at = (change.startedAt ?? run.startedAt).toISOString();
        await addEvent(transaction, run.id, { type: 'approved', at, by });
      }
      return changed > 0;
    });
  }

  /** Those that wait for approval. */
  async awaiting(): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS).where({
      state: 'awaiting-approval',
    });
    return rows.map(fromRow);
  }

  /** Keeps a run that was started elsewhere; false when it is known already. */
  async adopt(run: Run): Promise<boolean> {
    const inserted = await this.#knex<RunRow>(RUNS)
      .insert(toRow(run))
      .onConflict()
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      await addEvent(this.#knex, run.id, {
        type: 'adopted',
        at: run.startedAt.toISOString(),
      });
    }
    return inserted.length > 0;
  }

  /**
   * Changes a run that is still as it was read, so that of several replicas
   * that see the same one alone tells of it.
   *
   * @returns whether it was this one
   */
  async change(
    run: Run,
    change: RunChange,
    ...events: RunEvent[]
  ): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      const changed = await transaction<RunRow>(RUNS)
        .where({ id: run.id, state: run.state })
        .where('halted_by', run.haltedBy ?? null)
        .update(toRow(change));
      if (changed === 0) {
        return false;
      }
      for (const event of events) {
        await addEvent(transaction, run.id, event);
      }
      return true;
    });
  }

  /** Keeps the verdict on a run, once. */
  async judge(run: Run, verdict: ChaosVerdict): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const changed = await transaction<RunRow>(RUNS)
        .where({ id: run.id })
        .whereNull('verdict')
        .update({
          verdict: JSON.stringify(verdict),
          outcome: verdict.outcome,
        });
      if (changed > 0) {
        await addEvent(transaction, run.id, {
          type: 'verdict',
          at: verdict.at,
          message: verdict.reason,
        });
      }
    });
  }

  async get(id: string): Promise<Run> {
    const row = await this.#knex<RunRow>(RUNS).where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no run '${id}'`);
    }
    return fromRow(row);
  }

  async find(where: { id: string } | { cluster: string; uid: string }) {
    const row = await this.#knex<RunRow>(RUNS).where(where).first();
    return row && fromRow(row);
  }

  async events(id: string): Promise<RunEvent[]> {
    return eventsOf(this.#knex, id);
  }

  /** Those that are not over. Within a transaction, as that one sees them. */
  async open(knex: Knex = this.#knex): Promise<Run[]> {
    const rows = await knex<RunRow>(RUNS).whereIn('state', [...OPEN_STATES]);
    return rows.map(fromRow);
  }

  async active(): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS).whereIn('state', [
      ...ACTIVE_STATES,
    ]);
    return rows.map(fromRow);
  }

  /** Those that are on, or were not over before a time. */
  async watched(endedAfter: Date): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS)
      .whereNotNull('injected_at')
      .where(wanted => {
        wanted
          .whereIn('state', [...ACTIVE_STATES])
          .orWhere('ended_at', '>', endedAfter);
      });
    return rows.map(fromRow);
  }

  /**
   * Those whose faults are off since before a time, and that nobody judged, the
   * first that ended first.
   */
  async unjudged(endedBefore: Date): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS)
      .whereNull('verdict')
      .whereNotNull('injected_at')
      .where('ended_at', '<=', endedBefore)
      .orderBy(['ended_at', 'id'])
      .limit(20);
    return rows.map(fromRow);
  }

  /** Those that were given up while their cluster did not answer. */
  async unheard(): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS).where({
      state: 'not-recovered',
      is_unheard: true,
    });
    return rows.map(fromRow);
  }

  /** The last ones that a Schedule or a Workflow started, the newest first. */
  async ofParent(
    parent: Parent & { cluster: string; namespace: string },
    limit: number,
  ): Promise<Run[]> {
    const rows = await this.#knex<RunRow>(RUNS)
      .where({
        cluster: parent.cluster,
        namespace: parent.namespace,
        parent_kind: parent.kind,
        parent_name: parent.name,
      })
      .orderBy('started_at', 'desc')
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Those that began in a stretch of time, the newest first, in short. */
  async startedIn(
    from: Date,
    to: Date,
    limit: number,
  ): Promise<ChaosCalendarRun[]> {
    return runsStartedIn(this.#knex, { from, to }, limit);
  }

  /** A page, the newest first. */
  async page(wanted: ChaosRunsQuery): Promise<RunsPage> {
    return pageOfRuns(this.#knex, wanted);
  }
}
