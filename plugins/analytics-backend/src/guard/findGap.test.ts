import { findGap } from './findGap';
import { type Account, type Grant, type Policy } from './readAccount';

const grant = (
  table: string | undefined,
  more: Partial<Grant> = {},
): Grant => ({
  right: 'SELECT',
  database: 'shop',
  table,
  isTakenAway: false,
  mayBePassedOn: false,
  ...more,
});

const policy = (table: string, more: Partial<Policy> = {}): Policy => ({
  database: 'shop',
  table,
  filter: `tenant_id = 'acme'`,
  isRestrictive: false,
  isForAll: false,
  users: ['explorer'],
  usersLeftOut: [],
  ...more,
});

const bound: Account = {
  user: 'explorer',
  database: 'shop',
  grants: [grant('orders'), grant('etl_tables')],
  roles: [],
  policies: [policy('orders')],
};

const gapOf = (account: Partial<Account>) =>
  findGap(
    { ...bound, ...account },
    { tenant: 'acme', sharedTables: new Set(['etl_tables']) },
  );

describe('findGap', () => {
  it.each<[string, Partial<Account>]>([
    ['by a policy of each table', {}],
    ['by a policy of the database', { policies: [policy('')] }],
    ['by a policy of all tables', { policies: [policy('*')] }],
    [
      'by a policy for all but others',
      {
        policies: [
          policy('orders', {
            isForAll: true,
            users: [],
            usersLeftOut: ['portal'],
          }),
        ],
      },
    ],
    [
      'by a filter that the server writes otherwise',
      { policies: [policy('orders', { filter: `(\`tenant_id\` = 'acme')` })] },
    ],
    [
      'whatever else narrows it',
      {
        policies: [
          policy('orders'),
          policy('orders', { isRestrictive: true, filter: 'paid' }),
        ],
      },
    ],
    [
      'where a right was taken away',
      { grants: [...bound.grants, grant('secrets', { isTakenAway: true })] },
    ],
  ])('finds none in a user that is bound %s', (_, account) => {
    expect(gapOf(account)).toBeUndefined();
  });

  it.each<[string, Partial<Account>, string]>([
    [
      'has a role',
      { roles: ['analyst'] },
      `it has the role 'analyst': grant the user itself what it may`,
    ],
    [
      'may nothing',
      { grants: [] },
      'it may read no table: grant it SELECT on those of analytics.tables',
    ],
    [
      'is left what was taken away',
      { grants: [grant('orders', { isTakenAway: true })] },
      'it may read no table: grant it SELECT on those of analytics.tables',
    ],
    [
      'may write',
      { grants: [grant('orders', { right: 'INSERT' })] },
      'it has INSERT on shop.orders: it should have SELECT alone',
    ],
    [
      'may everything',
      { grants: [grant(undefined, { right: 'ALL', database: undefined })] },
      'it has ALL on *.*: it should have SELECT alone',
    ],
    [
      'may pass a right on',
      { grants: [grant('orders', { mayBePassedOn: true })] },
      'it may pass on SELECT on shop.orders: take the grant option away',
    ],
    [
      'may read a database',
      { grants: [grant(undefined)], policies: [policy('*')] },
      'it has SELECT on shop.*: grant it on single tables',
    ],
    [
      'has no policy on a table',
      { grants: [grant('orders'), grant('secrets')] },
      'no row policy keeps it within its tenant in shop.secrets',
    ],
    [
      'has one that only narrows others',
      { policies: [policy('orders', { isRestrictive: true })] },
      'no row policy keeps it within its tenant in shop.orders',
    ],
    [
      'has one in another database',
      { policies: [policy('orders', { database: 'test' })] },
      'no row policy keeps it within its tenant in shop.orders',
    ],
    [
      'has one that is for others',
      { policies: [policy('orders', { users: ['portal'] })] },
      'no row policy keeps it within its tenant in shop.orders',
    ],
    [
      'has one that leaves it out',
      {
        policies: [
          policy('orders', { isForAll: true, usersLeftOut: ['explorer'] }),
        ],
      },
      'no row policy keeps it within its tenant in shop.orders',
    ],
    [
      'reads a shared table of another database',
      { grants: [grant('etl_tables', { database: 'test' })] },
      'no row policy keeps it within its tenant in test.etl_tables',
    ],
    [
      'has a second policy that is wider',
      { policies: [policy('orders'), policy('orders', { filter: '1' })] },
      `a row policy of shop.orders has the filter '1': it should be tenant_id = 'acme'`,
    ],
    [
      'has a policy of another tenant',
      { policies: [policy('orders', { filter: `tenant_id = 'globex'` })] },
      `a row policy of shop.orders has the filter 'tenant_id = 'globex'': it should be tenant_id = 'acme'`,
    ],
    [
      'has a policy without a filter',
      { policies: [policy('orders', { filter: undefined })] },
      `a row policy of shop.orders has the filter '': it should be tenant_id = 'acme'`,
    ],
  ])('finds one in a user that %s', (_, account, gap) => {
    expect(gapOf(account)).toBe(gap);
  });
});
