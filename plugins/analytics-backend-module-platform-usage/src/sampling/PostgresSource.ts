import { toError } from '@backstage/errors';
import { Client } from 'pg';
import { z } from 'zod';
import { type PostgresConfig } from '../config/readUsageConfig';
import { type SourceAnswer, type UsageSource } from '../types';
import { type ServiceEntities } from './ServiceEntities';
import { storageRow } from './storageRow';

const TIMEOUT_MS = 10_000;

/*
 * Tables with their indexes and TOAST, by schema. The last row is what the
 * database has beyond them: catalogs, and tables of no schema that is known.
 */
const QUERY = `
WITH schemas AS (
  SELECT nspname AS schema, sum(pg_total_relation_size(pg_class.oid))::bigint AS bytes
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'm') AND nspname = ANY ($1)
  GROUP BY nspname
)
SELECT schema, bytes::text FROM schemas
UNION ALL
SELECT '', (pg_database_size(current_database()) - coalesce((SELECT sum(bytes) FROM schemas), 0))::bigint::text`;

const rowsSchema = z.array(
  z.object({ schema: z.string(), bytes: z.string().transform(BigInt) }),
);

/** The sizes of the schemas of a PostgreSQL, over a connection of its own. */
export class PostgresSource implements UsageSource {
  readonly #config: PostgresConfig;
  readonly #entities: ServiceEntities;

  constructor(config: PostgresConfig, entities: ServiceEntities) {
    this.#config = config;
    this.#entities = entities;
  }

  get name(): string {
    return this.#config.name;
  }

  async ask(options: {
    seconds: number;
    signal: AbortSignal;
  }): Promise<SourceAnswer> {
    const { name, region } = this.#config;
    const asked = { source: name, kind: 'postgresql', region } as const;
    try {
      const sizes = await this.#read(options.signal);
      const rows = sizes
        .filter(({ bytes }) => bytes > 0n)
        .map(({ schema, bytes }) =>
          storageRow({
            database: name,
            region,
            namespace: schema,
            service: this.#serviceOf(schema),
            bytes,
            seconds: options.seconds,
          }),
        );
      return { ...asked, status: 'answered', rows };
    } catch (error) {
      options.signal.throwIfAborted();
      return { ...asked, status: 'silent', reason: toError(error).message };
    }
  }

  #serviceOf(schema: string) {
    const { services } = this.#config;
    return Object.hasOwn(services, schema)
      ? {
          name: services[schema],
          entity: this.#entities.refOf(services[schema]),
        }
      : undefined;
  }

  async #read(signal: AbortSignal) {
    const { url, services } = this.#config;
    const client = new Client({
      connectionString: url,
      application_name: 'portal: platform usage',
      connectionTimeoutMillis: TIMEOUT_MS,
      statement_timeout: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    // A connection that breaks while nothing is asked is heard of by the query.
    client.on('error', () => {});
    const end = () => void client.end().catch(() => undefined);
    signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      const { rows } = await client.query(QUERY, [Object.keys(services)]);
      return rowsSchema.parse(rows);
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }
}
