import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

const NOT_ENOUGH_PRIVILEGES = 497;

/** What a server lets everybody read that wants grants for its own tables, as far as it is read here. */
const OPEN = ['one', 'tables', 'databases', 'columns', 'functions', 'settings'];

/** What rights to see open on such a server: `addImplicitAccessRights` of its ContextAccess.cpp. */
const OPENED_BY_SHOW_ACCESS = [
  'users',
  'roles',
  'row_policies',
  'settings_profiles',
  'quotas',
  'masking_policies',
];

/** Where queries of a user run, and what the user is granted there. */
export type Seat = { url: string; password: string; grants: string[] };

function isOpen(table: string, grants: string[]): boolean {
  return (
    OPEN.includes(table) ||
    grants.includes(`SELECT ON system.${table}`) ||
    (grants.includes('SHOW ACCESS ON *.*') &&
      OPENED_BY_SHOW_ACCESS.includes(table))
  );
}

function refuse(out: ServerResponse, user: string, table: string): void {
  out.writeHead(403, {
    'x-clickhouse-exception-code': String(NOT_ENOUGH_PRIVILEGES),
  });
  out.end(
    `Code: ${NOT_ENOUGH_PRIVILEGES}. DB::Exception: ${user}: Not enough privileges. To execute this query, it's necessary to have the grant SELECT ON system.${table}. (ACCESS_DENIED)`,
  );
}

async function forward(
  incoming: IncomingMessage,
  out: ServerResponse,
  seatOf: (user: string) => Seat,
): Promise<void> {
  const [, credentials = ''] = (incoming.headers.authorization ?? '').split(
    ' ',
  );
  const [user] = atob(credentials).split(':');
  const seat = seatOf(user);
  const query = await text(incoming);
  const closed = [...query.matchAll(/\bsystem\.(\w+)/g)].find(
    ([, table]) => !isOpen(table, seat.grants),
  );
  if (closed) {
    refuse(out, user, closed[1]);
    return;
  }
  const answer = await fetch(`${seat.url}${incoming.url}`, {
    method: 'POST',
    body: query.replace('currentUser()', `'${user}'`),
    headers: { authorization: `Basic ${btoa(`portal:${seat.password}`)}` },
  });
  out.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (/^(?:content-type|x-clickhouse-.*)$/.test(name)) {
      out.setHeader(name, value);
    }
  }
  out.end(Buffer.from(await answer.arrayBuffer()));
}

/**
 * Sends the queries of each user to where they run, and does what the engine as a library cannot:
 * says the user's name where the engine would say `default`, and wants grants for the tables of
 * `system`, as `select_from_system_db_requires_grant` of a server does.
 */
export async function startUserGateway(
  seatOf: (user: string) => Seat,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((incoming, out) => {
    forward(incoming, out, seatOf).catch(error => out.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The gateway has no port');
  }
  return {
    port: address.port,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
