import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
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

function secondsSince(milliseconds: number): number {
  return Math.max(0, (Date.now() - milliseconds) / 1000);
}

/** Of a table that nothing was copied into yet there is none. */
function lagOf({ up_to_ms }: Report): number | undefined {
  return up_to_ms > 0 ? secondsSince(up_to_ms) : undefined;
}

function isoTime(milliseconds: number): string | undefined {
  return milliseconds > 0 ? new Date(milliseconds).toISOString() : undefined;
}

/** How the pipelines are, as far as it is known. */
type KnownPipelines = {
  pipelines: Pipeline[];
  /** The reports cannot be read: what there is, is from before. */
  failure?: { error: unknown; since: string };
};

/** What the last reading that went well had, or, before any did, nothing. */
type Kept = { reports: Report[]; asOf: string; hasFailed: boolean };

/** Reads what pipelines report of the tables they fill. */
export class PipelineReader {
  readonly #connection: ClickHouseConnection;
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #lagLimitSeconds: number;
  readonly #ownLimits: Map<string, number>;
  #current?: { since: number; reports: Promise<Report[]> };
  #kept?: Kept;

  constructor(options: {
    connection: ClickHouseConnection;
    logger: Pick<LoggerService, 'warn'>;
    lagLimitSeconds: number;
    /** Those that have a limit of their own. */
    pipelines: readonly Pick<PipelineConfig, 'name' | 'lagLimitSeconds'>[];
  }) {
    this.#connection = options.connection;
    this.#logger = options.logger;
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
    return this.#pipelinesOf(await this.#reports(), lagOf);
  }

  /**
   * The same. While the reports cannot be read, as far as they were read before,
   * and why they cannot.
   */
  async lastKnown(): Promise<KnownPipelines> {
    try {
      return { pipelines: await this.pipelines() };
    } catch (error) {
      const { reports, asOf } = this.#fallBack(toError(error).message);
      return {
        // How far a table is behind by now is not known.
        pipelines: this.#pipelinesOf(reports, () => undefined),
        failure: { error, since: asOf },
      };
    }
  }

  #fallBack(reason: string): Kept {
    const kept = this.#kept ?? {
      reports: [],
      asOf: new Date().toISOString(),
      hasFailed: false,
    };
    if (!kept.hasFailed) {
      // Once, because a page that is open asks again and again.
      this.#logger.warn('The reports of pipelines cannot be read', { reason });
      this.#kept = { ...kept, hasFailed: true };
    }
    return kept;
  }

  #pipelinesOf(
    reports: readonly Report[],
    lagSeconds: (report: Report) => number | undefined,
  ): Pipeline[] {
    const pipelines = new Map<string, Pipeline>();
    for (const report of reports) {
      const { pipeline: name } = report;
      const pipeline = pipelines.get(name) ?? { name, tables: [] };
      pipelines.set(name, pipeline);
      pipeline.tables.push({
        table: report.table_name,
        upTo: isoTime(report.up_to_ms),
        lagSeconds: lagSeconds(report),
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
      lagSeconds: secondsSince(upTo),
      tables: known,
      unknown: tables.filter(table => !known.includes(table)),
    };
  }

  #keep(reports: Report[]): void {
    this.#kept = { reports, asOf: new Date().toISOString(), hasFailed: false };
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
      this.#keep(rows);
      return rows;
    } catch (error) {
      // Nothing reports here, which is unknown and not fresh.
      if (
        error instanceof ClickHouseQueryError &&
        error.kind === 'unknown-table'
      ) {
        this.#keep([]);
        return [];
      }
      throw error;
    }
  }
}
