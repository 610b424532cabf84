import { finished } from 'node:stream/promises';
import type { Context } from '@opentelemetry/api';
import { context, SpanKind } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import type { SourceSession } from '../source/SourceSession.ts';
import type { TableSpec } from '../tables/index.ts';
import type { Tracer } from '../tracing/index.ts';
import type { State } from './State.ts';

export interface CopierOptions {
  source: SourceSession;
  clickhouse: ClickHouse;
  state: State;
  tracer: Tracer;
}

export interface Copied {
  rows: number;
  /** Rows that were read before have a lower one. */
  version: string;
}

/** Rows on their way. */
export interface Batch {
  /** The source has given all of them, and can be asked for others. */
  read: Promise<void>;
  acknowledged: Promise<Copied>;
}

/** Carries rows of a table over, from a condition on the source's rows `d`. */
export class Copier {
  readonly #options: CopierOptions;

  constructor(options: CopierOptions) {
    this.#options = options;
  }

  /** Resolves once ClickHouse has acknowledged all of them. */
  async copy(
    ctx: Context,
    table: TableSpec,
    condition: string,
  ): Promise<Copied> {
    return await this.start(ctx, table, condition).acknowledged;
  }

  start(ctx: Context, table: TableSpec, condition: string): Batch {
    const { source, clickhouse, state, tracer } = this.#options;
    const version = state.nextVersion();
    const read = Promise.withResolvers<void>();
    const acknowledged = tracer.start(
      `copy ${table.name}`,
      async (_ctx, span) => {
        // One span for the batch says it all; the driver's own would say it again.
        return await context.with(
          suppressTracing(context.active()),
          async () => {
            const rows = source.copy(selectRows(table, condition, version));
            finished(rows, { writable: false }).then(read.resolve, read.reject);
            try {
              await clickhouse.insertText(table.feed, columnsOf(table), rows);
            } catch (error) {
              source.abandon();
              throw error;
            }
            await read.promise;
            span.setAttribute('etl.rows', rows.rowCount);
            return { rows: rows.rowCount, version };
          },
        );
      },
      {
        context: ctx,
        kind: SpanKind.CLIENT,
        attributes: {
          'db.system.name': 'clickhouse',
          'db.operation.name': 'INSERT',
          'db.collection.name': table.feed,
        },
      },
    );
    // Whoever waits for one of them may do so late; that must not end the process.
    read.promise.catch(() => {});
    acknowledged.catch(read.reject);
    return { read: read.promise, acknowledged };
  }
}

function columnsOf(table: TableSpec): [string, ...string[]] {
  return [
    'updated_at',
    ...table.columns.map(([column]) => column),
    'checksum',
    'version',
    table.id.column,
  ];
}

function selectRows(
  table: TableSpec,
  condition: string,
  version: string,
): string {
  const expressions = [
    table.updatedAt,
    ...table.columns.map(([, expression]) => expression),
    table.checksum,
    version,
    table.id.expression,
  ];
  return `SELECT ${expressions.join(', ')} FROM ${
    table.from
  } WHERE ${condition}`;
}
