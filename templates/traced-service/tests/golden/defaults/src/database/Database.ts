import { Pool, type PoolClient } from 'pg';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Peer } from '../tracing/index.ts';
import { migrate } from './migrate.ts';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  timeoutMs: number;
  logger: Logger;
}

/** What runs statements: the pool, or one connection inside a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

/** The service's PostgreSQL: a bounded pool, migrated before the first request. */
export class Database implements Part {
  readonly name = 'postgresql';
  readonly required = true;
  readonly peer: Peer;
  readonly pool: Pool;
  readonly #url: string;
  readonly #logger: Logger;

  constructor({ url, poolSize, timeoutMs, logger }: DatabaseOptions) {
    const { hostname, port, pathname } = new URL(url);
    this.peer = {
      address: hostname,
      port: Number(port || 5432),
      namespace: pathname.slice(1),
    };
    this.#url = url;
    this.#logger = logger;
    this.pool = new Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      idleTimeoutMillis: 30_000,
      application_name: 'wish-lists-service',
    });
    // Without a listener, an idle connection that breaks would end the process.
    this.pool.on('error', error => logger.warn(error, 'Idle connection broke'));
  }

  async start(): Promise<void> {
    const applied = await migrate(this.#url);
    if (applied.length > 0) {
      this.#logger.info({ applied }, 'Database migrated');
    }
  }

  async check(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  async stop(): Promise<void> {
    await this.pool.end();
  }

  /** Commits what `fn` did, or nothing of it when it throws. */
  async transaction<T>(fn: (client: Queryable) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    // While it is lent out, a connection that breaks between two statements has no other listener.
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      await client.query('BEGIN');
      const result = await fn(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(onError);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}
