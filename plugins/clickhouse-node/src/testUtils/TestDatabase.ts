import { randomBytes } from 'node:crypto';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
} from '@clickhouse/client';
import { createClickHouseService } from './createClickHouseService';
import { type ClickHouseService } from '../types';

/**
 * A database of its own on a real ClickHouse.
 *
 * @public
 */
export interface ClickHouseTestDatabase {
  /** The name of the database. */
  readonly name: string;
  /** The complete URL, with credentials and the database, for the `url` of a connection. */
  readonly url: string;
  /** Reads from the database, as the service of a back end does. */
  readonly service: ClickHouseService;
  /** Runs a statement that changes something, such as `CREATE TABLE`. */
  command(statement: string): Promise<void>;
  /** Inserts rows; a bigint is written exactly. */
  insert(table: string, rows: Record<string, unknown>[]): Promise<void>;
  /** Drops the database and closes all connections. */
  drop(): Promise<void>;
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? item.toString() : item,
  );
}

function connect(url: URL, database: string): ClickHouseClient {
  return createClient({
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database,
    json: { stringify },
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/**
 * Creates a database on the ClickHouse at this complete URL.
 *
 * @public
 */
export async function createClickHouseTestDatabase(
  serverUrl: string,
): Promise<ClickHouseTestDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const url = new URL(serverUrl);
  const admin = connect(url, 'default');
  await admin.command({ query: `CREATE DATABASE ${name}` });

  url.pathname = `/${name}`;
  const client = connect(url, name);
  const { service, close } = createClickHouseService({ url: url.href });
  return {
    name,
    url: url.href,
    service,
    async command(statement) {
      await client.command({ query: statement });
    },
    async insert(table, rows) {
      await client.insert({
        table,
        values: rows,
        format: 'JSONEachRow',
        // In parallel, a row may not be larger than a part of the input.
        clickhouse_settings: { input_format_parallel_parsing: 0 },
      });
    },
    async drop() {
      await admin.command({ query: `DROP DATABASE IF EXISTS ${name}` });
      await Promise.all([client.close(), admin.close(), close()]);
    },
  };
}
