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
    names.toSorted().map(async name => ({
      name,
      text: await readFile(new URL(name, folder), 'utf8'),
    })),
  );
}

/**
 * Applies what is new, a statement at a time: ClickHouse has no transactions,
 * so a migration that failed goes on after the last statement that was done.
 * Each can be run twice, by pods that start together and after a kill. Returns
 * what was applied.
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
    let next = count;
    try {
      for (; next < statements.length; next += 1) {
        await clickhouse.command(statements[next] ?? '');
      }
    } catch (cause) {
      throw new Error(
        `Statement ${next + 1} of migration ${name} failed: ${messageOf(
          cause,
        )}`,
        { cause },
      );
    } finally {
      if (next > count) {
        await clickhouse.insertRow('etl_migrations', {
          name,
          checksum,
          statements: next,
        });
      }
    }
    if (count < statements.length) {
      applied.push(name);
    }
  }
  return applied;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
