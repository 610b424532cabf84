import { type ClickHouseTestDatabase } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createShop } from './shop';
import { startUserGateway } from './userGateway';

const START_MS = 60_000;
const GRACE_MS = 10_000;
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

type Server = { origin: string; stop(): Promise<void> };

function userXml(name: string, { grants, filters }: PolicedUser): string {
  const rights = grants.map(grant => `<query>GRANT ${grant}</query>`);
  const policies = Object.entries(filters).map(
    ([table, filter]) => `<${table}><filter>${filter}</filter></${table}>`,
  );
  return `<${name}><password></password><networks><ip>::/0</ip></networks>
    <profile>default</profile><quota>default</quota>
    <grants>${rights.join('')}</grants>
    <databases><${DATABASE}>${policies.join(
    '',
  )}</${DATABASE}></databases></${name}>`;
}

async function writeUsers(
  folder: string,
  users: Record<string, PolicedUser>,
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
async function fill(origin: string, mark: string): Promise<void> {
  const send = async (statement: string, body = '') => {
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
        headers: { authorization: `Basic ${btoa(`portal:${PASSWORD}`)}` },
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

async function startServer(
  folder: string,
  stops: (() => Promise<void>)[],
): Promise<Server> {
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
    if (hasEnded()) {
      return;
    }
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await exited;
    clearTimeout(killer);
  };
  stops.push(stop);
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_MS;
  const isUp = () =>
    fetch(`${origin}/ping`).then(
      answer => answer.ok,
      () => false,
    );
  while (!(await isUp())) {
    if (hasEnded() || Date.now() > deadline) {
      throw new Error('The ClickHouse of the test does not answer');
    }
    await delay(20);
  }
  return { origin, stop };
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

/** What `portal` and `tenant` may in truth, and what the server says that each user may. */
type Policed = {
  portal: string[];
  tenant: PolicedUser;
  declared: Record<string, PolicedUser>;
  isOnPortal: (user: string) => boolean;
};

/**
 * A ClickHouse with users, of which the portal's and those of `isOnPortal` may in truth what
 * `portal` is granted, and all others what `tenant` is.
 *
 * The engine as a library has one user, `default`, and reads its rights from a file. So a server
 * with users is two of them here: the portal's, which knows the rights of all users, and one
 * whose only user has those of the tenant's, behind a gateway that knows who asks.
 */
export async function startPolicedClickHouse(options: Policed) {
  // What was begun ends with the rest, also when something later does not begin.
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.reverse()) {
      await each();
    }
  };
  try {
    return { ...(await startAll(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  { portal: grants, tenant: rights, declared, isOnPortal }: Policed,
  stops: (() => Promise<void>)[],
) {
  const folder = await mkdtemp(join(tmpdir(), 'policed-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const start = async (
    name: string,
    mark: string,
    users: Record<string, PolicedUser>,
  ) => {
    const path = join(folder, name);
    await mkdir(path);
    const open = await startServer(path, stops);
    await fill(open.origin, mark);
    await open.stop();
    await writeUsers(path, users);
    return startServer(path, stops);
  };
  const portal = await start('portal', 'of the portal', {
    default: { grants, filters: {} },
    ...declared,
  });
  const tenant = await start('own', 'of the tenant', { default: rights });
  const gateway = await startUserGateway(user => ({
    url: (user === 'portal' || isOnPortal(user) ? portal : tenant).origin,
    password: PASSWORD,
    grants: user === 'portal' ? grants : rights.grants,
  }));
  stops.push(gateway.stop);
  return {
    urlOf: (user: string) =>
      `http://${user}:${PASSWORD}@127.0.0.1:${gateway.port}/${DATABASE}`,
  };
}
