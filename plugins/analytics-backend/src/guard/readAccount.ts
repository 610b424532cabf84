import {
  sql,
  type ClickHouseConnection,
  type QueryOptions,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';

const flag = z.coerce.number().transform(value => value !== 0);
const textOrNothing = z
  .string()
  .nullable()
  .transform(value => value ?? undefined);

const whoSchema = z.object({ user: z.string(), database: z.string() });

const grantSchema = z
  .object({
    access_type: z.string(),
    database: textOrNothing,
    table: textOrNothing,
    is_partial_revoke: flag,
    grant_option: flag,
  })
  .transform(grant => ({
    right: grant.access_type,
    database: grant.database,
    table: grant.table,
    isTakenAway: grant.is_partial_revoke,
    mayBePassedOn: grant.grant_option,
  }));

const policySchema = z
  .object({
    database: z.string(),
    table: z.string(),
    select_filter: textOrNothing,
    is_restrictive: flag,
    apply_to_all: flag,
    apply_to_list: z.array(z.string()),
    apply_to_except: z.array(z.string()),
  })
  .transform(policy => ({
    database: policy.database,
    table: policy.table,
    filter: policy.select_filter,
    isRestrictive: policy.is_restrictive,
    isForAll: policy.apply_to_all,
    users: policy.apply_to_list,
    usersLeftOut: policy.apply_to_except,
  }));

/** A right that was granted to a user, on everything where it names nothing. */
export type Grant = z.output<typeof grantSchema>;

/** A row policy of the server. Of a whole database, the table is empty or `*`. */
export type Policy = z.output<typeof policySchema>;

/** A user of ClickHouse, and what the server says that it may. */
export type Account = {
  user: string;
  /** Where tables lie that are named without a database. */
  database: string;
  grants: Grant[];
  roles: string[];
  policies: Policy[];
};

/**
 * Who a connection is, and what the portal's own user sees of its rights. That takes
 * `SHOW ACCESS`, and `SELECT` on the two tables of grants, which `SHOW ACCESS` does not open where
 * tables of the server want a grant. The user itself is better off without.
 */
export async function readAccount(
  own: ClickHouseConnection,
  portal: ClickHouseConnection,
  limits: QueryOptions<unknown>['limits'],
): Promise<Account> {
  const {
    rows: [{ user, database }],
  } = await own.query(
    sql`SELECT currentUser() AS user, currentDatabase() AS database`,
    { schema: whoSchema, limits },
  );
  const name = sql.string(user);
  const [grants, roles, policies] = await Promise.all([
    portal.query(
      sql`
        SELECT access_type, database, table, is_partial_revoke, grant_option
        FROM system.grants WHERE user_name = ${name}`,
      { schema: grantSchema, limits },
    ),
    portal.query(
      sql`SELECT granted_role_name AS role FROM system.role_grants WHERE user_name = ${name}`,
      { schema: z.object({ role: z.string() }), limits },
    ),
    portal.query(
      sql`
        SELECT database, table, select_filter, is_restrictive, apply_to_all,
          apply_to_list, apply_to_except
        FROM system.row_policies`,
      { schema: policySchema, limits },
    ),
  ]);
  return {
    user,
    database,
    grants: grants.rows,
    roles: roles.rows.map(({ role }) => role),
    policies: policies.rows,
  };
}
