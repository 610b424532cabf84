import { z } from 'zod';
import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import { serviceName } from '../serviceInfo.ts';
import type { Position } from '../source/position.ts';

/** How one table that readers see is kept. */
export interface TableState {
  table: string;
  /** Everything that was committed before this is in the table. */
  upTo: string;
  lastSuccessAt: string;
  lastRunAt: string;
  rows: number;
  durationMs: number;
  error: string;
}

export interface FinishedRun {
  id: string;
  trigger: string;
  status: string;
  startedAt: string;
  finishedAt: string;
  rows: number;
  failure: string;
}

const watermarkSchema = z.object({ updated_at: z.string(), id: z.uuid() });
const stateSchema = z.object({
  table: z.string(),
  upTo: z.string(),
  lastSuccessAt: z.string(),
  lastRunAt: z.string(),
  rows: z.coerce.number(),
  durationMs: z.coerce.number(),
  error: z.string(),
});

const pipeline = { pipeline: serviceName };
const ofPipeline = 'WHERE pipeline = {pipeline:String}';

/** What the pipeline remembers, where the rows are: both are there or neither. */
export class State {
  readonly #clickhouse: ClickHouse;
  #epoch = 0n;
  #count = 0n;

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse;
  }

  /**
   * Begins to number versions above all that came before. An insert of a reader
   * that lost the lock and is still under way loses to what is read from now on.
   */
  async takeEpoch(): Promise<void> {
    const [row] = await this.#clickhouse.query(
      `SELECT max(epoch) AS epoch FROM etl_epochs ${ofPipeline}`,
      z.object({ epoch: z.coerce.bigint() }),
      pipeline,
    );
    const epoch = (row?.epoch ?? 0n) + 1n;
    await this.#clickhouse.insertRow('etl_epochs', {
      ...pipeline,
      epoch: String(epoch),
    });
    this.#epoch = epoch;
    this.#count = 0n;
  }

  nextVersion(): string {
    this.#count += 1n;
    return String(this.#epoch * 2n ** 32n + this.#count);
  }

  async watermark(
    table: string,
    relation: string,
  ): Promise<Position | undefined> {
    const [row] = await this.#clickhouse.query(
      `SELECT toString(updated_at) AS updated_at, id FROM etl_watermarks FINAL
       ${ofPipeline} AND table_name = {table:String} AND relation = {relation:String}`,
      watermarkSchema,
      { ...pipeline, table, relation },
    );
    return row && { updatedAt: `${row.updated_at}+00`, id: row.id };
  }

  async advance(
    table: string,
    relation: string,
    { updatedAt, id }: Position,
  ): Promise<void> {
    await this.#clickhouse.insertRow('etl_watermarks', {
      ...pipeline,
      table_name: table,
      relation,
      updated_at: updatedAt,
      id,
      version: this.nextVersion(),
    });
  }

  async tables(): Promise<TableState[]> {
    return await this.#clickhouse.query(
      `SELECT table_name AS table,
         formatDateTime(up_to, '%Y-%m-%dT%H:%i:%S', 'UTC') || '.' || leftPad(toString(toUnixTimestamp64Milli(up_to) % 1000), 3, '0') || 'Z' AS upTo,
         formatDateTime(last_success_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS lastSuccessAt,
         formatDateTime(last_run_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS lastRunAt,
         rows, duration_ms AS durationMs, error
       FROM etl_tables ${ofPipeline} ORDER BY table_name`,
      stateSchema,
      pipeline,
    );
  }

  async writeTables(states: readonly TableState[]): Promise<void> {
    await this.#clickhouse.insertRows(
      'etl_tables_store',
      states.map(state => ({
        ...pipeline,
        table_name: state.table,
        up_to: state.upTo,
        last_success_at: state.lastSuccessAt,
        last_run_at: state.lastRunAt,
        rows: state.rows,
        duration_ms: state.durationMs,
        error: state.error,
        version: this.nextVersion(),
      })),
    );
  }

  async writeRun(run: FinishedRun): Promise<void> {
    await this.#clickhouse.insertRow('etl_runs_store', {
      ...pipeline,
      run_id: run.id,
      trigger: run.trigger,
      status: run.status,
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      rows: run.rows,
      failure: run.failure,
    });
  }
}
