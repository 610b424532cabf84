import { type RegionDatabase } from '@shop-platform/backstage-plugin-regions-common';
import { Client } from 'pg';
import { z } from 'zod';

/*
 * A replica that has replayed all it received is not behind, however long its
 * primary has not written; unless it receives nothing, when the time since the
 * last transaction is all there is to say. Every role may read these.
 */
const QUERY = `
SELECT pg_is_in_recovery() AS replica,
  (SELECT count(*)::int FROM pg_stat_replication) AS replicas,
  EXISTS (SELECT FROM pg_stat_wal_receiver) AS receiving,
  CASE
    WHEN NOT pg_is_in_recovery() THEN NULL
    WHEN EXISTS (SELECT FROM pg_stat_wal_receiver)
      AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE greatest(0, extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()))
  END::float8 AS "lagSeconds"`;

const rowSchema = z.object({
  replica: z.boolean(),
  replicas: z.number(),
  receiving: z.boolean(),
  lagSeconds: z.number().nullable(),
});

/** What the row of the query says. */
export function toDatabase(row: unknown): RegionDatabase {
  const { replica, replicas, receiving, lagSeconds } = rowSchema.parse(row);
  if (!replica) {
    return { role: 'primary', replicas };
  }
  return {
    role: 'replica',
    receiving,
    ...(lagSeconds === null ? {} : { lagSeconds }),
  };
}

/**
 * Asks a PostgreSQL what it is, over a connection of its own each time: after a
 * failover the same address may lead somewhere else.
 */
export class DatabaseProbe {
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor(options: { url: string; timeoutMs: number }) {
    this.#url = options.url;
    this.#timeoutMs = options.timeoutMs;
  }

  async read(signal: AbortSignal): Promise<RegionDatabase> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'portal: regions',
      connectionTimeoutMillis: this.#timeoutMs,
      statement_timeout: this.#timeoutMs,
      query_timeout: this.#timeoutMs,
    });
    // A connection that breaks while nothing is asked is heard of by the query.
    client.on('error', () => {});
    const end = () => void client.end().catch(() => undefined);
    signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      const { rows } = await client.query(QUERY);
      return toDatabase(rows[0]);
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }
}
