import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ClickHouse } from './ClickHouse.ts';
import { splitStatements } from './statements.ts';

const migrationsFolder = new URL(
  '../../clickhouse/migrations/',
  import.meta.url,
);

const doneSchema = z.object({
  name: z.string(),
  checksum: z.string(),
  statements: z.coerce.number(),
});

export interface Migration {
  name: string;
  text: string;
}

export async function readMigrations(
  folder: URL = migrationsFolder,
): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql'));
  return await Promise.all(
    names.sort().map(async name => ({
      name,
      text: await readFile(new URL(name, folder), 'utf8'),
    })),
  );
}

/**
 * Applies what is new, a statement at a time: ClickHouse has no transactions,
 * so what was interrupted goes on after the last statement that was done. Each
 * may be run twice, by pods that start together. Returns what was applied.
 */
export async function migrate(
  clickhouse: ClickHouse,
  migrations: readonly Migration[],
): Promise<string[]> {
  await clickhouse.command(
    `CREATE TABLE IF NOT EXISTS etl_migrations (
       name String,
       checksum String,
       statements UInt32,
       applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
     ) ENGINE = ReplacingMergeTree(statements) ORDER BY name`,
  );
  const done = await clickhouse.query(
    'SELECT name, checksum, statements FROM etl_migrations FINAL',
    doneSchema,
  );
  const applied: string[] = [];
  for (const { name, text } of migrations) {
    const checksum = createHash('sha256').update(text).digest('hex');
    const before = done.find(row => row.name === name);
    const statements = splitStatements(text);
    const count = before?.statements ?? 0;
    if (before && before.checksum !== checksum && count >= statements.length) {
      throw new Error(
        `Migration ${name} was changed after it was applied; add a new one instead`,
      );
    }
    for (const [index, statement] of statements.entries()) {
      if (index >= count) {
        await apply(clickhouse, { name, statement, index });
        await clickhouse.insertRow('etl_migrations', {
          name,
          checksum,
          statements: index + 1,
        });
      }
    }
    if (count < statements.length) {
      applied.push(name);
    }
  }
  return applied;
}

async function apply(
  clickhouse: ClickHouse,
  {
    name,
    statement,
    index,
  }: { name: string; statement: string; index: number },
): Promise<void> {
  try {
    await clickhouse.command(statement);
  } catch (cause) {
    throw new Error(
      `Statement ${index + 1} of migration ${name} failed: ${
        cause instanceof Error ? cause.message : String(cause)
      }`,
      { cause },
    );
  }
}
