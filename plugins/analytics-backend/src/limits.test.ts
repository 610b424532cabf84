import { createDeferred } from '@backstage/types';
import { type TableOptions } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { once } from 'node:events';
import request from 'supertest';
import { createShop, SALES } from './__testUtils__/shop';
import { startAnalytics } from './__testUtils__/startAnalytics';
import { wrapClickHouse } from './__testUtils__/wrapClickHouse';

const january = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const sales = '/dashboards/component/default/orders/sales';
/** Whether the guard asks if the server has what it stands on. */
function isProbe(options: TableOptions | undefined): boolean {
  return options?.tableFilters?.['system.one'] !== undefined;
}

const TOTAL = 'SELECT sum(total) FROM orders_analytics';

describeOnClickHouse('what queries may use', getDatabase => {
  type Over = Parameters<typeof wrapClickHouse>[1];
  const start = (limits: object, over: Over = () => ({})) =>
    startAnalytics({
      clickhouse: wrapClickHouse(getDatabase().service, over),
      files: new Map([['sales.yaml', SALES]]),
      analytics: { limits: { ...limits } },
    });
  const post = (
    on: Awaited<ReturnType<typeof start>>,
    path: string,
    body: object,
  ) => request(on.server).post(`/api/analytics${path}`).send(body);

  beforeAll(() => createShop(getDatabase()));

  it.each([
    ['bytesToRead', { bytesToRead: 1 }],
    ['rowsToRead', { rowsToRead: 1 }],
  ])(
    'ends a query of the explorer that reads more than %s',
    async (_, limits) => {
      const portal = await start(limits);
      const { status, body } = await post(portal, '/explorer/query', {
        sql: TOTAL,
      });
      expect([status, body.rows]).toEqual([422, undefined]);
      expect(body.error.message).toMatch(/read/);
      const panel = await post(portal, `${sales}/panels/revenue/data`, january);
      expect(panel.status).toBe(422);
    },
  );

  it.each<[string, string, object]>([
    ['panels', `${sales}/panels/orders/data`, january],
    ['queries of the explorer', '/explorer/query', { sql: TOTAL }],
    ['estimates', '/explorer/estimate', { sql: TOTAL }],
    ['checks of files', '/dashboards/validate', { yaml: SALES }],
  ])('lets some %s wait, and refuses more', async (_, path, body) => {
    const gate = createDeferred();
    const portal = await start({ concurrency: 1, waiting: 1 }, connection => ({
      table: async (query, options) => {
        await (isProbe(options) ? undefined : gate);
        return connection.table(query, options);
      },
    }));
    const answers = [1, 2, 3].map(async () => await post(portal, path, body));

    // One runs and one waits until the gate opens, so the first answer is the third's.
    const refused = await Promise.race(answers);
    expect([refused.status, refused.body.error.message]).toEqual([
      429,
      'You run 1 queries and 1 more of yours wait: close dashboards that you do not look at, and try again',
    ]);
    gate.resolve();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 429]);
  });

  it('ends the query of a panel when its reader is gone', async () => {
    const asked = createDeferred<AbortSignal | undefined>();
    const portal = await start({}, connection => ({
      table: async (query, options) => {
        if (!isProbe(options)) {
          asked.resolve(options?.signal);
          // The server is busy with it.
          await new Promise((_, reject) => {
            options?.signal?.addEventListener('abort', () =>
              reject(options.signal?.reason),
            );
          });
        }
        return connection.table(query, options);
      },
    }));
    const call = post(portal, `${sales}/panels/orders/data`, january);
    // Nobody waits for its answer.
    call.then(undefined, () => undefined);
    const signal = await asked;
    expect(signal?.aborted).toBe(false);

    const ended = signal && once(signal, 'abort');
    call.abort();
    await ended;
    expect(signal?.aborted).toBe(true);
  });
});

describeOnClickHouse(
  'a ClickHouse on which the guard does not hold',
  getDatabase => {
    const none = {
      statistics: { elapsedMs: 1, readRows: 0, readBytes: 0 },
      truncated: false,
    };

    beforeAll(() => createShop(getDatabase()));

    it.each<[string, Parameters<typeof wrapClickHouse>[1]]>([
      [
        'filters on tables do nothing',
        connection => ({
          table: async (query, options) =>
            isProbe(options)
              ? {
                  ...none,
                  columns: [{ name: 'count()', type: 'UInt64' }],
                  rows: [['1']],
                }
              : connection.table(query, options),
        }),
      ],
      [
        'its parser answers something else',
        () => ({
          query: async (_, { schema }) => ({
            ...none,
            rows: [schema.parse({ explain: 'Query' })],
          }),
        }),
      ],
    ])('runs nothing where %s, and says why', async (_, over) => {
      const portal = await startAnalytics({
        clickhouse: wrapClickHouse(getDatabase().service, over),
        files: new Map([['sales.yaml', SALES]]),
      });
      const why =
        /this ClickHouse does not have EXPLAIN AST in a subquery, or does not apply additional_table_filters/;
      const get = (path: string) =>
        request(portal.server).get(`/api/analytics${path}`);
      const explorer = await get('/explorer');
      expect(explorer.body).toMatchObject({
        enabled: false,
        guard: 'none',
        reason: expect.stringMatching(why),
      });

      const sql = { sql: TOTAL };
      const answers = [
        await get('/explorer/schema'),
        await get(`${sales}/parameters/category/suggestions`),
      ];
      for (const [path, body] of [
        ['/explorer/query', sql],
        ['/explorer/estimate', sql],
        ['/dashboards/preview', { yaml: SALES, panel: 'orders', ...january }],
        [`${sales}/panels/orders/data`, january],
        [`${sales}/panels/revenue/rows`, january],
      ] as const) {
        answers.push(
          await request(portal.server).post(`/api/analytics${path}`).send(body),
        );
      }
      expect(
        answers.map(({ status, body }) => [
          status,
          why.test(body.error?.message),
        ]),
      ).toEqual(answers.map(() => [403, true]));

      // The dashboard itself is there, and says it of each of its queries.
      const { status, body } = await get(sales);
      expect([status, body.problems.length]).toEqual([200, 4]);
    });
  },
);
