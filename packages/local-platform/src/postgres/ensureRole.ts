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
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
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
    const quoted = escapeIdentifier(role);
    await client.query(
      `${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${quoted}
         LOGIN PASSWORD ${escapeLiteral(password)};
       CREATE SCHEMA IF NOT EXISTS ${quoted} AUTHORIZATION ${quoted};
       REVOKE ALL ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC;
       REVOKE ALL ON SCHEMA public FROM PUBLIC;
       -- PostgreSQL wants CREATE even for CREATE SCHEMA IF NOT EXISTS.
       GRANT CONNECT, CREATE, TEMPORARY
         ON DATABASE ${escapeIdentifier(database)} TO ${quoted};`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
