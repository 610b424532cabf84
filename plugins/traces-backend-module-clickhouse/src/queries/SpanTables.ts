import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  ClickHouseQueryError,
  type ClickHouseConnection,
  type QueryLimits,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type TraceStoreOptions } from '@shop-platform/backstage-plugin-traces-node';
import { type ZodType } from 'zod';
import { readLayout } from '../layout/readLayout';
import { type TableLayout } from '../layout/types';
import { type SourceConfig } from '../readSourceConfig';

const LAYOUT_AGE_MS = 5 * 60_000;

/** What a question to the store is answered with. */
export type SpanReader = {
  layout: TableLayout;
  /** All rows of a query; too many are an error. */
  query<T>(
    query: Sql,
    options: { schema: ZodType<T>; limits?: Partial<QueryLimits> },
  ): Promise<T[]>;
  /** Row by row. */
  stream<T>(query: Sql, options: { schema: ZodType<T> }): AsyncIterable<T>;
};

function isStaleLayout(error: unknown): boolean {
  return (
    error instanceof ClickHouseQueryError &&
    (error.kind === 'unknown-column' || error.kind === 'unknown-table')
  );
}

function tooLarge(): InputError {
  return new InputError(
    'Too much to look through: choose a shorter time range, or a service',
  );
}

/** What a caller of the store can act on. */
function toStoreError(error: unknown): unknown {
  if (!(error instanceof ClickHouseQueryError)) {
    return error;
  }
  switch (error.kind) {
    case 'timeout':
    case 'memory':
    case 'too-much-data':
      return tooLarge();
    case 'refused':
    case 'invalid-row':
      return error;
    default:
      return new ServiceUnavailableError(error.message);
  }
}

/**
 * The tables of a source. How they look is kept for a while, and looked up
 * again when a query finds them changed.
 */
export class SpanTables {
  readonly #connection: ClickHouseConnection;
  readonly #source: SourceConfig;
  #layout: { value: TableLayout; readAt: number } | undefined;

  constructor(options: {
    connection: ClickHouseConnection;
    source: SourceConfig;
  }) {
    this.#connection = options.connection;
    this.#source = options.source;
  }

  /** Answers a question, once more when the tables turn out to have changed. */
  async read<T>(
    { signal }: TraceStoreOptions,
    answer: (reader: SpanReader) => Promise<T>,
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      const known = this.#knownLayout();
      if (known) {
        try {
          return await answer(this.#createReader(known, signal));
        } catch (error) {
          if (!isStaleLayout(error)) {
            throw error;
          }
        }
      }
      return await answer(
        this.#createReader(await this.#readLayout(signal), signal),
      );
    } catch (error) {
      throw toStoreError(error);
    }
  }

  #knownLayout(): TableLayout | undefined {
    return this.#layout && Date.now() - this.#layout.readAt < LAYOUT_AGE_MS
      ? this.#layout.value
      : undefined;
  }

  async #readLayout(signal: AbortSignal): Promise<TableLayout> {
    this.#layout = undefined;
    const value = await readLayout(this.#connection, this.#source, { signal });
    this.#layout = { value, readAt: Date.now() };
    return value;
  }

  #createReader(layout: TableLayout, signal: AbortSignal): SpanReader {
    const connection = this.#connection;
    return {
      layout,
      async query(query, { schema, limits }) {
        const { rows, truncated } = await connection.query(query, {
          schema,
          signal,
          limits,
        });
        if (truncated) {
          throw tooLarge();
        }
        return rows;
      },
      stream: (query, { schema }) =>
        connection.stream(query, { schema, signal }),
    };
  }
}
