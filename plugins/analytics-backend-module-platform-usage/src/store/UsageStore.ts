import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
} from '@clickhouse/client';
import { z } from 'zod';
import { type Writer } from '../config/readWriter';
import { toDecimal } from '../sampling/quantity';
import { type Price, type SourceAnswer, type UsageResource } from '../types';
import { migrations } from './migrations';

const REQUEST_TIMEOUT_MS = 30_000;

const UNITS: Record<UsageResource, string> = {
  cpu_core_seconds: 'core-hour',
  memory_byte_seconds: 'GiB-hour',
  storage_byte_seconds: 'GiB-month',
};

const appliedSchema = z.array(z.object({ name: z.string() }));

/** As ClickHouse reads a time in UTC. */
function toSqlTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '');
}

/** A time without its fraction. */
function toSqlSecond(time: Date): string {
  return toSqlTime(time).slice(0, 19);
}

/**
 * The tables of usage and prices, which this module makes and fills. The
 * ClickHouse service of the portal only reads, so this is a connection apart.
 */
export class UsageStore {
  readonly #client: ClickHouseClient;
  readonly #tenant: string;
  readonly #prices: Price[];
  #prepared: Promise<void> | undefined;

  constructor(options: { writer: Writer; tenant: string; prices: Price[] }) {
    this.#client = createClient({
      ...options.writer,
      application: 'portal-platform-usage',
      request_timeout: REQUEST_TIMEOUT_MS,
      max_open_connections: 2,
      log: { level: ClickHouseLogLevel.OFF },
    });
    this.#tenant = options.tenant;
    this.#prices = options.prices;
  }

  /** Makes the tables and writes the prices, once; what failed is tried again by the next call. */
  async prepare(now: Date): Promise<void> {
    this.#prepared ??= this.#prepare(now).catch((error: unknown) => {
      this.#prepared = undefined;
      throw error;
    });
    await this.#prepared;
  }

  /** Writes what the sources answered for a minute; written twice, it counts once. */
  async write(minute: {
    sampledAt: Date;
    seconds: number;
    answers: SourceAnswer[];
    now: Date;
  }): Promise<void> {
    const place = {
      tenant_id: this.#tenant,
      sampled_at: toSqlSecond(minute.sampledAt),
    };
    // The rows first: a minute is only said to be there once it is.
    await this.#insert(
      'platform_usage_store',
      minute.answers.flatMap(answer =>
        answer.status === 'answered'
          ? answer.rows.map(row => ({
              ...place,
              ...row,
              used: toDecimal(row.used),
              requested: toDecimal(row.requested),
              seconds: minute.seconds,
              version: toSqlTime(minute.now),
            }))
          : [],
      ),
    );
    await this.#insert(
      'platform_samples_store',
      minute.answers.map(answer => ({
        ...place,
        source: answer.source,
        kind: answer.kind,
        region: answer.region,
        status: answer.status,
        reason: answer.status === 'answered' ? '' : answer.reason,
        answered: answer.status === 'answered' ? 1 : 0,
      })),
    );
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #prepare(now: Date): Promise<void> {
    await this.#client.command({
      query: `CREATE TABLE IF NOT EXISTS platform_usage_migrations (
        name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
      ) ENGINE = ReplacingMergeTree(applied_at) ORDER BY name`,
    });
    const answer = await this.#client.query({
      query: 'SELECT DISTINCT name FROM platform_usage_migrations',
      format: 'JSONEachRow',
    });
    const applied = appliedSchema
      .parse(await answer.json())
      .map(({ name }) => name);
    for (const { name, statements } of migrations) {
      if (!applied.includes(name)) {
        for (const query of statements) {
          await this.#client.command({ query });
        }
        await this.#insert('platform_usage_migrations', [{ name }]);
      }
    }
    await this.#insert(
      'platform_prices_store',
      this.#prices.map(({ validFrom, ...price }) => ({
        ...price,
        valid_from: `${validFrom} 00:00:00`,
        unit: UNITS[price.resource],
        recorded_at: toSqlTime(now),
      })),
    );
  }

  async #insert(table: string, values: object[]): Promise<void> {
    if (values.length > 0) {
      await this.#client.insert({ table, values, format: 'JSONEachRow' });
    }
  }
}
