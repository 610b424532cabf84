import { type ClickHouseTestDatabase } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createShop } from './shop';

const START_MS = 60_000;
const PASSWORD = 'for-tests';
export const DATABASE = 'shop';

/** Runs a ClickHouse in the current folder, on $CLICKHOUSE_PORT with $CLICKHOUSE_PASSWORD. */
const { CLICKHOUSE_COMMAND: command } = process.env;

/** A user of the server's file: what it is granted, and the filters of its row policies. */
export type PolicedUser = {
  grants: string[];
  filters: Record<string, string>;
};

/** Suites that need a ClickHouse whose users they write themselves. */
export const describeWithUsers = command ? describe : describe.skip;
export const whyNoUsers = command ? '' : ' (set CLICKHOUSE_COMMAND)';

type Server = { url: string; stop(): Promise<void> };

/** The portal's own, which may look at the rights of others, too. */
const everything = { grants: undefined, filters: {} };

function userXml(
  name: string,
  { grants, filters }: PolicedUser | typeof everything,
): string {
  const rights = grants
    ? `<grants>${grants
        .map(grant => `<query>GRANT ${grant}</query>`)
        .join('')}</grants>`
    : '<access_management>1</access_management>';
  const policies = Object.entries(filters).map(
    ([table, filter]) => `<${table}><filter>${filter}</filter></${table}>`,
  );
  return `<${name}><password></password><networks><ip>::/0</ip></networks>
    <profile>default</profile><quota>default</quota>${rights}
    <databases><${DATABASE}>${policies.join(
    '',
  )}</${DATABASE}></databases></${name}>`;
}

async function writeUsers(
  folder: string,
  users: Record<string, PolicedUser | typeof everything>,
): Promise<void> {
  const path = join(folder, 'users.xml');
  const xml = Object.entries(users).map(([name, user]) => userXml(name, user));
  await writeFile(
    path,
    `<clickhouse><profiles><default/></profiles><quotas><default/></quotas>
      <users>${xml.join('')}</users></clickhouse>`,
  );
  await writeFile(
    join(folder, 'config.xml'),
    `<clickhouse><users_config>${path}</users_config>
      <user_directories><users_xml><path>${path}</path></users_xml></user_directories></clickhouse>`,
  );
}

/** Makes the shop's tables, and what shows whose server answered. */
async function fill(url: string, mark: string): Promise<void> {
  const send = async (statement: string, body = '') => {
    const { origin, username, password } = new URL(url);
    const answer = await fetch(
      `${origin}/?${new URLSearchParams({
        query: statement,
        ...(statement.startsWith('CREATE DATABASE')
          ? {}
          : { database: DATABASE }),
      })}`,
      {
        method: 'POST',
        body,
        headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
      },
    );
    if (!answer.ok) {
      throw new Error(await answer.text());
    }
  };
  const database: Pick<ClickHouseTestDatabase, 'command' | 'insert'> = {
    command: statement => send(statement),
    insert: (table, rows) =>
      send(
        `INSERT INTO ${table} FORMAT JSONEachRow`,
        rows
          .map(row =>
            JSON.stringify(row, (_key, value: unknown) =>
              typeof value === 'bigint' ? value.toString() : value,
            ),
          )
          .join('\n'),
      ),
  };
  await send(`CREATE DATABASE ${DATABASE}`);
  await createShop(database);
  await database.insert('events', [
    { tenant_id: 'acme', order_id: 1, type: mark },
  ]);
}

async function startServer(folder: string): Promise<Server> {
  const port = await findFreePort();
  // Without the exec the shell would be ended, and not the server.
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...process.env,
      CLICKHOUSE_PORT: String(port),
      CLICKHOUSE_PASSWORD: PASSWORD,
    },
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!hasEnded()) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
  };
  const url = `http://portal:${PASSWORD}@127.0.0.1:${port}`;
  const deadline = Date.now() + START_MS;
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/ping`).then(
      answer => answer.ok,
      () => false,
    );
  while (!(await isUp())) {
    if (hasEnded() || Date.now() > deadline) {
      await stop();
      throw new Error('The ClickHouse of the test does not answer');
    }
    await delay(20);
  }
  return { url, stop };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) {
    throw new Error('No port is free');
  }
  return address.port;
}

/**
 * The engine as a library has one user, `default`, and reads its rights from a file. So a server
 * with users is two of them here: the portal's, which knows the rights of all users, and one
 * whose only user has those of the tenant's. Requests of a user go to the second one through a
 * gateway, which says the user's name where the engine would say `default`.
 */
async function startGateway(
  portal: Server,
  tenant: Server,
  isOnPortal: (user: string) => boolean,
): Promise<{ urlOf(user: string): string; stop(): Promise<void> }> {
  const forward = async (incoming: IncomingMessage, out: ServerResponse) => {
    const [, credentials = ''] = (incoming.headers.authorization ?? '').split(
      ' ',
    );
    const [user] = atob(credentials).split(':');
    const target = new URL((isOnPortal(user) ? portal : tenant).url);
    const body = (await text(incoming)).replace('currentUser()', `'${user}'`);
    const answer = await fetch(`${target.origin}${incoming.url}`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Basic ${btoa(`portal:${target.password}`)}`,
      },
    });
    out.statusCode = answer.status;
    for (const [name, value] of answer.headers) {
      if (/^(?:content-type|x-clickhouse-.*)$/.test(name)) {
        out.setHeader(name, value);
      }
    }
    out.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((incoming, out) => {
    forward(incoming, out).catch(error => out.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The gateway has no port');
  }
  return {
    urlOf: user =>
      `http://${user}:${PASSWORD}@127.0.0.1:${address.port}/${DATABASE}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * A ClickHouse with users, of which all but those of `isOnPortal` may in truth what `tenant` may.
 *
 * @param options - `declared`: what the server says that each user may
 */
export async function startPolicedClickHouse(options: {
  tenant: PolicedUser;
  declared: Record<string, PolicedUser>;
  isOnPortal: (user: string) => boolean;
}) {
  const folder = await mkdtemp(join(tmpdir(), 'policed-'));
  const folders = {
    portal: join(folder, 'portal'),
    tenant: join(folder, 'own'),
  };
  await Promise.all(Object.values(folders).map(path => mkdir(path)));
  const open = await startServer(folders.tenant);
  await fill(open.url, 'of the tenant');
  await open.stop();
  await writeUsers(folders.tenant, { default: options.tenant });
  await writeUsers(folders.portal, {
    default: everything,
    ...options.declared,
  });
  const [portal, tenant] = await Promise.all([
    startServer(folders.portal),
    startServer(folders.tenant),
  ]);
  await fill(portal.url, 'of the portal');
  const gateway = await startGateway(portal, tenant, options.isOnPortal);
  return {
    portalUrl: `${portal.url}/${DATABASE}`,
    urlOf: gateway.urlOf,
    async stop() {
      await gateway.stop();
      await Promise.all([portal.stop(), tenant.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
