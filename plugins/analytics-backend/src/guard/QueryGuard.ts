import { InputError, NotAllowedError } from '@backstage/errors';
import {
  ClickHouseQueryError,
  foreignSql,
  sql,
  type ClickHouseConnection,
  type ForeignSqlParameter,
  type ForeignSqlPart,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { sampleOf } from '../query/bindValue';
import { checkSyntaxTree } from './checkSyntaxTree';
import { readQueryText, type QueryText } from './readQueryText';
import { readSyntaxTree } from './syntaxTree';
import { type SqlToken } from './tokenize';

const MAX_REMEMBERED = 500;
const MAX_AGE_MS = 60_000;

const CHECK_LIMITS = { executionTime: 5_000, resultRows: 20_000 };

const lineSchema = z.object({ explain: z.string() });

/** A query that was checked. Only the guard makes one. */
export class CheckedQuery {
  readonly #tokens: readonly SqlToken[];
  /** The parameters it names, with their types. */
  readonly parameters: QueryText['parameters'];
  /** The tables it reads. */
  readonly tables: readonly string[];

  constructor(query: QueryText, tables: Iterable<string>) {
    this.#tokens = query.tokens;
    this.parameters = query.parameters;
    this.tables = [...tables].sort();
  }

  /** What is sent: the text that was checked, with these values. */
  toSql(
    bind: (name: string, type: string) => ForeignSqlParameter,
    around: [string, string] = ['', ''],
  ): Sql {
    return foreignSql([around[0], ...partsOf(this.#tokens, bind), around[1]]);
  }
}

function partsOf(
  tokens: readonly SqlToken[],
  bind: (name: string, type: string) => ForeignSqlParameter,
): ForeignSqlPart[] {
  return tokens.map(token =>
    token.kind === 'parameter' ? bind(token.name, token.type) : token.text,
  );
}

const NOT_ENOUGH_PRIVILEGES = 497;

/** An error of the query itself is a mistake of whoever wrote it. */
export function asMistake(error: unknown): unknown {
  if (!(error instanceof ClickHouseQueryError)) {
    return error;
  }
  if (error.code === NOT_ENOUGH_PRIVILEGES) {
    return new NotAllowedError(
      'ClickHouse does not let the portal read or call what the query does',
    );
  }
  return ['unknown-table', 'unknown-column', 'refused'].includes(error.kind)
    ? new InputError(error.message)
    : error;
}

/**
 * Lets through only queries that read the tables they may, and calculate.
 * ClickHouse's own parser says what a query is made of.
 */
export class QueryGuard {
  readonly #connection: ClickHouseConnection;
  readonly #tables: ReadonlySet<string>;
  readonly #functions: ReadonlySet<string>;
  readonly #checked = new Map<string, { since: number; query: CheckedQuery }>();
  #holdsSince: number | undefined;

  constructor(options: {
    connection: ClickHouseConnection;
    tables: ReadonlySet<string>;
    functions: ReadonlySet<string>;
  }) {
    this.#connection = options.connection;
    this.#tables = options.tables;
    this.#functions = options.functions;
  }

  /**
   * @throws InputError when it is no query, or holds what queries may not
   * @throws NotAllowedError when it reads or calls what it may not
   */
  async check(text: string, signal?: AbortSignal): Promise<CheckedQuery> {
    const known = this.#checked.get(text);
    if (known && performance.now() - known.since < MAX_AGE_MS) {
      return known.query;
    }
    const read = readQueryText(text);
    await this.assertHolds(signal);
    const allow = {
      tables: this.#tables,
      functions: this.#functions,
      ownTables: read.ownTables,
    };
    const tables = checkSyntaxTree(
      readSyntaxTree(await this.#explain(read, signal)),
      allow,
    );
    await this.#checkOwnTables(read, signal);
    const query = new CheckedQuery(read, tables);
    this.#remember(text, query);
    return query;
  }

  /**
   * Whether the server has what the guard stands on: its parser as a query, and
   * filters on tables that a query cannot take away.
   *
   * @throws NotAllowedError when it has not
   */
  async assertHolds(signal?: AbortSignal): Promise<void> {
    const now = performance.now();
    if (this.#holdsSince !== undefined && now - this.#holdsSince < MAX_AGE_MS) {
      return;
    }
    const [parsed, filtered] = await Promise.all([
      this.#parse(foreignSql(['SELECT 1']), signal),
      this.#connection.table(foreignSql(['SELECT count() FROM system.one']), {
        signal,
        limits: CHECK_LIMITS,
        tableFilters: { 'system.one': 'dummy = 1' },
      }),
    ]);
    const [[count]] = filtered.rows;
    if (parsed[0] !== 'SelectWithUnionQuery (children 1)' || count !== '0') {
      throw new NotAllowedError(
        'No query runs: this ClickHouse does not have EXPLAIN AST in a subquery, or does not apply additional_table_filters',
      );
    }
    this.#holdsSince = now;
  }

  async #explain(read: QueryText, signal?: AbortSignal): Promise<string[]> {
    const text = foreignSql(partsOf(read.tokens, sampleOf));
    try {
      return await this.#parse(text, signal);
    } catch (error) {
      throw asMistake(error);
    }
  }

  // The server makes a table of its parser's tree only with readonly = 2, as `query` has it. The
  // text cannot leave its brackets: they are balanced, and comments are gone.
  async #parse(text: Sql, signal?: AbortSignal): Promise<string[]> {
    const { rows, truncated } = await this.#connection.query(
      sql`SELECT explain FROM (EXPLAIN AST ${text}\n)`,
      { schema: lineSchema, signal, limits: CHECK_LIMITS },
    );
    if (truncated) {
      throw new InputError('The SQL is too large to be checked');
    }
    return rows.map(({ explain }) => explain);
  }

  // A name of the query's own is only known where it is given; elsewhere it would be a table.
  async #checkOwnTables(
    { ownTables }: QueryText,
    signal?: AbortSignal,
  ): Promise<void> {
    const names = [...ownTables].filter(name => !this.#tables.has(name));
    if (names.length === 0) {
      return;
    }
    const query = foreignSql([
      'SELECT name FROM system.tables WHERE database = currentDatabase() AND has(',
      { type: 'Array(String)', value: names },
      ', name)',
    ]);
    const { rows } = await this.#connection.table(query, { signal });
    const [[taken] = []] = rows;
    if (taken !== undefined) {
      throw new NotAllowedError(
        `Give '${taken}' of the SQL another name: a table that queries may not read has it`,
      );
    }
  }

  #remember(text: string, query: CheckedQuery): void {
    this.#checked.delete(text);
    this.#checked.set(text, { since: performance.now(), query });
    if (this.#checked.size > MAX_REMEMBERED) {
      const [oldest] = this.#checked.keys();
      this.#checked.delete(oldest);
    }
  }
}
