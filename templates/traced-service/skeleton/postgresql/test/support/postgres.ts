import { randomUUID } from 'node:crypto';
import { after, type TestContext } from 'node:test';
import { Client } from 'pg';
import { startPgliteServer, type PgliteServer } from './pgliteServer.ts';

let embedded: Promise<PgliteServer> | undefined;
let users = 0;

after(async () => (await embedded)?.stop());

/** An empty database: on the given server, that of `DATABASE_URL` where that is set, otherwise a PostgreSQL of the test's own. */
export async function startPostgres(
  t: TestContext,
  given = process.env.DATABASE_URL,
): Promise<string> {
  if (given) {
    return await createDatabase(t, given);
  }
  // One for all tests of a file: it takes more than a second to start.
  embedded ??= startPgliteServer();
  const server = await embedded;
  // Two services in one test share their data, as two pods do.
  if (users === 0) {
    await server.reset();
  }
  users += 1;
  t.after(() => {
    users -= 1;
  });
  return server.url;
}

async function createDatabase(t: TestContext, server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE ${name}`);
  t.after(() => run(server, `DROP DATABASE ${name} WITH (FORCE)`));
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
