import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import { literal } from '../source/position.ts';
import type { SourceSession } from '../source/SourceSession.ts';
import type { TableSpec } from '../tables/index.ts';
import type { Copier } from './Copier.ts';
import { dayMs, hourMs, type Period } from './periods.ts';
import type { State } from './State.ts';

export interface ComparisonOptions {
  source: SourceSession;
  clickhouse: ClickHouse;
  state: State;
  copier: Copier;
}

export interface Gone {
  ids: readonly string[];
  /** As ISO text. */
  since: string;
}

/** A statement of ClickHouse may be a quarter of a megabyte long. */
const idsAtOnce = 2000;

const beginSchema = z.object({ begin: z.coerce.number() });

const bucketSchema = z.object({
  hour: z.coerce.number(),
  rows: z.string(),
  checksum: z.string(),
});

/**
 * Finds what watermarks cannot: rows that are gone, and changes that were
 * written with a time that had passed. Both sides are asked for the number of
 * rows of each hour and a checksum; hours that differ are sent again.
 */
export class Comparison {
  readonly #options: ComparisonOptions;

  constructor(options: ComparisonOptions) {
    this.#options = options;
  }

  /** Of the oldest row that was copied, in milliseconds since 1970; now, without one. */
  async begin({ store, bucket }: TableSpec): Promise<number> {
    const [row] = await this.#options.clickhouse.query(
      `SELECT toUnixTimestamp64Milli(min(${bucket.target})) AS begin FROM ${store} HAVING count() > 0`,
      beginSchema,
    );
    return row?.begin ?? Date.now();
  }

  /** The hours that differ, neighbours together, and whether the source has nothing left of what was copied. */
  async differences(
    table: TableSpec,
    period: Period,
  ): Promise<{ differing: Period[]; isGone: boolean }> {
    const [source, target] = await Promise.all([
      this.#sourceBuckets(table, period),
      this.#targetBuckets(table, period),
    ]);
    const hours = [...new Set([...source.keys(), ...target.keys()])]
      .filter(hour => source.get(hour) !== target.get(hour))
      .toSorted((a, b) => a - b);
    const found: { from: number; to: number }[] = [];
    for (const hour of hours) {
      const last = found.at(-1);
      const to = hour + hourMs;
      // A day at most: what is sent together is read in one statement.
      if (last?.to === hour && to - last.from <= dayMs) {
        last.to = to;
      } else {
        found.push({ from: hour, to });
      }
    }
    return {
      differing: found.map(({ from, to }) => ({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      })),
      isGone: source.size === 0 && target.size > 0,
    };
  }

  /** Sends a period's rows again and marks as deleted what is left of it. */
  async resend(
    ctx: Context,
    table: TableSpec,
    period: Period,
  ): Promise<number> {
    const { clickhouse, state, copier } = this.#options;
    const { rows, version } = await copier.copy(
      ctx,
      table,
      inSource(table, period),
    );
    const { store } = table;
    await clickhouse.command(
      `INSERT INTO ${store} SELECT * REPLACE ({deletion:UInt64} AS version, 1 AS deleted)
       FROM ${store} AS d FINAL
       WHERE ${inTarget(
         table,
       )} AND d.deleted = 0 AND d.version < {version:UInt64}`,
      { ...period, version, deletion: state.nextVersion() },
    );
    return rows;
  }

  /**
   * Sends rows again that a condition on the source's rows finds, and marks as
   * deleted those of the given ids that did not come and are no older than that.
   */
  async resendRows(
    ctx: Context,
    table: TableSpec,
    condition: string,
    { ids: gone, since }: Gone,
  ): Promise<number> {
    const { clickhouse, state, copier } = this.#options;
    const { rows, version } = await copier.copy(ctx, table, condition);
    const { store, id, bucket } = table;
    for (let at = 0; at < gone.length; at += idsAtOnce) {
      const ids = gone
        .slice(at, at + idsAtOnce)
        .map(literal)
        .join(', ');
      // The times are found by the ids alone, and the rest is read only there.
      await clickhouse.command(
        `INSERT INTO ${store} SELECT * REPLACE ({deletion:UInt64} AS version, 1 AS deleted)
         FROM ${store} AS d FINAL
         WHERE ${id.column} IN (${ids})
           AND ${bucket.target} IN (SELECT ${bucket.target} FROM ${store} WHERE ${id.column} IN (${ids}))
           AND d.${bucket.target} >= parseDateTime64BestEffort({since:String}, 6, 'UTC')
           AND d.deleted = 0 AND d.version < {version:UInt64}`,
        { version, since, deletion: state.nextVersion() },
      );
    }
    return rows;
  }

  async #sourceBuckets(table: TableSpec, period: Period) {
    const rows = await this.#options.source.query(
      `SELECT (extract(epoch FROM date_trunc('hour', ${
        table.bucket.source
      })) * 1000)::bigint AS hour,
         count(*) AS rows, sum(${table.checksum}) AS checksum
       FROM ${table.from} WHERE ${inSource(table, period)} GROUP BY 1`,
      bucketSchema,
    );
    return byHour(rows);
  }

  async #targetBuckets(table: TableSpec, period: Period) {
    const rows = await this.#options.clickhouse.query(
      `SELECT toUnixTimestamp(toStartOfHour(${
        table.bucket.target
      })) * 1000 AS hour,
         toString(count()) AS rows, toString(sum(toInt128(checksum))) AS checksum
       FROM ${table.store} FINAL WHERE ${inTarget(
        table,
      )} AND deleted = 0 GROUP BY hour`,
      bucketSchema,
      { ...period },
    );
    return byHour(rows);
  }
}

function byHour(rows: z.infer<typeof bucketSchema>[]): Map<number, string> {
  return new Map(
    rows.map(({ hour, rows: count, checksum }) => [
      hour,
      `${count} ${checksum}`,
    ]),
  );
}

function inSource({ bucket }: TableSpec, { from, to }: Period): string {
  return `${bucket.source} >= ${literal(from)}::timestamptz AND ${
    bucket.source
  } < ${literal(to)}::timestamptz`;
}

function inTarget({ bucket }: TableSpec): string {
  return `${bucket.target} >= parseDateTime64BestEffort({from:String}, 6, 'UTC') AND ${bucket.target} < parseDateTime64BestEffort({to:String}, 6, 'UTC')`;
}
