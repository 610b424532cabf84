import { z } from 'zod';
import type { TableSpec } from '../tables/index.ts';
import { literal } from './position.ts';
import type { SourceSession } from './SourceSession.ts';

const columnSchema = z.object({ name: z.string(), type: z.string() });

/** The source is not what the query expects of it. */
export class SchemaDrift extends Error {
  constructor(findings: readonly string[]) {
    super(`The source changed: ${findings.join('; ')}`);
    this.name = 'SchemaDrift';
  }
}

/** Fails with every column that is gone or has another type, before anything is read. */
export async function checkDrift(
  session: SourceSession,
  table: TableSpec,
): Promise<void> {
  const findings: string[] = [];
  for (const [relation, expected] of Object.entries(table.reads)) {
    const columns = await session.query(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type
       FROM pg_attribute
       WHERE attrelid = to_regclass(${literal(
         relation,
       )}) AND attnum > 0 AND NOT attisdropped`,
      columnSchema,
    );
    if (columns.length === 0) {
      findings.push(`there is no table ${relation}`);
      continue;
    }
    const types = new Map(columns.map(({ name, type }) => [name, type]));
    for (const [name, type] of Object.entries(expected)) {
      const found = types.get(name);
      if (found === undefined) {
        findings.push(`${relation} has no column ${name}`);
      } else if (found !== type) {
        findings.push(`${relation}.${name} is ${found}, not ${type}`);
      }
    }
  }
  if (findings.length > 0) {
    throw new SchemaDrift(findings);
  }
}
