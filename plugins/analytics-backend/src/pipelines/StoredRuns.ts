import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import {
  type ClickHouseConnection,
  ClickHouseQueryError,
  sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';

const MOST = 100;
/** Of a millisecond. */
const NANOSECONDS = 1_000_000n;

function now(): string {
  return new Date().toISOString();
}

const rowSchema = z.object({
  id: z.string(),
  trigger: z.enum(['schedule', 'manual', 'backfill']),
  status: z.enum(['succeeded', 'failed', 'skipped']),
  started_ms: z.coerce.number(),
  finished_ms: z.coerce.number(),
  rows: z.coerce.number(),
  failure: z.string(),
});

/** What is known of the older runs of a pipeline. */
export type OlderRuns = {
  runs: PipelineRun[];
  /** They cannot be read: what there is, is from before. */
  failure?: { reason: string; since: string };
};

/** What the last reading that went well had, or, before any did, nothing. */
type Kept = { runs: PipelineRun[]; asOf: string; hasFailed: boolean };

/** The runs that pipelines wrote down in `etl_runs`, which outlasts their services. */
export class StoredRuns {
  readonly #connection: ClickHouseConnection;
  readonly #logger: LoggerService;
  readonly #kept = new Map<string, Kept>();

  constructor(options: {
    connection: ClickHouseConnection;
    logger: LoggerService;
  }) {
    this.#connection = options.connection;
    this.#logger = options.logger;
  }

  /** The latest runs of a pipeline that began before a moment, the newest first. */
  async before(
    pipeline: string,
    moment: Date,
    signal: AbortSignal,
  ): Promise<OlderRuns> {
    try {
      const runs = await this.#read(pipeline, moment, signal);
      this.#kept.set(pipeline, { runs, asOf: now(), hasFailed: false });
      return { runs };
    } catch (error) {
      signal.throwIfAborted();
      return this.#fallBack(pipeline, toError(error).message);
    }
  }

  #fallBack(pipeline: string, reason: string): OlderRuns {
    const kept = this.#kept.get(pipeline) ?? {
      runs: [],
      asOf: now(),
      hasFailed: false,
    };
    if (!kept.hasFailed) {
      // Once, because a page that is open asks again and again.
      this.#logger.warn(`The older runs of ${pipeline} cannot be read`, {
        reason,
      });
      this.#kept.set(pipeline, { ...kept, hasFailed: true });
    }
    return { runs: kept.runs, failure: { reason, since: kept.asOf } };
  }

  async #read(
    pipeline: string,
    moment: Date,
    signal: AbortSignal,
  ): Promise<PipelineRun[]> {
    try {
      const { rows } = await this.#connection.query(
        sql`
          SELECT
            toString(run_id) AS id,
            trigger,
            status,
            toUnixTimestamp64Milli(toDateTime64(started_at, 3)) AS started_ms,
            toUnixTimestamp64Milli(toDateTime64(finished_at, 3)) AS finished_ms,
            toString(rows) AS rows,
            failure
          FROM etl_runs
          WHERE pipeline = ${sql.string(pipeline)}
            AND started_at < ${sql.dateTime64(
              BigInt(moment.getTime()) * NANOSECONDS,
              3,
            )}
            AND trigger IN ('schedule', 'manual', 'backfill')
            AND status IN ('succeeded', 'failed', 'skipped')
          ORDER BY started_at DESC
          LIMIT ${sql.uint64(MOST)}`,
        { schema: rowSchema, signal, limits: { resultRows: MOST } },
      );
      return rows.map(({ id, trigger, status, rows: count, ...row }) => {
        const startedAt = new Date(row.started_ms).toISOString();
        return {
          id,
          trigger,
          status,
          // When somebody asked for it was not written down.
          askedAt: startedAt,
          startedAt,
          finishedAt: new Date(row.finished_ms).toISOString(),
          rows: count,
          tables: [],
          ...(row.failure !== '' && { failure: row.failure }),
        };
      });
    } catch (error) {
      // The pipeline writes none down.
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
