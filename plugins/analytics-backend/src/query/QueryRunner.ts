import { InputError } from '@backstage/errors';
import { type QueryAnswer } from '@shop-platform/backstage-plugin-analytics-common';
import {
  type ClickHouseConnection,
  type QueryLimits,
  type TableResult,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  asMistake,
  type CheckedQuery,
  type QueryGuard,
} from '../guard/QueryGuard';
import { bindValue, sampleOf, type Value } from './bindValue';
import { type PipelineReader } from './PipelineReader';
import { stepOf, type Window } from './time';
import { type UserSlots } from './UserSlots';

/** Parameters go in the address of the request, which is not endless. */
const MAX_VALUES_LENGTH = 8_000;

/** A text, and who asks, for the count of those at once. */
export type Asked = {
  text: string;
  user: string;
  signal?: AbortSignal;
};

export type QueryRun = Asked & {
  tenant: string;
  window: Window | undefined;
  values: Record<string, Value | undefined>;
  limits?: Partial<QueryLimits>;
  /** A user that row policies bind to the tenant. Default: the portal's own, with a filter. */
  connection?: ClickHouseConnection;
};

export type Estimate = {
  tables: { table: string; parts: number; rows: number; marks: number }[];
  rows: number;
  limit?: number;
};

/** Runs queries that the guard lets through, within a tenant and limits. */
export class QueryRunner {
  readonly #connection: ClickHouseConnection;
  readonly #guard: QueryGuard;
  readonly #pipelines: PipelineReader;
  readonly #slots: UserSlots;
  readonly #limits: Partial<QueryLimits>;
  readonly #tables: readonly string[];

  constructor(options: {
    connection: ClickHouseConnection;
    guard: QueryGuard;
    pipelines: PipelineReader;
    slots: UserSlots;
    limits: Partial<QueryLimits>;
    /** Those with a tenant. */
    tables: readonly string[];
  }) {
    this.#connection = options.connection;
    this.#guard = options.guard;
    this.#pipelines = options.pipelines;
    this.#slots = options.slots;
    this.#limits = options.limits;
    this.#tables = options.tables;
  }

  async run(run: QueryRun): Promise<QueryAnswer> {
    const [{ columns, rows, truncated, statistics }, freshness] =
      await this.#checked(run, query =>
        Promise.all([this.#table(query, run), this.#freshness(query.tables)]),
      );
    return {
      columns,
      rows,
      truncated,
      statistics: {
        elapsedMs: statistics.elapsedMs,
        ...(statistics.readRows !== undefined && {
          rowsRead: statistics.readRows,
        }),
        ...(statistics.readBytes !== undefined && {
          bytesRead: statistics.readBytes,
        }),
      },
      ...(freshness && { freshness }),
    };
  }

  /** What a query would read, by ClickHouse's indexes. */
  async estimate(run: QueryRun): Promise<Estimate> {
    const { columns, rows } = await this.#checked(run, query =>
      this.#table(query, run, ['EXPLAIN ESTIMATE ', '\n']),
    );
    const names = columns.map(({ name }) => name);
    const tables = rows.map(row => {
      const read = (name: string) => row[names.indexOf(name)];
      return {
        table: String(read('table')),
        parts: Number(read('parts')),
        rows: Number(read('rows')),
        marks: Number(read('marks')),
      };
    });
    const { rowsToRead: limit } = this.#limits;
    return {
      tables,
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      ...(limit !== undefined && { limit }),
    };
  }

  /** The columns that a query answers; it is not run. */
  async columnsOf(asked: Asked): Promise<string[]> {
    const { rows } = await this.#checked(asked, query =>
      this.#connection.table(
        query.toSql(sampleOf, ['DESCRIBE TABLE (', '\n)']),
        {
          signal: asked.signal,
          limits: { ...this.#limits, resultRows: 1_000 },
          tableFilters: this.#filters(''),
        },
      ),
    );
    return rows.map(([name]) => String(name));
  }

  // The check asks ClickHouse, too, so it takes the place of its query.
  async #checked<T>(
    { text, user, signal }: Asked,
    work: (query: CheckedQuery) => Promise<T>,
  ): Promise<T> {
    return this.#slots.run(user, signal, async () => {
      const query = await this.#guard.check(text, signal);
      try {
        return await work(query);
      } catch (error) {
        throw asMistake(error);
      }
    });
  }

  async #table(
    query: CheckedQuery,
    run: QueryRun,
    around?: [string, string],
  ): Promise<TableResult> {
    const sql = query.toSql(this.#binder(run), around);
    const connection = run.connection ?? this.#connection;
    return connection.table(sql, {
      signal: run.signal,
      limits: this.#lower(run.limits ?? {}),
      // ClickHouse 26.7 does not find the tenant's column where a policy and a filter want it.
      tableFilters: run.connection ? {} : this.#filters(run.tenant),
    });
  }

  #binder({ values, tenant, window }: QueryRun) {
    let length = 0;
    return (name: string, type: string) => {
      const bound = bindValue(
        name,
        type,
        this.#value(name, values, tenant, window),
      );
      length += encodeURIComponent(JSON.stringify(bound.value)).length;
      if (length > MAX_VALUES_LENGTH) {
        throw new InputError(
          'The values of the parameters are too long: choose fewer of them',
        );
      }
      return bound;
    };
  }

  // The tenant and the window are never the caller's to name.
  #value(
    name: string,
    values: QueryRun['values'],
    tenant: string,
    window: Window | undefined,
  ): Value | undefined {
    switch (name) {
      case 'tenant':
        return tenant;
      case 'from':
        return window?.from.toISOString();
      case 'to':
        return window?.to.toISOString();
      case 'step':
        return window && stepOf(window);
      default:
        return Object.hasOwn(values, name) ? values[name] : undefined;
    }
  }

  /** Names of tables and tenants hold no quotes: the configuration is read so. */
  #filters(tenant: string): Record<string, string> {
    return Object.fromEntries(
      this.#tables.map(table => [table, `tenant_id = '${tenant}'`]),
    );
  }

  #lower(asked: Partial<QueryLimits>): Partial<QueryLimits> {
    const limits = { ...this.#limits };
    for (const name of [
      'executionTime',
      'rowsToRead',
      'bytesToRead',
      'resultRows',
    ] as const) {
      limits[name] = Math.min(
        asked[name] ?? Infinity,
        limits[name] ?? Infinity,
      );
    }
    return limits;
  }

  // What a query answers is worth having without its age.
  async #freshness(tables: readonly string[]) {
    try {
      return await this.#pipelines.freshness(tables);
    } catch {
      return undefined;
    }
  }
}
