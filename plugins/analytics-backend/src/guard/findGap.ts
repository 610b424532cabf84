import { type Account, type Grant, type Policy } from './readAccount';

/** What a tenant's user has to be kept within. */
export type Bounds = {
  tenant: string;
  /** Tables of its database that hold no tenant's data. */
  sharedTables: ReadonlySet<string>;
};

/**
 * What lets a user see more than the rows of its tenant, by what the server says that it may;
 * nothing where it is bound. What is not understood is a gap.
 */
export function findGap(account: Account, bounds: Bounds): string | undefined {
  const [role] = account.roles;
  if (role !== undefined) {
    return `it has the role '${role}': grant the user itself what it may`;
  }
  const grants = account.grants.filter(({ isTakenAway }) => !isTakenAway);
  if (grants.length === 0) {
    return 'it may read no table: grant it SELECT on those of analytics.tables';
  }
  for (const grant of grants) {
    const gap = gapOfRight(grant) ?? gapOfRows(grant, account, bounds);
    if (gap !== undefined) {
      return gap;
    }
  }
  return undefined;
}

function nameOf({ database = '*', table = '*' }: Partial<Grant>): string {
  return `${database}.${table}`;
}

function gapOfRight(grant: Grant): string | undefined {
  if (grant.right !== 'SELECT') {
    return `it has ${grant.right} on ${nameOf(
      grant,
    )}: it should have SELECT alone`;
  }
  if (grant.mayBePassedOn) {
    return `it may pass on SELECT on ${nameOf(
      grant,
    )}: take the grant option away`;
  }
  // A database has more tables tomorrow, and they have no policy yet.
  if (grant.database === undefined || grant.table === undefined) {
    return `it has SELECT on ${nameOf(grant)}: grant it on single tables`;
  }
  return undefined;
}

function gapOfRows(
  grant: Grant,
  account: Account,
  { tenant, sharedTables }: Bounds,
): string | undefined {
  const isShared =
    grant.database === account.database && sharedTables.has(grant.table ?? '');
  if (isShared) {
    return undefined;
  }
  // Policies that are not restrictive add up: the widest counts.
  const policies = account.policies.filter(
    policy =>
      !policy.isRestrictive &&
      isOn(policy, grant) &&
      isFor(policy, account.user),
  );
  if (policies.length === 0) {
    return `no row policy keeps it within its tenant in ${nameOf(grant)}`;
  }
  const wide = policies.find(({ filter }) => !isOfTenant(filter, tenant));
  return (
    wide &&
    `a row policy of ${nameOf(grant)} has the filter '${
      wide.filter ?? ''
    }': it should be tenant_id = '${tenant}'`
  );
}

function isOn(policy: Policy, { database, table }: Grant): boolean {
  return (
    policy.database === database && [table, '', '*'].includes(policy.table)
  );
}

function isFor(policy: Policy, user: string): boolean {
  return policy.isForAll
    ? !policy.usersLeftOut.includes(user)
    : policy.users.includes(user);
}

// One form alone is known to bind. A tenant's name holds no quotes, brackets or blanks.
function isOfTenant(filter: string | undefined, tenant: string): boolean {
  return filter?.replace(/[\s`()]/g, '') === `tenant_id='${tenant}'`;
}
