import { NotAllowedError, toError } from '@backstage/errors';
import {
  type Explorer as ExplorerState,
  type ExplorerSchema,
  type QueryAnswer,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  sql,
  type ClickHouseConnection,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { type Tenants } from '../access/Tenants';
import { type AnalyticsConfig } from '../config';
import { isAllowedFunction, TABLE_FUNCTIONS } from '../guard/functions';
import { type QueryGuard } from '../guard/QueryGuard';
import { type RowPolicies } from '../guard/RowPolicies';
import {
  type Estimate,
  type QueryRun,
  type QueryRunner,
} from '../query/QueryRunner';
import { parseWindow } from '../query/time';
import { type Call, type SqlRequest } from './types';
import { userOf } from './userOf';

const PARSED =
  'Each query is parsed by ClickHouse and may only read the tables of analytics';

const NOTES = {
  'row-policies': `${PARSED}; it runs as a ClickHouse user that row policies keep within its tenant.`,
  parser: `${PARSED}; a filter on each table keeps it within its tenant. Row policies of a ClickHouse user are not used.`,
};

const columnSchema = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  comment: z.string(),
});

/** SQL of people's own, where it is safe. */
export class Explorer {
  readonly #connection: ClickHouseConnection;
  readonly #guard: QueryGuard;
  readonly #rowPolicies: RowPolicies;
  readonly #runner: QueryRunner;
  readonly #tenants: Tenants;
  readonly #config: AnalyticsConfig;

  constructor(options: {
    connection: ClickHouseConnection;
    guard: QueryGuard;
    rowPolicies: RowPolicies;
    runner: QueryRunner;
    tenants: Tenants;
    config: AnalyticsConfig;
  }) {
    this.#connection = options.connection;
    this.#guard = options.guard;
    this.#rowPolicies = options.rowPolicies;
    this.#runner = options.runner;
    this.#tenants = options.tenants;
    this.#config = options.config;
  }

  async describe(signal: AbortSignal): Promise<ExplorerState> {
    const { limits, concurrency } = this.#config;
    const [off, rowPolicies] = await Promise.all([
      this.#whyOff(signal),
      this.#rowPolicies.state(),
    ]);
    const guard = rowPolicies === 'used' ? 'row-policies' : 'parser';
    return {
      enabled: off === undefined,
      guard: off === undefined ? guard : 'none',
      rowPolicies,
      reason: off ?? NOTES[guard],
      limits: {
        executionTimeMs: limits.executionTime,
        rowsToRead: limits.rowsToRead,
        bytesToRead: limits.bytesToRead,
        resultRows: limits.resultRows,
        concurrency,
      },
    };
  }

  async schema(signal: AbortSignal): Promise<ExplorerSchema> {
    await this.#assertOn(signal);
    const { tables, sharedTables, functions } = this.#config;
    const names = [...tables, ...sharedTables];
    const [columns, known] = await Promise.all([
      this.#connection.query(
        sql`
          SELECT table, name, type, comment
          FROM system.columns
          WHERE database = currentDatabase() AND has(${sql.strings(
            names,
          )}, table)
          ORDER BY table, position`,
        { schema: columnSchema, signal },
      ),
      this.#connection.query(
        sql`SELECT name FROM system.functions ORDER BY name`,
        { schema: z.object({ name: z.string() }), signal },
      ),
    ]);
    const more = new Set(functions);
    return {
      tables: names.flatMap(table => {
        const own = columns.rows.filter(column => column.table === table);
        return own.length === 0
          ? []
          : [
              {
                name: table,
                columns: own.map(({ name, type, comment }) => ({
                  name,
                  type,
                  ...(comment !== '' && { comment }),
                })),
              },
            ];
      }),
      functions: [
        ...known.rows
          .map(({ name }) => name)
          .filter(name => isAllowedFunction(name, more)),
        ...TABLE_FUNCTIONS,
      ],
    };
  }

  async estimate(request: SqlRequest, call: Call): Promise<Estimate> {
    return this.#runner.estimate(await this.#toRun(request, call));
  }

  async query(request: SqlRequest, call: Call): Promise<QueryAnswer> {
    return this.#runner.run(await this.#toRun(request, call));
  }

  async #toRun(
    { sql: text, tenant, parameters = {}, from, to }: SqlRequest,
    { credentials, signal }: Call,
  ): Promise<QueryRun> {
    await this.#assertOn(signal);
    const chosen = await this.#tenants.choose(tenant, credentials);
    return {
      text,
      user: userOf(credentials),
      tenant: chosen,
      connection: await this.#rowPolicies.connectionFor(chosen),
      window:
        from === undefined && to === undefined
          ? undefined
          : parseWindow({ from: from ?? '', to: to ?? '' }),
      values: parameters,
      signal,
    };
  }

  async #assertOn(signal: AbortSignal): Promise<void> {
    const reason = await this.#whyOff(signal);
    if (reason !== undefined) {
      throw new NotAllowedError(`The explorer is off: ${reason}`);
    }
  }

  async #whyOff(signal: AbortSignal): Promise<string | undefined> {
    if (!this.#config.explorer) {
      return 'analytics.explorer is false in the configuration';
    }
    try {
      await this.#guard.assertHolds(signal);
      return undefined;
    } catch (error) {
      return toError(error).message;
    }
  }
}
