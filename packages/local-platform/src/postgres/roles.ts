import { Client, escapeIdentifier, escapeLiteral } from 'pg';

const TIMEOUT_MS = 10_000;
/** Two clusters may want the same role at the same moment. */
const LOCK = 7_301_118;

/**
 * Makes a role that owns the schema of its name in a database and gets at nobody
 * else's, or gives the one that is there this password.
 *
 * @param databaseUrl - the database as its owner
 */
export async function ensureRole(
  databaseUrl: string,
  role: string,
  password: string,
): Promise<void> {
  const quoted = escapeIdentifier(role);
  await ensureLogin(
    databaseUrl,
    role,
    password,
    database => `
      CREATE SCHEMA IF NOT EXISTS ${quoted} AUTHORIZATION ${quoted};
      -- PostgreSQL wants CREATE even for CREATE SCHEMA IF NOT EXISTS.
      GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${database} TO ${quoted};`,
  );
}

/**
 * Makes a role that reads every schema of a database, sees who else is at work
 * in it, and writes nothing, or gives the one that is there this password.
 *
 * @param databaseUrl - the database as its owner
 */
export async function ensureReader(
  databaseUrl: string,
  role: string,
  password: string,
): Promise<void> {
  const quoted = escapeIdentifier(role);
  await ensureLogin(
    databaseUrl,
    role,
    password,
    database => `
      GRANT CONNECT ON DATABASE ${database} TO ${quoted};
      GRANT pg_read_all_data, pg_read_all_stats TO ${quoted};`,
  );
}

async function ensureLogin(
  databaseUrl: string,
  role: string,
  password: string,
  rights: (database: string) => string,
): Promise<void> {
  const database = escapeIdentifier(
    decodeURIComponent(new URL(databaseUrl).pathname.slice(1)),
  );
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  // A connection that breaks later must not end the process; the query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_roles WHERE rolname = $1',
      [role],
    );
    await client.query(
      `${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${escapeIdentifier(role)}
         LOGIN PASSWORD ${escapeLiteral(password)};
       REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
       REVOKE ALL ON SCHEMA public FROM PUBLIC;
       ${rights(database)}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
