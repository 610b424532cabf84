import {
  asItComes,
  sourcesOf,
  tableNames,
  tables,
  type TableSpec,
} from '../tables/index.ts';
import type { EtlMetrics } from './EtlMetrics.ts';
import type { Run } from './Run.ts';
import type { State, TableState } from './State.ts';

export interface FreshnessOptions {
  state: State;
  metrics: EtlMetrics;
}

/** What a stream of changes brought of a table. */
export interface Streamed {
  rows: number;
  durationMs: number;
}

const never = '1970-01-01T00:00:00.000Z';

/** Says of each table that readers see how fresh it is. */
export class Freshness {
  readonly #options: FreshnessOptions;
  /** Up to when runs have read a source, in milliseconds since 1970. */
  readonly #read = new Map<string, number>();
  /** From when on a stream tells of each change of a source. */
  readonly #streamedFrom = new Map<string, number>();
  /** What a stream has brought, by tables of readers. */
  readonly #streamedUpTo = new Map<string, number>();

  constructor(options: FreshnessOptions) {
    this.#options = options;
  }

  /** From this time on a stream tells of each change; runs have to reach it first. */
  streamFrom(ms: number, of: readonly TableSpec[] = tables): void {
    of.forEach(({ name }) => this.#streamedFrom.set(name, ms));
  }

  /** No stream tells of it any more. */
  streamNot(of: readonly TableSpec[] = tables): void {
    of.forEach(({ name }) => this.#streamedFrom.delete(name));
  }

  /** Up to when runs have read it, in milliseconds since 1970. */
  readUpTo({ name }: TableSpec): number {
    return this.#read.get(name) ?? 0;
  }

  async afterRun(run: Run, before: string): Promise<void> {
    const { state, metrics } = this.#options;
    const last = await this.#last();
    const now = new Date().toISOString();
    const states: TableState[] = [];
    for (const name of tableNames) {
      const made = sourcesOf(name).map(({ name: source }) =>
        run.tables.find(({ table }) => table === source),
      );
      const progress = made.filter(entry => entry !== undefined);
      if (progress.length === 0) {
        continue;
      }
      const error = progress.find(entry => entry.error !== undefined)?.error;
      const old = last.get(name);
      // A back-fill brings nothing new, and a run of one source not the other's rows.
      const isFresh =
        error === undefined && !run.period && progress.length === made.length;
      states.push({
        table: name,
        upTo: isFresh ? this.#newest(name, before) : old?.upTo ?? never,
        lastSuccessAt: error === undefined ? now : old?.lastSuccessAt ?? never,
        lastRunAt: now,
        rows: progress.reduce((sum, { rows }) => sum + rows, 0),
        durationMs: progress.reduce((sum, entry) => sum + entry.durationMs, 0),
        error: error ?? '',
      });
    }
    await state.writeTables(states);
    for (const { table, error } of run.tables) {
      if (error === undefined && !run.period) {
        this.#read.set(table, Date.parse(before));
      }
    }
    metrics.observe(await state.tables());
  }

  /** Of tables that are computed after runs a stream says nothing. */
  async afterStream(
    upTo: number,
    streamed: ReadonlyMap<string, Streamed>,
  ): Promise<void> {
    const { state, metrics } = this.#options;
    const last = await this.#last();
    const now = new Date().toISOString();
    const states = tables
      .filter(table => this.#isJoined(table))
      .flatMap(table =>
        asItComes(table).map(name => {
          const old = last.get(name);
          const { error = '' } = old ?? {};
          const { rows = 0, durationMs = 0 } = streamed.get(table.name) ?? {};
          this.#streamedUpTo.set(name, upTo);
          return {
            table: name,
            upTo: this.#newest(name, old?.upTo ?? never),
            lastSuccessAt: error === '' ? now : old?.lastSuccessAt ?? never,
            lastRunAt: now,
            rows,
            durationMs,
            // Of the last run: what it could not do a stream does not do for it.
            error,
          };
        }),
      );
    if (states.length > 0) {
      await state.writeTables(states);
      metrics.observe(await state.tables());
    }
  }

  /** Runs have reached the beginning of the stream, so that nothing lies between. */
  #isJoined(table: TableSpec): boolean {
    return (
      this.readUpTo(table) >= (this.#streamedFrom.get(table.name) ?? Infinity)
    );
  }

  /** A run reads less far than a stream while there is a long transaction. */
  #newest(name: string, upTo: string): string {
    const streamed = this.#streamedUpTo.get(name) ?? 0;
    return new Date(Math.max(Date.parse(upTo), streamed)).toISOString();
  }

  async #last(): Promise<Map<string, TableState>> {
    const states = await this.#options.state.tables();
    return new Map(states.map(state => [state.table, state]));
  }
}
