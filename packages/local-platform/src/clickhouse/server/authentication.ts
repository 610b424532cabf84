import { createHash, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { ClickHouseException } from './errors';

/** The one user of the embedded server. */
export const USER = 'portal';

/** As its Service is called in the clusters, `clickhouse.shop`. */
const CLUSTER_NAME = /^clickhouse\.shop(\.svc(\.cluster\.local)?)?(:\d+)?$/;

/**
 * Whether the request was meant for this server: a page that a foreign name
 * resolves to 127.0.0.1 for sends that name.
 */
export function isOwnHost(host = '', port: number): boolean {
  return (
    host === `127.0.0.1:${port}` ||
    host === `localhost:${port}` ||
    CLUSTER_NAME.test(host)
  );
}

/** Lets in who knows the password, given in any of ClickHouse's three ways. */
export function authenticate(
  request: IncomingMessage,
  url: URL,
  password: string,
): void {
  const given = credentials(request, url);
  if (given.user === USER && isSame(given.password, password)) {
    return;
  }
  throw ClickHouseException.of(
    'AUTHENTICATION_FAILED',
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

function credentials({ headers }: IncomingMessage, { searchParams }: URL) {
  const user = headers['x-clickhouse-user'];
  const key = headers['x-clickhouse-key'];
  if (typeof user === 'string' || typeof key === 'string') {
    return { user: String(user ?? 'default'), password: String(key ?? '') };
  }
  const basic = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic) {
    const text = Buffer.from(basic, 'base64').toString();
    const colon = text.indexOf(':');
    return { user: text.slice(0, colon), password: text.slice(colon + 1) };
  }
  return {
    user: searchParams.get('user') ?? 'default',
    password: searchParams.get('password') ?? '',
  };
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
