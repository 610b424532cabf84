import { type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How to log in where rows are written. */
export type Writer = {
  url: string;
  username: string;
  password: string;
  database: string;
};

function parse(text: string, key: string): URL {
  try {
    return new URL(text);
  } catch {
    // The text may hold a password.
    throw new InputError(`${key}.url has to be an address of http or https`);
  }
}

/**
 * Reads a connection of `clickhouse.connections` as `clickhouse-node` does: the
 * credentials and the database may stand in the address.
 */
export function readWriter(
  config: Config,
  name: string,
  namedBy: string,
): Writer {
  const key = `clickhouse.connections.${name}`;
  const connection = config.getOptionalConfig(key);
  if (!connection) {
    throw new InputError(
      `${namedBy}: there is no connection '${name}' in clickhouse.connections`,
    );
  }
  const url = parse(connection.getString('url'), key);
  const database = decodeURIComponent(url.pathname.replace(/^\/|\/$/g, ''));
  return {
    url: url.origin,
    username:
      connection.getOptionalString('username') ??
      (decodeURIComponent(url.username) || 'default'),
    password:
      connection.getOptionalString('password') ??
      decodeURIComponent(url.password),
    database:
      connection.getOptionalString('database') ?? (database || 'default'),
  };
}
