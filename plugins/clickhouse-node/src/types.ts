import { type ZodType } from 'zod';
import { type Sql } from './sql/Sql';

/**
 * The ClickHouse of the portal: named connections, each with the same safe way to query.
 *
 * @public
 */
export interface ClickHouseService {
  /**
   * The connection under `clickhouse.connections.<name>`.
   *
   * @param name - `default` when absent
   * @throws InputError that lists the configured names when there is no such connection
   */
  connection(name?: string): ClickHouseConnection;
}

/**
 * One ClickHouse server or cluster, for reading.
 *
 * @public
 */
export interface ClickHouseConnection {
  /** The key of the connection in the configuration. */
  readonly name: string;

  /**
   * Runs a query and returns all of its rows, at most `limits.resultRows` of them.
   *
   * @throws ClickHouseQueryError when the server refuses or stops the query
   * @throws ClickHouseUnavailableError when there is no server to answer
   * @throws the reason of the signal when it was aborted
   */
  query<T>(query: Sql, options: QueryOptions<T>): Promise<QueryResult<T>>;

  /**
   * Runs a query row by row, in constant memory. Leaving the loop cancels the query.
   *
   * @throws like `query`, from the loop
   */
  stream<T>(query: Sql, options: QueryOptions<T>): AsyncIterable<T>;

  /**
   * Runs a query whose columns are not known beforehand, as one that somebody else wrote, and
   * returns them with the rows, at most `limits.resultRows` of them.
   *
   * Besides what holds for every query it may not change any setting (`readonly = 1`).
   *
   * @throws like `query`
   */
  table(query: Sql, options?: TableOptions): Promise<TableResult>;

  /**
   * Resolves when the server answers a query with our credentials.
   */
  ping(options?: { signal?: AbortSignal }): Promise<void>;
}

/**
 * How to run a query.
 *
 * @public
 */
export interface QueryOptions<T> {
  /** What each row has to look like. 64-bit integers arrive as text: use `uint64()` and its like. */
  schema: ZodType<T>;
  /** Cancels the query on the server when aborted. */
  signal?: AbortSignal;
  /** Limits other than the configured ones, up to the configured ceilings. */
  limits?: Partial<QueryLimits>;
}

/**
 * How to run a query whose columns are not known beforehand.
 *
 * @public
 */
export interface TableOptions {
  /** Cancels the query on the server when aborted. */
  signal?: AbortSignal;
  /** Limits other than the configured ones, up to the configured ceilings. */
  limits?: Partial<QueryLimits>;
  /**
   * A condition for each table, by its name in the connection's database: only rows that fulfil
   * it are there for the query. It is SQL of the caller's own. A `SETTINGS` clause in a subquery
   * and the table function `merge` get around it, so text that somebody else wrote must be
   * checked for them.
   */
  tableFilters?: Readonly<Record<string, string>>;
}

/**
 * The columns and rows of a query, and what it cost.
 *
 * @public
 */
export interface TableResult {
  /** In the order of the query; the type as ClickHouse calls it. */
  columns: { name: string; type: string }[];
  /**
   * In the order of the columns. Integers of 64 bits and more, and decimals, are text; times are
   * ISO 8601 in UTC; NaN and the infinities are null.
   */
  rows: unknown[][];
  /** What it cost. */
  statistics: QueryStatistics;
  /** Whether there were more rows than `limits.resultRows`. */
  truncated: boolean;
}

/**
 * What one query may use.
 *
 * @public
 */
export interface QueryLimits {
  /** Milliseconds on the server. For a stream, the time its reader takes counts too. */
  executionTime: number;
  /** Bytes of memory on each server that takes part. */
  memory: number;
  /**
   * Rows of the answer. `query` cuts the answer there and says `truncated`; `stream` has this
   * limit only when it is passed, and then fails, because a cut stream looks like a whole one.
   */
  resultRows: number;
  /** Bytes of the answer of `query` as JSON. A larger answer is an error. */
  resultBytes: number;
  /** Rows read from tables. Absent: unlimited. */
  rowsToRead: number | undefined;
  /** Uncompressed bytes read from tables. Absent: unlimited. */
  bytesToRead: number | undefined;
  /** Threads on each server. Absent: what the server gives. */
  threads: number | undefined;
}

/**
 * The rows of a query and what it cost.
 *
 * @public
 */
export interface QueryResult<T> {
  /** In the order of the query, parsed. */
  rows: T[];
  /** What it cost. */
  statistics: QueryStatistics;
  /** Whether there were more rows than `limits.resultRows`. */
  truncated: boolean;
}

/**
 * What a query cost.
 *
 * @public
 */
export interface QueryStatistics {
  /** Milliseconds on the server; from here when the server does not say. */
  elapsedMs: number;
  /** Rows read from tables; undefined when the server does not say. */
  readRows: number | undefined;
  /** Uncompressed bytes read from tables; undefined when the server does not say. */
  readBytes: number | undefined;
}
