import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
} from '@clickhouse/client';
import {
  type ClickHouseSettings,
  type ConnectionSettings,
} from '../config/types';
import { ClickHouseUnavailableError } from '../errors/ClickHouseUnavailableError';

/** How long an answer may take beyond the limit of the query before the server counts as silent. */
export const GRACE_MS = 5_000;

/**
 * The HTTP clients of all plugins, one for each connection, made when first needed.
 */
export class ConnectionPools {
  readonly #clients = new Map<string, ClickHouseClient>();
  readonly #ceilings: ClickHouseSettings['ceilings'];
  #closed = false;

  constructor({ ceilings }: Pick<ClickHouseSettings, 'ceilings'>) {
    this.#ceilings = ceilings;
  }

  /** @throws ClickHouseUnavailableError once they are closed */
  client(connection: ConnectionSettings): ClickHouseClient {
    if (this.#closed) {
      throw new ClickHouseUnavailableError('The back end is shutting down', {
        connection: connection.name,
        address: connection.url.host,
        retryAfterMs: GRACE_MS,
      });
    }
    const existing = this.#clients.get(connection.name);
    if (existing) {
      return existing;
    }
    const client = createClient({
      url: connection.url,
      username: connection.username,
      password: connection.password,
      database: connection.database,
      application: 'backstage',
      max_open_connections: connection.maxOpenConnections,
      request_timeout: this.#ceilings.executionTime + GRACE_MS,
      // Compressed requests would buy nothing: there are no inserts, and not every server unpacks them.
      compression: { response: true, request: false },
      // A list of a thousand ids does not fit into a URL.
      use_multipart_params_auto: true,
      // Its messages go to the console, values of parameters included.
      log: { level: ClickHouseLogLevel.OFF },
    });
    this.#clients.set(connection.name, client);
    return client;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.all(clients.map(client => client.close()));
  }
}
