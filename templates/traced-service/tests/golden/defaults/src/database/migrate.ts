import { readdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { schema } from './schema.ts';

const folder = new URL('../../migrations/', import.meta.url);

/**
 * Applies the files of `migrations/` that are new, in the order of their names
 * and in one transaction: all of them or none. Pods that start at the same
 * time wait for one another at an advisory lock. Returns what was applied.
 */
export async function migrate(url: string): Promise<string[]> {
  // Not from the pool: its time limit is for requests, and a migration may take long.
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Held until the transaction ends, and so also behind a pooler of connections.
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
      `${schema} migrations`,
    ]);
    const applied = await applyNew(client);
    await client.query('COMMIT');
    return applied;
  } finally {
    await client.end();
  }
}

async function applyNew(client: Client): Promise<string[]> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await client.query(`SET LOCAL search_path TO ${schema}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS migrations (
       name text PRIMARY KEY,
       applied_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM migrations',
  );
  const done = new Set(rows.map(row => row.name));
  const files = (await readdir(folder))
    .filter(file => file.endsWith('.sql') && !done.has(file))
    .toSorted();
  for (const file of files) {
    await apply(client, file);
  }
  return files;
}

async function apply(client: Client, file: string): Promise<void> {
  const statements = await readFile(new URL(file, folder), 'utf8');
  try {
    await client.query(statements);
  } catch (cause) {
    throw new Error(`Migration ${file} failed; nothing was applied`, { cause });
  }
  await client.query('INSERT INTO migrations (name) VALUES ($1)', [file]);
}
