import { mockCredentials } from '@backstage/backend-test-utils';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import {
  createShop,
  FIRST_ORDER,
  LARGE_AMOUNT,
  SALES,
} from './__testUtils__/shop';
import {
  createComponent,
  SOURCE,
  startAnalytics,
} from './__testUtils__/startAnalytics';

const january = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const sales = '/dashboards/component/default/orders/sales';

describeOnClickHouse('the analytics API on ClickHouse', getDatabase => {
  let portal: Awaited<ReturnType<typeof startAnalytics>>;

  const start = (options: Partial<Parameters<typeof startAnalytics>[0]> = {}) =>
    startAnalytics({
      clickhouse: getDatabase().service,
      files: new Map([['sales.yaml', SALES]]),
      ...options,
    });
  const get = (path: string, on = portal) =>
    request(on.server).get(`/api/analytics${path}`);
  const post = (path: string, body: object, on = portal) =>
    request(on.server).post(`/api/analytics${path}`).send(body);

  beforeAll(async () => {
    await createShop(getDatabase());
    portal = await start();
  });

  it('lists what the source has, and says what is wrong with it', async () => {
    const other = await start({
      files: new Map([
        ['sales.yaml', SALES],
        ['twice.yaml', SALES],
        ['broken.yaml', SALES.replace('type: timeSeries', 'type: pie')],
        ['open.yaml', 'kind: Dashboard\nmetadata: {'],
        ['catalog-info.yaml', 'apiVersion: v1\nkind: Component'],
      ]),
    });
    const { status, body } = await get('/dashboards', other);

    expect([status, body.unavailable]).toEqual([200, []]);
    expect(other.search.mock.calls[0][0]).toBe(`${SOURCE}dashboards/**/*.y*ml`);
    expect(body.dashboards).toEqual([
      {
        entityRef: 'component:default/orders',
        name: 'sales',
        title: { en: 'Sales', uk: 'Продажі' },
        tags: ['business'],
        panels: 2,
        problems: [],
        location: expect.stringMatching(/dashboards\/sales\.yaml$/),
      },
      expect.objectContaining({
        name: 'twice',
        panels: 0,
        problems: [
          {
            path: 'metadata.name',
            line: 4,
            message: `another dashboard of the entity is called 'sales'`,
          },
        ],
      }),
      expect.objectContaining({
        name: 'broken',
        panels: 0,
        problems: [
          {
            path: 'spec.panels[1].type',
            line: 45,
            message: expect.stringMatching(/one of timeSeries, bars/),
          },
        ],
      }),
      expect.objectContaining({
        name: 'open',
        problems: [
          expect.objectContaining({
            line: 2,
            message: expect.stringMatching(/is not YAML/),
          }),
        ],
      }),
    ]);
    const broken = await get(sales.replace('/sales', '/broken'), other);
    expect([broken.status, broken.body.error.message]).toEqual([
      400,
      expect.stringMatching(/spec\.panels\[1\]\.type/),
    ]);
  });

  it('has no dashboard of its own, and those of any entity beside none', async () => {
    const empty = await start({ entities: [createComponent('orders')] });
    const { status, body } = await get('/dashboards', empty);
    expect([status, body]).toEqual([200, { dashboards: [], unavailable: [] }]);
    expect((await get(sales, empty)).status).toBe(404);
    expect(empty.search).not.toHaveBeenCalled();
  });

  it('has a dashboard with its queries and where it is edited', async () => {
    const { body } = await get(sales);

    expect(body).toMatchObject({
      entityRef: 'component:default/orders',
      problems: [],
      yaml: SALES,
      source: {
        url: 'https://github.com/shop/shop/blob/main/orders/dashboards/sales.yaml',
        editUrl:
          'https://github.com/shop/shop/edit/main/orders/dashboards/sales.yaml',
        saveTo: {
          repoUrl: 'github.com?owner=shop&repo=shop',
          path: 'orders/dashboards/sales.yaml',
        },
      },
    });
    expect(body.dashboard.spec.queries.revenue.sql).toMatch(/^SELECT currency/);
    expect((await get(`${sales}-not`)).status).toBe(404);
    expect((await get(sales.replace('orders', 'nobody'))).status).toBe(404);
  });

  it('answers a panel exactly, with its cost, its age and the period before', async () => {
    const { status, body } = await post(`${sales}/panels/revenue/data`, {
      ...january,
      compare: true,
    });

    expect([status, body]).toEqual([
      200,
      {
        columns: [
          { name: 'currency', type: 'String' },
          { name: 'revenue', type: 'Decimal(38, 2)' },
          { name: 'last_order', type: 'UInt64' },
        ],
        rows: [
          ['UAH', LARGE_AMOUNT, String(FIRST_ORDER)],
          ['XTS', '10.5', String(FIRST_ORDER + 1n)],
        ],
        truncated: false,
        statistics: {
          elapsedMs: expect.any(Number),
          rowsRead: 4,
          bytesRead: expect.any(Number),
        },
        freshness: {
          upTo: '2026-02-01T00:00:00.000Z',
          lagSeconds: expect.any(Number),
          tables: ['orders_analytics'],
          unknown: [],
        },
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-01T00:00:00.000Z',
        stepSeconds: 43_200,
        previous: expect.objectContaining({
          from: '2025-12-01T00:00:00.000Z',
          to: '2026-01-01T00:00:00.000Z',
          rows: [['UAH', '5', String(FIRST_ORDER + 2n)]],
        }),
        trend: expect.objectContaining({
          rows: [
            ['2026-01-10T12:00:00Z', '1'],
            ['2026-01-20T12:00:00Z', '1'],
          ],
        }),
      },
    ]);
  });

  it('filters by parameters, and suggests their values', async () => {
    const { body } = await post(`${sales}/panels/revenue/data`, {
      ...january,
      parameters: { category: ['games', `') OR (1=1`], minimum: '10.50' },
    });
    expect(body.rows).toEqual([['XTS', '10.5', String(FIRST_ORDER + 1n)]]);

    const suggestions = await get(
      `${sales}/parameters/category/suggestions?text=BOO`,
    );
    expect(suggestions.body).toEqual({
      suggestions: [{ value: 'books', label: 'BOOKS' }],
      truncated: false,
    });
  });

  it('lists the rows behind a mark', async () => {
    const { body } = await post(`${sales}/panels/revenue/rows`, {
      ...january,
      drillDown: { currency: 'XTS' },
    });
    expect(body.rows).toEqual([[String(FIRST_ORDER + 1n), 'acme', '10.5']]);

    const none = await post(`${sales}/panels/orders/rows`, january);
    expect([none.status, none.body.error.message]).toEqual([
      400,
      expect.stringMatching(/does not lead to rows/),
    ]);
  });

  it.each<[string, string, object, number, RegExp]>([
    [
      'swapped bounds',
      'revenue',
      { from: january.to, to: january.from },
      400,
      /'from' has to lie before 'to'/,
    ],
    [
      'a time without a zone',
      'revenue',
      { ...january, from: '2026-01-01T00:00:00' },
      400,
      /'from' has to be a moment/,
    ],
    [
      'an unknown panel',
      'profit',
      january,
      404,
      /no panel 'profit'\. It has revenue, orders/,
    ],
    [
      'an unknown parameter',
      'revenue',
      { ...january, parameters: { tenant: 'globex' } },
      400,
      /no parameter 'tenant'/,
    ],
    [
      'a parameter of another type',
      'revenue',
      { ...january, parameters: { minimum: '1 OR 1=1' } },
      400,
      /line 17: The parameter 'minimum' has to be a decimal/,
    ],
    [
      'another tenant',
      'revenue',
      { ...january, tenant: 'globex' },
      403,
      /may not read the data of the tenant 'globex'/,
    ],
    [
      'a tenant that is none',
      'revenue',
      { ...january, tenant: 'acme2' },
      403,
      /may not read the data of the tenant 'acme2'/,
    ],
    [
      'a body with more',
      'revenue',
      { ...january, sql: 'SELECT 1' },
      400,
      /sql|additional/i,
    ],
  ])('refuses %s', async (_, panel, body, status, message) => {
    const answer = await post(`${sales}/panels/${panel}/data`, body);

    expect([answer.status, answer.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it('asks whose data is wanted where there are several', async () => {
    portal.groups.push('group:default/others');
    try {
      const tenants = await get('/tenants');
      expect(tenants.body.tenants).toEqual([
        { name: 'acme', title: 'acme' },
        { name: 'globex', title: 'globex' },
      ]);
      const unsaid = await post(`${sales}/panels/revenue/data`, january);
      expect([unsaid.status, unsaid.body.error.message]).toEqual([
        400,
        expect.stringMatching(/tenant is one of acme, globex/),
      ]);
      const said = await post(`${sales}/panels/revenue/data`, {
        ...january,
        tenant: 'globex',
      });
      expect(said.body.rows).toEqual([['UAH', '7', String(FIRST_ORDER + 3n)]]);
    } finally {
      portal.groups.pop();
    }
  });

  it('finds columns and tables that are not there before anybody looks', async () => {
    const yaml = SALES.replace('sum(total)', 'sum(profit)')
      .replace('values: [orders]', 'values: [amount]')
      .replace('DISTINCT category AS value', 'secret AS value FROM secrets --');
    const { body } = await post('/dashboards/validate', { yaml });

    expect(body.problems).toEqual([
      {
        path: 'spec.queries.revenue.sql',
        line: 17,
        message: expect.stringMatching(/does not have a column.*profit/),
      },
      {
        path: 'spec.queries.categories.sql',
        line: 33,
        message: expect.stringMatching(/may not read the table 'secrets'/),
      },
      {
        path: 'spec.panels[1].values[0]',
        line: 48,
        message: `the query 'by_day' has no column 'amount'. It has time, orders`,
      },
    ]);

    const other = await start({ files: new Map([['sales.yaml', yaml]]) });
    const seen = await post(`${sales}/panels/revenue/data`, january, other);
    expect([seen.status, seen.body.error.message]).toEqual([
      400,
      expect.stringMatching(
        /^spec\.queries\.revenue\.sql of the dashboard 'sales', line 17: .*profit/,
      ),
    ]);
  });

  it('previews a file that is being written', async () => {
    const preview = (yaml: string) =>
      post('/dashboards/preview', { yaml, panel: 'orders', ...january });

    expect((await preview(SALES)).body.rows).toHaveLength(2);
    const broken = await preview(SALES.replace('kind: Dashboard', 'kind: X'));
    expect([broken.status, broken.body.error.message]).toEqual([
      400,
      expect.stringMatching(/kind \(line 2\) has to be Dashboard/),
    ]);
  });

  it('asks for the period before of a table whose rows have names, and finds columns of names that are not there', async () => {
    const table = (rest: string) =>
      SALES.replace(
        /type: timeSeries[^]*/,
        `type: table\n      query: revenue\n${rest}`,
      );
    const preview = async (yaml: string) =>
      await post('/dashboards/preview', {
        yaml,
        panel: 'orders',
        compare: true,
        ...january,
      });
    const compared = await preview(table('      key: [currency]\n'));
    expect(compared.body.previous.rows).toEqual([
      ['UAH', '5', String(FIRST_ORDER + 2n)],
    ]);
    const other = await preview(table(''));
    expect(other.body.rows).toHaveLength(2);
    expect(other.body).not.toHaveProperty('previous');

    const { body } = await post('/dashboards/validate', {
      yaml: table('      key: [currency, product]\n'),
    });
    expect(body.problems).toEqual([
      {
        path: 'spec.panels[1].key[1]',
        line: 47,
        message: expect.stringMatching(/no column 'product'/),
      },
    ]);
  });

  it('keeps what it read when the source falls silent, and says so', async () => {
    const other = await start({ analytics: { refresh: '1ms' } });
    await get('/dashboards', other);
    other.search.mockRejectedValue(new Error('github.com does not answer'));

    const seen = async (): Promise<object> => {
      const { body } = await get('/dashboards', other);
      return body.unavailable.length > 0 ? body : seen();
    };
    expect(await seen()).toMatchObject({
      dashboards: [{ name: 'sales', panels: 2 }],
      unavailable: [
        {
          entityRef: 'component:default/orders',
          reason: 'github.com does not answer',
          since: expect.any(String),
        },
      ],
    });
  });

  it.each(['../other', 'https://evil.example.com/x', '/etc'])(
    'does not read %s',
    async path => {
      const other = await start({
        entities: [createComponent('orders', path)],
      });
      const { body } = await get('/dashboards', other);

      expect(body).toMatchObject({
        dashboards: [],
        unavailable: [{ reason: expect.stringMatching(/at or below/) }],
      });
      expect(other.search).not.toHaveBeenCalled();
    },
  );

  it('tells how the pipelines are', async () => {
    const { body } = await get('/pipelines');

    expect(body.pipelines).toEqual([
      {
        name: 'analytics-etl',
        tables: [
          {
            table: 'orders_analytics',
            upTo: '2026-02-01T00:00:00.000Z',
            lagSeconds: expect.any(Number),
            lagLimitSeconds: 900,
            rows: String(FIRST_ORDER),
            durationMs: '120',
            lastSuccessAt: '2026-02-01T00:00:04.000Z',
            lastRunAt: '2026-02-01T00:05:00.000Z',
            error: 'the source did not answer',
          },
        ],
      },
    ]);
  });

  it('explains what a query would read, and what there is to read', async () => {
    expect((await get('/explorer')).body).toMatchObject({
      enabled: true,
      guard: 'parser',
      rowPolicies: 'not-configured',
      limits: { concurrency: 6, resultRows: 10_000 },
    });
    const { body } = await get('/explorer/schema');
    expect(body.tables.map(({ name }: { name: string }) => name)).toEqual([
      'orders_analytics',
      'events',
      'etl_tables',
    ]);
    expect(body.functions).toEqual(expect.arrayContaining(['sum', 'numbers']));
    expect(body.functions).not.toContain('file');

    const estimate = await post('/explorer/estimate', {
      sql: 'SELECT count() FROM events WHERE order_id > 0',
    });
    expect(estimate.body).toEqual({
      tables: [{ table: 'events', parts: 1, rows: 2, marks: 1 }],
      rows: 2,
      limit: 1_000_000_000,
    });
  });

  it('leaves a record with the SQL', async () => {
    await post('/explorer/query', { sql: 'SELECT secret FROM secrets' });

    expect(portal.records.at(-1)).toEqual({
      eventId: 'query-run',
      meta: { sql: 'SELECT secret FROM secrets', tenant: undefined },
      outcome: 'failure',
    });
  });

  it('starts where no ClickHouse is configured, and says so', async () => {
    const other = await start({ configured: false });
    const { status, body } = await get('/dashboards', other);

    expect([status, body.error.message]).toEqual([
      503,
      expect.stringMatching(/clickhouse\.connections/),
    ]);
  });

  it('is off where the configuration says so', async () => {
    const other = await start({ analytics: { explorer: false } });

    expect((await get('/explorer', other)).body).toMatchObject({
      enabled: false,
      guard: 'none',
      reason: expect.stringMatching(/analytics\.explorer/),
    });
    const answer = await post('/explorer/query', { sql: 'SELECT 1' }, other);
    expect(answer.status).toBe(403);
  });

  it.each<[string, 'get' | 'post', string, object]>([
    ['analytics.dashboard.read', 'get', '/tenants', {}],
    ['analytics.dashboard.read', 'get', '/dashboards', {}],
    ['analytics.dashboard.read', 'get', '/dashboards/schema', {}],
    ['analytics.dashboard.read', 'get', sales, {}],
    [
      'analytics.dashboard.read',
      'post',
      `${sales}/panels/revenue/data`,
      january,
    ],
    [
      'analytics.dashboard.read',
      'post',
      `${sales}/panels/revenue/rows`,
      january,
    ],
    [
      'analytics.dashboard.read',
      'get',
      `${sales}/parameters/category/suggestions`,
      {},
    ],
    ['analytics.query.run', 'post', '/dashboards/validate', { yaml: SALES }],
    [
      'analytics.query.run',
      'post',
      '/dashboards/preview',
      { yaml: SALES, panel: 'orders', ...january },
    ],
    ['analytics.query.run', 'get', '/explorer', {}],
    ['analytics.query.run', 'get', '/explorer/schema', {}],
    ['analytics.query.run', 'post', '/explorer/estimate', { sql: 'SELECT 1' }],
    ['analytics.query.run', 'post', '/explorer/query', { sql: 'SELECT 1' }],
    ['analytics.pipeline.read', 'get', '/pipelines', {}],
  ])('takes %s to %s %s', async (permission, method, path, body) => {
    portal.granted.delete(permission);
    const denied = method === 'get' ? await get(path) : await post(path, body);
    portal.granted.add(permission);
    const allowed = method === 'get' ? await get(path) : await post(path, body);

    expect([denied.status, denied.body.error?.message]).toEqual([
      403,
      expect.stringContaining(permission),
    ]);
    expect(allowed.status).toBe(200);
  });

  it('shows the dashboards of those entities that may be seen', async () => {
    const other = await start({
      entities: [
        createComponent('orders', './dashboards'),
        createComponent('payments', './dashboards'),
      ],
    });
    other.granted.delete('analytics.dashboard.read');
    other.granted.add('analytics.dashboard.read component:default/payments');

    const { body } = await get('/dashboards', other);
    expect(
      body.dashboards.map(({ entityRef }: { entityRef: string }) => entityRef),
    ).toEqual(['component:default/payments']);
    expect((await get(sales, other)).status).toBe(403);
    expect((await get(sales.replace('orders', 'payments'), other)).status).toBe(
      200,
    );
  });

  describe('the actions for agents', () => {
    const invoke = (name: string, input: object) =>
      portal.actionsRegistry.invoke({
        id: `test:${name}`,
        input,
        credentials: mockCredentials.user(),
      });
    const dashboard = {
      entityRef: 'component:default/orders',
      dashboard: 'sales',
    };

    it('list the dashboards, with what can be run of them', async () => {
      const { output } = await invoke('list-dashboards', {});
      expect(output).toMatchObject({
        dashboards: [
          {
            ...dashboard,
            title: 'Sales',
            panels: [
              { panel: 'revenue', query: 'revenue' },
              { panel: 'orders', query: 'by_day' },
            ],
            queries: [
              { query: 'revenue', parameters: [] },
              { query: 'by_day', parameters: [] },
              {
                query: 'rows',
                sql: expect.stringMatching(/^SELECT order_id/),
                parameters: ['currency'],
              },
              { query: 'categories', parameters: [] },
            ],
            parameters: ['category', 'minimum'],
            url: 'http://portal.test/analytics/component/default/orders/sales',
          },
        ],
        notes: [],
      });
    });

    it.each<[string, object, unknown[][], string]>([
      [
        'a panel',
        { panel: 'revenue', parameters: { category: ['games'] } },
        [['XTS', '10.5', String(FIRST_ORDER + 1n)]],
        'panel-read',
      ],
      [
        'a query by its name',
        { query: 'categories' },
        [
          ['books', 'BOOKS'],
          ['games', 'GAMES'],
        ],
        'dashboard-query-run',
      ],
      [
        'the query of rows behind a mark',
        { query: 'rows', parameters: { currency: 'XTS' } },
        [[String(FIRST_ORDER + 1n), 'acme', '10.5']],
        'dashboard-query-run',
      ],
    ])('run %s', async (_, asked, rows, eventId) => {
      const { output } = await invoke('run-dashboard-query', {
        ...dashboard,
        ...january,
        ...asked,
      });
      expect(output).toMatchObject({
        rows,
        freshness: 'complete up to 2026-02-01T00:00:00.000Z',
      });
      expect(portal.records.at(-1)).toMatchObject({
        eventId,
        outcome: 'success',
      });
    });

    it.each<[string, object, RegExp]>([
      ['neither', {}, /Name either a panel or a query/],
      [
        'both',
        { panel: 'revenue', query: 'rows' },
        /Name either a panel or a query/,
      ],
      [
        'a query that is not there',
        { query: 'secrets' },
        /no query 'secrets'\. It has revenue, by_day, rows, categories/,
      ],
      ['what every object has', { query: 'constructor' }, /no query/],
      [
        'a parameter that the back end sets',
        { query: 'rows', parameters: { tenant: 'globex' } },
        /no parameter 'tenant'/,
      ],
      [
        'a parameter of another query',
        { query: 'categories', parameters: { currency: 'UAH' } },
        /no parameter 'currency'/,
      ],
      [
        'another tenant',
        { query: 'rows', tenant: 'globex' },
        /may not read the data of the tenant 'globex'/,
      ],
    ])('refuse %s', async (_, asked, message) => {
      await expect(
        invoke('run-dashboard-query', { ...dashboard, ...january, ...asked }),
      ).rejects.toThrow(message);
      expect(portal.records.at(-1)?.outcome).toBe('failure');
    });

    it.each<[string, string, object]>([
      ['analytics.dashboard.read', 'list-dashboards', {}],
      [
        'analytics.dashboard.read',
        'run-dashboard-query',
        { ...dashboard, panel: 'revenue' },
      ],
      [
        'analytics.dashboard.read',
        'run-dashboard-query',
        { ...dashboard, query: 'rows' },
      ],
      ['analytics.pipeline.read', 'pipeline-status', {}],
    ])('take %s for %s', async (permission, name, input) => {
      portal.granted.delete(permission);
      const denied = invoke(name, input).finally(() =>
        portal.granted.add(permission),
      );
      await expect(denied).rejects.toThrow(permission);
    });

    it('tell how the pipelines are', async () => {
      const { output } = await invoke('pipeline-status', {});
      expect(output).toMatchObject({ pipelines: [{ name: 'analytics-etl' }] });
    });
  });
});
