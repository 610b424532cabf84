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

const rowSchema = z.object({
  id: z.string(),
  trigger: z.enum(['schedule', 'manual', 'backfill']),
  status: z.enum(['succeeded', 'failed', 'skipped']),
  started_ms: z.coerce.number(),
  finished_ms: z.coerce.number(),
  rows: z.coerce.number(),
  failure: z.string(),
});

/** The runs that pipelines wrote down in `etl_runs`, which outlasts their services. */
export class StoredRuns {
  readonly #connection: ClickHouseConnection;

  constructor(connection: ClickHouseConnection) {
    this.#connection = connection;
  }

  /** The latest runs of a pipeline that began before a moment, the newest first. */
  async before(
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
