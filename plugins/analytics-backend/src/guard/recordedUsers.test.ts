import { mockServices } from '@backstage/backend-test-utils';
import { type ClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node';
import { createClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import {
  type Answer,
  type Asked,
  startRecordedClickHouse,
} from '../__testUtils__/recordedClickHouse';
import { startAnalytics } from '../__testUtils__/startAnalytics';
import { RowPolicies } from './RowPolicies';

/** What a server with users answered, and what it is asked for: this needs no ClickHouse. */
describe('the SQL of people on a server with users', () => {
  let server: Awaited<ReturnType<typeof startRecordedClickHouse>>;
  let closers: (() => Promise<void>)[];
  let service: ClickHouseService;

  beforeEach(async () => {
    server = await startRecordedClickHouse();
    closers = [];
    const connections = new Map(
      ['portal', 'acme'].map(user => {
        const opened = createClickHouseService({ url: server.urlOf(user) });
        closers.push(opened.close);
        return [user, opened.service.connection()];
      }),
    );
    service = {
      connection: name => {
        const connection = connections.get(name ?? 'portal');
        if (!connection) {
          throw new Error(`No connection ${name}`);
        }
        return connection;
      },
    };
  });

  afterEach(async () => {
    await Promise.all(closers.map(close => close()));
    await server.stop();
  });

  const start = async () => {
    const { server: portal } = await startAnalytics({
      clickhouse: service,
      analytics: {
        tenants: [
          {
            name: 'acme',
            groups: ['group:default/readers'],
            explorerConnection: 'acme',
          },
        ],
        tables: ['events'],
        limits: { rowsToRead: 7_000, executionTime: '3s' },
      },
    });
    return {
      explorer: async () =>
        (await request(portal).get('/api/analytics/explorer')).body,
      run: async (what: 'query' | 'estimate') =>
        await request(portal)
          .post(`/api/analytics/explorer/${what}`)
          .send({ sql: 'SELECT type FROM events' }),
    };
  };
  const judge = () => {
    const logger = mockServices.logger.mock();
    const policies = new RowPolicies({
      portal: service.connection('portal'),
      accounts: [{ tenant: 'acme', connection: service.connection('acme') }],
      sharedTables: new Set(['etl_tables']),
      logger,
    });
    return { policies, logger };
  };
  const asked = (part: string) =>
    server.asked.filter(({ sql }) => sql.includes(part));
  const isWritten = ({ sql }: Asked) =>
    sql.startsWith('SELECT type') || sql.startsWith('EXPLAIN ESTIMATE');

  it.each(['query', 'estimate'] as const)(
    'goes as the user of its tenant, within all limits and without a filter: %s',
    async what => {
      const portal = await start();
      expect(await portal.explorer()).toMatchObject({
        guard: 'row-policies',
        rowPolicies: 'used',
      });
      const { status, body } = await portal.run(what);

      expect([status, body.rows]).toEqual([
        200,
        what === 'query' ? [['click'], ['view']] : 3,
      ]);
      const [query, ...others] = server.asked.filter(isWritten);
      expect(others).toEqual([]);
      expect(query).toMatchObject({
        user: 'acme',
        password: 'secret-of-acme',
        settings: {
          readonly: '1',
          max_rows_to_read: '7000',
          max_execution_time: '3',
          cancel_http_readonly_queries_on_client_close: '1',
        },
      });
      expect(query.settings).not.toHaveProperty('additional_table_filters');
    },
  );

  it('has its rights read by the user of the portal, and tried by its own', async () => {
    await (await start()).explorer();

    const users = (part: string) => [
      ...new Set(asked(part).map(({ user }) => user)),
    ];
    expect(
      ['grants', 'role_grants', 'row_policies'].map(table =>
        users(`FROM system.${table}`),
      ),
    ).toEqual([['portal'], ['portal'], ['portal']]);
    expect(users('EXPLAIN AST')).toEqual(['portal']);
    expect(
      ['SETTINGS', 'system.query_log', 'AS other', 'currentUser'].map(users),
    ).toEqual([['acme'], ['acme'], ['acme'], ['acme']]);
  });

  it.each<[string, string, Answer, string]>([
    [
      'the password of the user is wrong',
      'currentUser',
      {
        status: 403,
        code: 516,
        message:
          'acme: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
      },
      'unavailable',
    ],
    [
      'the portal may not look at rights',
      'FROM system.grants',
      {
        status: 403,
        code: 497,
        message:
          'portal: Not enough privileges. To execute this query, it is necessary to have the grant SELECT ON system.grants. (ACCESS_DENIED)',
      },
      'unavailable',
    ],
    [
      'the user has a role',
      'FROM system.role_grants',
      { rows: [{ role: 'analyst' }] },
      'not-bound',
    ],
    [
      'a policy of a whole database adds to its own',
      'FROM system.row_policies',
      {
        rows: [
          ['events', "tenant_id = 'acme'"],
          ['', '1'],
        ].map(([table, filter]) => ({
          database: 'shop',
          table,
          select_filter: filter,
          is_restrictive: 0,
          apply_to_all: 1,
          apply_to_list: [],
          apply_to_except: ['portal'],
        })),
      },
      'not-bound',
    ],
    [
      'the user may change settings',
      'SELECT 1 SETTINGS',
      { columns: { 1: 'UInt8' }, table: [[1]] },
      'not-bound',
    ],
    [
      'the user reads what others asked',
      'SELECT 1 FROM system.query_log',
      { columns: { 1: 'UInt8' }, table: [] },
      'not-bound',
    ],
  ])(
    'goes as the portal, with a filter, where %s',
    async (_, part, answer, state) => {
      server.change(({ sql }) => sql.includes(part), answer);
      const portal = await start();
      const explorer = await portal.explorer();
      expect(explorer).toMatchObject({ guard: 'parser', rowPolicies: state });
      // Whose user may what is for the log.
      expect(JSON.stringify(explorer)).not.toMatch(/analyst|password|system\./);

      expect((await portal.run('query')).status).toBe(200);
      expect(server.asked.filter(isWritten)).toEqual([
        expect.objectContaining({
          user: 'portal',
          settings: expect.objectContaining({
            readonly: '1',
            max_rows_to_read: '7000',
            additional_table_filters: `{'events':'tenant_id = \\'acme\\''}`,
          }),
        }),
      ]);

      const { policies, logger } = judge();
      expect(await policies.check()).toBe(state);
      expect(JSON.stringify(logger.warn.mock.calls)).not.toMatch(/secret-of/);
    },
  );

  it('is taken from a user whose policy is dropped, and given back with it', async () => {
    const { policies } = judge();
    expect(await policies.check()).toBe('used');
    expect(await policies.connectionFor('acme')).toBe(
      service.connection('acme'),
    );

    let isDropped = true;
    server.change(
      ({ sql }) => isDropped && sql.includes('FROM system.row_policies'),
      { rows: [] },
    );
    expect(await policies.check()).toBe('not-bound');
    expect(await policies.connectionFor('acme')).toBeUndefined();

    isDropped = false;
    expect(await policies.check()).toBe('used');
  });
});
