import {
  foreignSql,
  sql,
  type ClickHouseConnection,
  type QueryOptions,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { type Account } from './readAccount';

const READONLY = 164;
const NOT_ENOUGH_PRIVILEGES = 497;
const UNKNOWN_TABLE = 60;

/** Tables of the server that keep what other users asked. It makes them when it first writes them. */
const LOGS = ['query_log', 'query_thread_log', 'text_log', 'session_log'];

type Limits = QueryOptions<unknown>['limits'];

const queryErrorSchema = z.object({
  name: z.literal('ClickHouseQueryError'),
  code: z.number(),
});

/** ClickHouse's number of an error; nothing where the server did not answer. */
function codeOf(error: unknown): number | undefined {
  return queryErrorSchema.safeParse(error).data?.code;
}

/**
 * What a tenant's user turns out to be able to do when it is tried, whatever the server says of
 * its rights; nothing where it is bound.
 */
export async function probeAccount(
  own: ClickHouseConnection,
  account: Account,
  bounds: { tenant: string; sharedTables: ReadonlySet<string> },
  limits: Limits,
): Promise<string | undefined> {
  const refuses = (text: string, codes: readonly number[]) =>
    isRefused(own, foreignSql([text]), { codes, limits });
  // Other than any limit that is sent with it, because what changes nothing is let through.
  if (
    !(await refuses('SELECT 1 SETTINGS max_execution_time = 86399', [READONLY]))
  ) {
    return 'its queries can change settings';
  }
  for (const log of LOGS) {
    const text = `SELECT 1 FROM system.${log} LIMIT 0`;
    if (!(await refuses(text, [NOT_ENOUGH_PRIVILEGES, UNKNOWN_TABLE]))) {
      return `it reads system.${log}, where queries of others are: set access_control_improvements.select_from_system_db_requires_grant on the server`;
    }
  }
  for (const { database = '', table = '' } of account.grants) {
    const isShared =
      database === account.database && bounds.sharedTables.has(table);
    if (
      !isShared &&
      (await seesOthers(own, [database, table], bounds, limits))
    ) {
      return `it sees rows of other tenants in ${database}.${table}`;
    }
  }
  return undefined;
}

async function isRefused(
  own: ClickHouseConnection,
  query: Sql,
  { codes, limits }: { codes: readonly number[]; limits: Limits },
): Promise<boolean> {
  try {
    await own.table(query, { limits });
    return false;
  } catch (error) {
    if (codes.includes(codeOf(error) ?? 0)) {
      return true;
    }
    throw error;
  }
}

async function seesOthers(
  own: ClickHouseConnection,
  path: [string, string],
  { tenant }: { tenant: string },
  limits: Limits,
): Promise<boolean> {
  try {
    const { rows } = await own.query(
      sql`
        SELECT 1 AS other FROM ${sql.identifier(...path)}
        WHERE tenant_id != ${sql.string(tenant)} LIMIT 1`,
      { schema: z.object({ other: z.number() }), limits },
    );
    return rows.length > 0;
  } catch (error) {
    // Granted and policed before it is made.
    if (codeOf(error) === UNKNOWN_TABLE) {
      return false;
    }
    throw error;
  }
}
