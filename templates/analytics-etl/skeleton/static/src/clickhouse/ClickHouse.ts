import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
} from '@clickhouse/client';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Part } from '../part.ts';
import { serviceName } from '../serviceInfo.ts';

export interface ClickHouseOptions {
  url: string;
  timeoutMs: number;
}

export type Parameters = Record<string, string | number>;

/** What ClickHouse sorts in memory and writes at once. */
const blockRows = '250000';
const blockBytes = String(128 * 1024 * 1024);

/** The target, over HTTP: a database of a single server or of a cluster. */
export class ClickHouse implements Part {
  readonly name = 'clickhouse';
  readonly required = false;
  readonly #client: ClickHouseClient;

  constructor({ url, timeoutMs }: ClickHouseOptions) {
    this.#client = createClient({
      url,
      application: serviceName,
      request_timeout: timeoutMs,
      max_open_connections: 4,
      // What fails is logged once, with the run that it failed.
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: {
        async_insert: 0,
        // A NULL where none is allowed is a mistake of ours, not a zero.
        input_format_null_as_default: 0,
        date_time_input_format: 'best_effort',
        output_format_json_quote_64bit_integers: 1,
      },
    });
  }

  async check(): Promise<void> {
    const ping = await this.#client.ping();
    if (!ping.success) {
      throw ping.error;
    }
  }

  async stop(): Promise<void> {
    await this.#client.close();
  }

  async query<T>(
    query: string,
    row: z.ZodType<T>,
    parameters: Parameters = {},
  ): Promise<T[]> {
    const result = await this.#client.query({
      query,
      query_params: parameters,
      format: 'JSONEachRow',
    });
    return z.array(row).parse(await result.json());
  }

  async command(query: string, parameters: Parameters = {}): Promise<void> {
    await this.#client.command({ query, query_params: parameters });
  }

  async insertRow(table: string, row: Record<string, unknown>): Promise<void> {
    await this.insertRows(table, [row]);
  }

  async insertRows(
    table: string,
    rows: readonly Record<string, unknown>[],
  ): Promise<void> {
    await this.#client.insert({ table, values: rows, format: 'JSONEachRow' });
  }

  /**
   * Hands PostgreSQL's text on as it comes. When the stream breaks, so does the
   * request, and ClickHouse drops the block that it was reading.
   */
  async insertText(
    table: string,
    columns: readonly [string, ...string[]],
    rows: Readable,
  ): Promise<void> {
    await this.#client.insert({
      table,
      columns: [...columns] as [string, ...string[]],
      values: rows,
      format: 'TabSeparated',
      clickhouse_settings: {
        // Few large parts: merging small ones costs as much as writing them.
        max_insert_block_size: blockRows,
        min_insert_block_size_rows: blockRows,
        min_insert_block_size_bytes: blockBytes,
        // Nothing stands twice in what is sent together.
        optimize_on_insert: 0,
      },
    });
  }
}
