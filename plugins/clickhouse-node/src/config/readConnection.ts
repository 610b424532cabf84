import { InputError } from '@backstage/errors';
import { type ConnectionSettings } from './types';

const DEFAULT_NAME = 'default';

interface ConnectionKeys {
  url: string;
  username?: string;
  password?: string;
  database?: string;
  maxOpenConnections: number;
}

function parseUrl(text: string): URL {
  // The text may hold a password, so no message repeats it.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      "'url' must be the HTTP address of the server, such as https://clickhouse.example.com:8443; reserved characters of a password in it are written as %40",
    );
  }
  if (url.search || url.hash) {
    throw new InputError(
      "'url' must not have a query or a fragment; settings have keys of their own",
    );
  }
  return url;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new InputError("'url' holds a percent sign that escapes nothing");
  }
}

function pickOne(
  key: string,
  fromKey: string | undefined,
  fromUrl: string,
): string | undefined {
  if (fromKey !== undefined && fromUrl !== '' && fromKey !== fromUrl) {
    throw new InputError(
      `'${key}' says something else than the url; keep one of them`,
    );
  }
  return fromKey ?? (fromUrl === '' ? undefined : fromUrl);
}

/**
 * Takes credentials and database out of the URL, where they may stand instead of in their keys.
 *
 * @throws InputError that says what is wrong, relative to the connection's key
 */
export function readConnection(
  name: string,
  keys: ConnectionKeys,
): ConnectionSettings {
  const url = parseUrl(keys.url);
  const path = decode(url.pathname).replace(/^\/|\/$/g, '');
  if (path.includes('/')) {
    throw new InputError(
      "the path of 'url' is the database and has one part at most",
    );
  }
  return {
    name,
    url: new URL(url.origin),
    username:
      pickOne('username', keys.username, decode(url.username)) ?? DEFAULT_NAME,
    password: pickOne('password', keys.password, decode(url.password)) ?? '',
    database: pickOne('database', keys.database, path) ?? DEFAULT_NAME,
    maxOpenConnections: keys.maxOpenConnections,
  };
}
