import { ROOT_CONTEXT, SpanStatusCode, type Context } from '@opentelemetry/api';
import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import { migrate, readMigrations } from '../clickhouse/migrate.ts';
import {
  comparableDaysOf,
  keepFor,
  withoutClusters,
} from '../clickhouse/retention.ts';
import type { Logger } from '../logger.ts';
import type { Bound } from '../source/bound.ts';
import { checkDrift } from '../source/drift.ts';
import type { SourceOptions } from '../source/SourceSession.ts';
import { tables, type TableSpec } from '../tables/index.ts';
import type { Tracer } from '../tracing/index.ts';
import { copyChanges } from './copyChanges.ts';
import { Desk, OtherWorks, type Tools } from './Desk.ts';
import type { EtlMetrics } from './EtlMetrics.ts';
import { Freshness } from './Freshness.ts';
import { toDays } from './periods.ts';
import { Reconciler } from './Reconciler.ts';
import { refreshRollUps } from './refreshRollUps.ts';
import { rowsOf, type Run, type TableProgress } from './Run.ts';
import { State } from './State.ts';

export interface EtlOptions {
  source: SourceOptions;
  clickhouse: ClickHouse;
  tracer: Tracer;
  logger: Logger;
  metrics: EtlMetrics;
  batchRows: number;
  reconcileIntervalMs: number;
  reconcileDays: number;
  /** How long orders and roll-ups stay; as long as the tables say, if left out. */
  keepYears?: number;
}

/** What a pass works with. */
interface Pass extends Tools {
  run: Run;
  bound: Bound;
}

/** Carries out one run after another. */
export class Etl {
  readonly state: State;
  readonly desk: Desk;
  readonly freshness: Freshness;
  readonly #options: EtlOptions;
  #migrated = false;
  /** Tables keep rows for as long as they should; why not was said once. */
  #keeping: 'not yet' | 'refused' | 'done' = 'not yet';
  /** Roll-ups may be behind: after a start, a failure, and every row. */
  #isBehind = true;
  readonly #stopping = new AbortController();
  readonly #reconciler: Reconciler;

  constructor(options: EtlOptions) {
    this.#options = options;
    const { clickhouse, metrics, logger } = options;
    this.state = new State(clickhouse);
    this.desk = new Desk({ ...options, state: this.state });
    this.freshness = new Freshness({ state: this.state, metrics });
    this.#reconciler = new Reconciler({
      intervalMs: options.reconcileIntervalMs,
      days: options.reconcileDays,
      ...(options.keepYears !== undefined && {
        comparableDays: comparableDaysOf(options.keepYears),
      }),
      logger,
    });
  }

  /** Something was copied that roll-ups do not have. */
  fallBehind(): void {
    this.#isBehind = true;
  }

  /** The next run compares both sides, however short the last time ago. */
  compareSoon(table: TableSpec): void {
    this.#reconciler.compareSoon(table);
  }

  /** The run under way ends after its batch; whoever comes next goes on there. */
  interrupt(): void {
    this.#stopping.abort(new Error('The service stops'));
  }

  /** Never rejects: what went wrong is in the run. */
  async carryOut(run: Run): Promise<void> {
    const { tracer, logger } = this.#options;
    run.status = 'running';
    run.startedAt = new Date().toISOString();
    try {
      await tracer.start(
        `${run.trigger} run`,
        async (ctx, span) => {
          await this.desk.take(() => this.#pass(ctx, run));
          conclude(run);
          span.setAttribute('etl.rows', rowsOf(run));
          if (run.status === 'failed') {
            span.setStatus({
              code: SpanStatusCode.ERROR,
              ...(run.failure && { message: run.failure }),
            });
          }
        },
        { context: ROOT_CONTEXT, attributes: { 'etl.run.id': run.id } },
      );
    } catch (error) {
      run.status = 'failed';
      run.failure = messageOf(error);
    }
    run.finishedAt = new Date().toISOString();
    if (run.status === 'failed') {
      this.#isBehind = true;
      logger.warn({ run }, `A run failed: ${run.failure}`);
    }
    await this.#remember(run);
  }

  async #pass(ctx: Context, run: Run): Promise<void> {
    const { clickhouse, tracer } = this.#options;
    await this.migrate();
    let pass = await this.#begin(run);
    if (!pass) {
      run.status = 'skipped';
      run.failure = new OtherWorks().message;
      return;
    }
    const { bound } = pass;
    for (const progress of run.tables) {
      if (pass.source.isBroken) {
        // What broke was one table's batch; the others may still be copied.
        pass = await this.#begin(run);
        if (!pass) {
          throw new OtherWorks();
        }
      }
      await this.#passTable(ctx, pass, progress);
    }
    if (this.#isBehind) {
      await refreshRollUps(ctx, { clickhouse, tracer });
      this.#isBehind = run.tables.some(({ error }) => error !== undefined);
    }
    await this.freshness.afterRun(run, bound.before);
  }

  /** With the lock, or not at all. */
  async #begin(run: Run): Promise<Pass | undefined> {
    const tools = await this.desk.tools();
    if (!tools) {
      return undefined;
    }
    const bound = await tools.source.bound();
    if (!bound.sighted) {
      this.#options.logger.warn(
        'The role may not see the transactions of others (pg_read_all_stats); the copy stays behind instead',
      );
    }
    return { run, bound, ...tools };
  }

  async #passTable(
    ctx: Context,
    pass: Pass,
    progress: TableProgress,
  ): Promise<void> {
    const { tracer, metrics } = this.#options;
    const table = tables.find(({ name }) => name === progress.table);
    if (!table) {
      return;
    }
    const startedAt = performance.now();
    try {
      await tracer.start(
        table.name,
        async (below, span) => {
          await checkDrift(pass.source, table);
          if (pass.run.period) {
            await this.#backfill(below, pass, progress, table);
          } else {
            await this.#continue(below, pass, progress, table);
          }
          span.setAttribute('etl.rows', progress.rows);
        },
        { context: ctx },
      );
    } catch (error) {
      // One table that cannot be copied does not keep the others.
      progress.error = messageOf(error);
      this.#isBehind = true;
      metrics.failed(table.name);
    }
    progress.durationMs = Math.round(performance.now() - startedAt);
    metrics.copied(table.name, progress);
  }

  async #continue(
    ctx: Context,
    pass: Pass,
    progress: TableProgress,
    table: TableSpec,
  ): Promise<void> {
    await copyChanges(ctx, table, {
      ...pass,
      state: this.state,
      batchRows: this.#options.batchRows,
      onBatch: rows => this.#count(progress, rows),
    });
    await this.#reconciler.reconcile(ctx, table, {
      comparison: pass.comparison,
      onBatch: rows => this.#count(progress, rows),
    });
  }

  async #backfill(
    ctx: Context,
    { run, comparison }: Pass,
    progress: TableProgress,
    table: TableSpec,
  ): Promise<void> {
    if (!run.period) {
      return;
    }
    const parts = toDays(run.period);
    const tablesBefore = run.tables.indexOf(progress);
    for (const [index, part] of parts.entries()) {
      run.progress = {
        done: tablesBefore * parts.length + index,
        total: run.tables.length * parts.length,
      };
      this.#count(progress, await comparison.resend(ctx, table, part));
      run.progress.done += 1;
    }
  }

  #count(progress: TableProgress, rows: number): void {
    progress.rows += rows;
    progress.batches += 1;
    this.#isBehind = true;
    this.#stopping.signal.throwIfAborted();
  }

  /** Once; ClickHouse may have been away before. */
  async migrate(): Promise<void> {
    if (!this.#migrated) {
      const { clickhouse, logger } = this.#options;
      const applied = await migrate(
        clickhouse,
        await withoutClusters(clickhouse, await readMigrations()),
      );
      if (applied.length > 0) {
        logger.info({ applied }, 'ClickHouse migrated');
      }
      this.#migrated = true;
    }
    await this.#keep();
  }

  /** Rows that stay too long are no reason to copy none. */
  async #keep(): Promise<void> {
    const { clickhouse, logger, keepYears } = this.#options;
    if (keepYears === undefined || this.#keeping === 'done') {
      return;
    }
    try {
      await keepFor(keepYears, { clickhouse, logger });
      this.#keeping = 'done';
    } catch (error) {
      if (this.#keeping === 'not yet') {
        logger.warn(
          error,
          'Tables keep rows as long as before: ETL_KEEP_YEARS is tried again with each run',
        );
      }
      this.#keeping = 'refused';
    }
  }

  async #remember(run: Run): Promise<void> {
    if (!this.#migrated || !run.startedAt || !run.finishedAt) {
      return;
    }
    const { id, trigger, status, startedAt, finishedAt, failure = '' } = run;
    try {
      await this.state.writeRun({
        id,
        trigger,
        status,
        startedAt,
        finishedAt,
        rows: rowsOf(run),
        failure,
      });
    } catch (error) {
      this.#options.logger.warn(error, 'The run could not be written down');
    }
  }
}

/** Failed when one of its tables is. */
function conclude(run: Run): void {
  const failed = run.tables.filter(({ error }) => error !== undefined);
  if (run.status === 'running') {
    run.status = failed.length > 0 ? 'failed' : 'succeeded';
  }
  if (failed.length > 0) {
    run.failure = failed
      .map(({ table, error }) => `${table}: ${error}`)
      .join('; ');
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
