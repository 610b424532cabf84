import { toError } from '@backstage/errors';
import {
  type ClickHouseSettings as ServerSettings,
  type ResultSet,
} from '@clickhouse/client';
import { z } from 'zod';
import { type ConnectionSettings } from '../config/types';
import { toClickHouseError } from '../errors/toClickHouseError';
import { limitsOfCall } from '../limits';
import { compileSql, type Sql } from '../sql/Sql';
import { sql } from '../sql/tag';
import { type QueryTelemetry } from '../telemetry/QueryTelemetry';
import {
  type ClickHouseConnection,
  type QueryLimits,
  type QueryOptions,
  type QueryResult,
  type TableOptions,
  type TableResult,
} from '../types';
import { type ConnectionPools } from './ConnectionPools';
import { QueryCall } from './QueryCall';
import {
  settingsOfQuery,
  settingsOfStream,
  settingsOfTable,
} from './querySettings';
import { assertWanted, readLines, RowParser } from './readRows';
import { RowCollector } from './RowCollector';
import { readStatistics } from './readStatistics';
import { readBody, toTableResult } from './readTable';

const PING_TIME_MS = 5_000;

/**
 * A connection over ClickHouse's HTTP interface.
 */
export class DefaultClickHouseConnection implements ClickHouseConnection {
  readonly name: string;
  readonly #settings: ConnectionSettings;
  readonly #configured: { limits: QueryLimits; ceilings: QueryLimits };
  readonly #pools: ConnectionPools;
  readonly #telemetry: QueryTelemetry;

  constructor(options: {
    settings: ConnectionSettings;
    limits: QueryLimits;
    ceilings: QueryLimits;
    pools: ConnectionPools;
    telemetry: QueryTelemetry;
  }) {
    this.name = options.settings.name;
    this.#settings = options.settings;
    this.#configured = { limits: options.limits, ceilings: options.ceilings };
    this.#pools = options.pools;
    this.#telemetry = options.telemetry;
  }

  async query<T>(
    query: Sql,
    options: QueryOptions<T>,
  ): Promise<QueryResult<T>> {
    const call = this.#prepare(query, options);
    return this.#telemetry.measure(call, this.#settings, () =>
      this.#collect(call, options),
    );
  }

  async *stream<T>(
    query: Sql,
    options: QueryOptions<T>,
  ): AsyncGenerator<T, void, undefined> {
    const call = this.#prepare(query, options);
    const settings = settingsOfStream(
      call.limits,
      options.limits?.resultRows && call.limits.resultRows,
    );
    const operation = await this.#telemetry.start(call, this.#settings, () =>
      this.#open(call, settings),
    );
    const rows = new RowParser(options.schema, call);
    try {
      for await (const batch of readLines(operation.result, call)) {
        for (const row of batch) {
          // Rows that came before an abort are no longer wanted either.
          assertWanted(call);
          yield rows.parse(row);
        }
      }
    } catch (error) {
      operation.fail(toError(error));
      throw error;
    } finally {
      operation.end();
    }
  }

  async table(query: Sql, options: TableOptions = {}): Promise<TableResult> {
    const call = this.#prepare(query, options);
    return this.#telemetry.measure(call, this.#settings, () =>
      this.#readTable(call, options.tableFilters ?? {}),
    );
  }

  async ping(options: { signal?: AbortSignal } = {}): Promise<void> {
    await this.query(sql`SELECT 1 AS answer`, {
      schema: z.object({ answer: z.literal(1) }),
      signal: options.signal,
      limits: { executionTime: PING_TIME_MS },
    });
  }

  async #readTable(
    call: QueryCall,
    filters: Readonly<Record<string, string>>,
  ): Promise<TableResult> {
    const { text, parameters } = compileSql(call.query);
    const started = performance.now();
    try {
      const answer = await this.#pools.client(this.#settings).exec({
        query: text,
        query_params: parameters,
        query_id: call.queryId,
        abort_signal: call.signal,
        clickhouse_settings: settingsOfTable(call.limits, filters),
      });
      call.hasAnswer = true;
      return toTableResult(
        await readBody(answer.stream, call),
        call,
        performance.now() - started,
      );
    } catch (error) {
      throw toClickHouseError(error, call);
    }
  }

  #prepare(query: Sql, options: TableOptions): QueryCall {
    options.signal?.throwIfAborted();
    return new QueryCall({
      connection: this.name,
      address: this.#settings.url.host,
      query,
      limits: limitsOfCall(this.#configured, options.limits ?? {}),
      signal: options.signal,
    });
  }

  async #open(
    call: QueryCall,
    settings: ServerSettings,
  ): Promise<ResultSet<'JSONEachRow'>> {
    const { text, parameters } = compileSql(call.query);
    const client = this.#pools.client(this.#settings);
    try {
      const answer = await client.query({
        query: text,
        query_params: parameters,
        query_id: call.queryId,
        format: 'JSONEachRow',
        abort_signal: call.signal,
        clickhouse_settings: settings,
      });
      call.hasAnswer = true;
      return answer;
    } catch (error) {
      throw toClickHouseError(error, call);
    }
  }

  async #collect<T>(
    call: QueryCall,
    { schema }: QueryOptions<T>,
  ): Promise<QueryResult<T>> {
    const started = performance.now();
    const answer = await this.#open(call, settingsOfQuery(call.limits));

    const collector = new RowCollector(schema, call);
    for await (const batch of readLines(answer, call)) {
      if (!collector.add(batch)) {
        break;
      }
    }
    return {
      rows: collector.rows,
      truncated: collector.isTruncated,
      statistics: readStatistics(
        answer.response_headers,
        performance.now() - started,
        collector.rows.length,
      ),
    };
  }
}
