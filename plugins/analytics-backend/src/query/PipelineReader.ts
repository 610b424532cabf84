import {
  type Freshness,
  type Pipeline,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  ClickHouseQueryError,
  sql,
  type ClickHouseConnection,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { type PipelineConfig } from '../config';

const MAX_AGE_MS = 2_000;

const reportSchema = z.object({
  pipeline: z.string(),
  table_name: z.string(),
  up_to_ms: z.coerce.number(),
  last_success_ms: z.coerce.number(),
  last_run_ms: z.coerce.number(),
  rows: z.coerce.string(),
  duration_ms: z.coerce.string(),
  error: z.string(),
});

type Report = z.infer<typeof reportSchema>;

function isoTime(milliseconds: number): string | undefined {
  return milliseconds > 0 ? new Date(milliseconds).toISOString() : undefined;
}

/** Reads what pipelines report of the tables they fill. */
export class PipelineReader {
  readonly #connection: ClickHouseConnection;
  readonly #lagLimitSeconds: number;
  readonly #ownLimits: Map<string, number>;
  #current?: { since: number; reports: Promise<Report[]> };

  constructor(options: {
    connection: ClickHouseConnection;
    lagLimitSeconds: number;
    /** Those that have a limit of their own. */
    pipelines: readonly Pick<PipelineConfig, 'name' | 'lagLimitSeconds'>[];
  }) {
    this.#connection = options.connection;
    this.#lagLimitSeconds = options.lagLimitSeconds;
    this.#ownLimits = new Map(
      options.pipelines.map(({ name, lagLimitSeconds }) => [
        name,
        lagLimitSeconds,
      ]),
    );
  }

  /** How the pipelines are, by name. */
  async pipelines(): Promise<Pipeline[]> {
    const pipelines = new Map<string, Pipeline>();
    for (const report of await this.#reports()) {
      const { pipeline: name } = report;
      const pipeline = pipelines.get(name) ?? { name, tables: [] };
      pipelines.set(name, pipeline);
      pipeline.tables.push({
        table: report.table_name,
        ...this.#lag(report),
        lagLimitSeconds: this.#ownLimits.get(name) ?? this.#lagLimitSeconds,
        rows: report.rows,
        durationMs: report.duration_ms,
        lastSuccessAt: isoTime(report.last_success_ms),
        lastRunAt: isoTime(report.last_run_ms),
        ...(report.error !== '' && { error: report.error }),
      });
    }
    return [...pipelines.values()];
  }

  /** How far these tables are filled, by the one that is least; undefined when nobody reports. */
  async freshness(tables: readonly string[]): Promise<Freshness | undefined> {
    const reports = (await this.#reports()).filter(
      ({ table_name, up_to_ms }) => tables.includes(table_name) && up_to_ms > 0,
    );
    if (reports.length === 0) {
      return undefined;
    }
    const upTo = Math.min(...reports.map(({ up_to_ms }) => up_to_ms));
    const known = [...new Set(reports.map(({ table_name }) => table_name))];
    return {
      upTo: new Date(upTo).toISOString(),
      lagSeconds: Math.max(0, (Date.now() - upTo) / 1000),
      tables: known,
      unknown: tables.filter(table => !known.includes(table)),
    };
  }

  #lag({ up_to_ms }: Report) {
    const upTo = isoTime(up_to_ms);
    return upTo === undefined
      ? {}
      : { upTo, lagSeconds: Math.max(0, (Date.now() - up_to_ms) / 1000) };
  }

  async #reports(): Promise<Report[]> {
    const now = performance.now();
    if (!this.#current || now - this.#current.since > MAX_AGE_MS) {
      const current = { since: now, reports: this.#read() };
      this.#current = current;
      // What failed is not kept: the next one to ask tries again.
      current.reports.catch(() => {
        if (this.#current === current) {
          this.#current = undefined;
        }
      });
    }
    return this.#current.reports;
  }

  async #read(): Promise<Report[]> {
    try {
      const { rows } = await this.#connection.query(
        sql`
          SELECT
            pipeline,
            table_name,
            toUnixTimestamp64Milli(toDateTime64(up_to, 3)) AS up_to_ms,
            toUnixTimestamp64Milli(toDateTime64(last_success_at, 3)) AS last_success_ms,
            toUnixTimestamp64Milli(toDateTime64(last_run_at, 3)) AS last_run_ms,
            toString(rows) AS rows,
            toString(duration_ms) AS duration_ms,
            error
          FROM etl_tables
          ORDER BY pipeline, table_name`,
        { schema: reportSchema, limits: { resultRows: 1_000 } },
      );
      return rows;
    } catch (error) {
      // Nothing reports here, which is unknown and not fresh.
      if (
        error instanceof ClickHouseQueryError &&
        error.kind === 'unknown-table'
      ) {
        return [];
      }
      throw error;
    }
  }
}
