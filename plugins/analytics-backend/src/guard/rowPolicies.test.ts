import { mockServices } from '@backstage/backend-test-utils';
import {
  foreignSql,
  type ClickHouseConnection,
  type ClickHouseService,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { createClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { ATTACKS, WITHIN_TENANT } from '../__testUtils__/attacks';
import {
  DATABASE,
  describeWithUsers,
  startPolicedClickHouse,
  whyNoUsers,
  type PolicedUser,
} from '../__testUtils__/policedClickHouse';
import { SALES } from '../__testUtils__/shop';
import { startAnalytics } from '../__testUtils__/startAnalytics';
import { RowPolicies } from './RowPolicies';

const TABLES = ['orders', 'orders_analytics', 'events'];
const select = (table: string) => `SELECT ON ${DATABASE}.${table}`;
const hidden = /globex-only|hunter2/;

const bound: PolicedUser = {
  grants: [...TABLES, 'not_made_yet', 'etl_tables'].map(select),
  filters: Object.fromEntries(
    [...TABLES, 'not_made_yet'].map(table => [table, `tenant_id = 'acme'`]),
  ),
};

/** What the page for administrators grants to the portal's user, and nothing else of the server. */
const [, documented = ''] =
  /^GRANT (.*SHOW ACCESS[^;]*?)\s+TO portal;/m.exec(
    readFileSync(
      require.resolve('../../../../docs/plugins/analytics.md'),
      'utf8',
    ),
  ) ?? [];
const portalGrants = documented.split(/,\s*/);

/** What the server refused a query with. Throws what is no answer of the server. */
function codeOfServer(error: Error): string {
  if (error.name === 'ClickHouseQueryError' && 'code' in error && error.code) {
    return String(error.code);
  }
  throw error;
}

/** Users of whom each may more than it should, and what is said of it. */
const GAPS: [string, PolicedUser, RegExp][] = [
  [
    'wide',
    { ...bound, filters: { ...bound.filters, events: '1' } },
    /policy of shop\.events has the filter '1'/,
  ],
  [
    'either',
    {
      ...bound,
      filters: {
        ...bound.filters,
        events: `tenant_id = 'acme' OR type = 'globex-only'`,
      },
    },
    /has the filter 'tenant_id = .acme. OR/,
  ],
  [
    'other',
    {
      ...bound,
      filters: { ...bound.filters, events: `tenant_id = 'globex'` },
    },
    /has the filter 'tenant_id = .globex.'/,
  ],
  [
    'without_policy',
    { ...bound, grants: [...bound.grants, select('secrets')] },
    /no row policy keeps it within its tenant in shop\.secrets/,
  ],
  [
    'database',
    { ...bound, grants: [select('*')] },
    /SELECT on shop\.\*: grant it on single tables/,
  ],
  [
    'writer',
    { ...bound, grants: [...bound.grants, `INSERT ON ${DATABASE}.events`] },
    /it has INSERT on shop\.events/,
  ],
  [
    'files',
    { ...bound, grants: [...bound.grants, 'FILE ON *.*'] },
    /should have SELECT alone/,
  ],
  [
    'giver',
    {
      ...bound,
      grants: [...bound.grants, `${select('events')} WITH GRANT OPTION`],
    },
    /may pass on SELECT/,
  ],
  [
    'nothing',
    { ...bound, grants: [] },
    /it may read no table: grant it SELECT/,
  ],
  // What the server says of it is right, and what it can do is not.
  ['liar', bound, /sees rows of other tenants in shop\./],
];

it('grants the portal in the template what its documentation does', () => {
  const users = readFileSync(
    require.resolve(
      '../../../../templates/clickhouse-cluster/skeleton/infrastructure/kubernetes/clickhouse/config/users.xml',
    ),
    'utf8',
  );
  const portal = users.slice(users.indexOf('<portal>'));

  expect(portalGrants).toContain('SHOW ACCESS ON *.*');
  for (const grant of portalGrants) {
    expect(portal.slice(0, portal.indexOf('</grants>'))).toContain(
      `<query>GRANT ${grant}</query>`,
    );
  }
});

describeWithUsers(
  `row policies on a ClickHouse with users${whyNoUsers}`,
  () => {
    let server: Awaited<ReturnType<typeof startPolicedClickHouse>>;
    let service: ClickHouseService;
    const closers: (() => Promise<void>)[] = [];

    const connect = (url: string): ClickHouseConnection => {
      const { service: opened, close } = createClickHouseService({ url });
      closers.push(close);
      return opened.connection();
    };

    beforeAll(async () => {
      server = await startPolicedClickHouse({
        portal: [select('*'), ...portalGrants],
        tenant: bound,
        declared: {
          acme: bound,
          ...Object.fromEntries(GAPS.map(([user, rights]) => [user, rights])),
        },
        isOnPortal: user => user === 'liar',
      });
      const portal = connect(server.urlOf('portal'));
      const tenant = connect(server.urlOf('acme'));
      service = {
        connection: name => (name === 'acme' ? tenant : portal),
      };
    }, 120_000);

    afterAll(async () => {
      await Promise.all(closers.map(close => close()));
      await server?.stop();
    }, 60_000);

    const start = (tenants: object[]) =>
      startAnalytics({
        clickhouse: service,
        analytics: { tenants: [...tenants] },
      });
    const acme = {
      name: 'acme',
      groups: ['group:default/readers'],
      explorerConnection: 'acme',
    };

    const judge = async (
      accounts: ConstructorParameters<typeof RowPolicies>[0]['accounts'],
    ) => {
      const logger = mockServices.logger.mock();
      const policies = new RowPolicies({
        portal: service.connection(),
        accounts,
        sharedTables: new Set(['etl_tables']),
        logger,
      });
      const state = await policies.state();
      const [[said = ''] = []] = [
        ...logger.warn.mock.calls,
        ...logger.info.mock.calls,
      ];
      return { state, said, policies };
    };

    it('runs the SQL of people as the user of their tenant, and says so', async () => {
      const { server: portal } = await start([acme]);
      const { body } = await request(portal).get('/api/analytics/explorer');
      expect(body).toMatchObject({
        enabled: true,
        guard: 'row-policies',
        rowPolicies: 'used',
      });

      const answer = await request(portal)
        .post('/api/analytics/explorer/query')
        .send({ sql: 'SELECT type FROM events ORDER BY type' });
      expect([answer.status, answer.body.rows]).toEqual([
        200,
        [['click'], ['of the tenant']],
      ]);
    });

    it('runs a draft of a dashboard as that user, too', async () => {
      const { server: portal } = await start([acme]);
      const yaml = SALES.replace(
        /by_day:[\s\S]*?(?= {4}rows:)/,
        'by_day:\n      sql: SELECT type AS time, count() AS orders FROM events GROUP BY time ORDER BY time\n',
      );
      const { body } = await request(portal)
        .post('/api/analytics/dashboards/preview')
        .send({
          yaml,
          panel: 'orders',
          from: '2026-01-01T00:00:00Z',
          to: '2026-02-01T00:00:00Z',
        });

      expect(body.rows).toEqual([
        ['click', '1'],
        ['of the tenant', '1'],
      ]);
    });

    // The client reads JSON alone, and knows no other format as an answer.
    it.each(ATTACKS.filter(([what]) => what !== 'names a format'))(
      'holds without the parser against a query that %s',
      async (_, sql) => {
        const answer = await service
          .connection('acme')
          .table(foreignSql([sql]), { limits: { executionTime: 5_000 } })
          .then(({ rows }) => JSON.stringify(rows), codeOfServer);

        expect(answer).not.toMatch(/globex-only|hunter2/);
      },
    );

    it.each(WITHIN_TENANT)(
      'keeps a query %s within its tenant without a filter',
      async (_, sql) => {
        const { rows } = await service
          .connection('acme')
          .table(foreignSql([sql]));

        expect(rows.length).toBeGreaterThan(0);
        expect(JSON.stringify(rows)).not.toMatch(hidden);
      },
    );

    it.each(GAPS)(
      'does not use a user that may more: %s',
      async (user, _, reason) => {
        const { state, said, policies } = await judge([
          { tenant: 'acme', connection: connect(server.urlOf(user)) },
        ]);

        expect([state, said]).toEqual([
          'not-bound',
          expect.stringMatching(reason),
        ]);
        expect(said).toContain(`the user '${user}' of the tenant 'acme'`);
        expect(await policies.connectionFor('acme')).toBeUndefined();
      },
    );

    it('does not use one user for two tenants', async () => {
      const connection = service.connection('acme');
      const { state, said } = await judge([
        { tenant: 'acme', connection },
        { tenant: 'globex', connection },
      ]);

      expect([state, said]).toEqual([
        'not-bound',
        expect.stringMatching(/the tenant 'acme' has it, too/),
      ]);
    });

    it('falls back to the parser, and says why', async () => {
      const some = await start([acme, { name: 'globex' }]);
      const { body } = await request(some.server).get(
        '/api/analytics/explorer',
      );
      expect(body).toMatchObject({
        enabled: true,
        guard: 'parser',
        rowPolicies: 'incomplete',
      });
      const answer = await request(some.server)
        .post('/api/analytics/explorer/query')
        .send({ sql: 'SELECT type FROM events ORDER BY type', tenant: 'acme' });
      expect(answer.body.rows).toEqual([['click'], ['of the portal']]);

      const gone = await judge([
        {
          tenant: 'acme',
          connection: connect('http://acme:x@127.0.0.1:9/shop'),
        },
      ]);
      expect([gone.state, gone.said]).toEqual([
        'unavailable',
        expect.stringMatching(/tenant 'acme' may could not be read/),
      ]);
    });
  },
);
