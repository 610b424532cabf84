import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import {
  createShop,
  FIRST_ORDER,
  LARGE_AMOUNT,
  SALES,
} from './__testUtils__/shop';
import { startAnalytics } from './__testUtils__/startAnalytics';

const january = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const sales = '/dashboards/component/default/orders/sales';

/** What each parameter is given; any of them would show rows of the other tenant if it were SQL. */
const HOSTILE = [
  `' OR 1=1 --`,
  `') OR (1=1`,
  `\\') OR 1=1 -- `,
  `x' UNION ALL SELECT secret FROM secrets --`,
  `'; DROP TABLE events; --`,
  `{tenant} OR {text:Identifier}`,
  `0x27204F5220313D31 /* */`,
  `'\t,\n'globex'], ['`,
];

const of = (hostile: string) => encodeURIComponent(hostile);

/** A request for each parameter that reaches ClickHouse or chooses what is asked there. */
const CALLS: Record<
  string,
  (hostile: string) => {
    path: string;
    body?: object;
    answers: number[];
    /** Where it is taken as a value. Default: nothing has it. */
    rows?: string[][];
  }
> = {
  'a value of a list': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, parameters: { category: [hostile, 'books'] } },
    answers: [200],
    rows: [['UAH', LARGE_AMOUNT, String(FIRST_ORDER)]],
  }),
  'a decimal': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, parameters: { minimum: hostile } },
    answers: [400],
  }),
  'the name of a parameter': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, parameters: { [hostile]: 'x' } },
    answers: [400],
  }),
  'the beginning': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, from: hostile },
    answers: [400],
  }),
  'the end': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, to: hostile },
    answers: [400],
  }),
  'the tenant': hostile => ({
    path: `${sales}/panels/revenue/data`,
    body: { ...january, tenant: hostile },
    answers: [400, 403],
  }),
  'a panel': hostile => ({
    path: `${sales}/panels/${of(hostile)}/data`,
    body: january,
    answers: [400, 404],
  }),
  'a value of a mark': hostile => ({
    path: `${sales}/panels/revenue/rows`,
    body: { ...january, drillDown: { currency: hostile } },
    answers: [200],
  }),
  'the text of suggestions': hostile => ({
    path: `${sales}/parameters/category/suggestions?text=${of(hostile)}`,
    answers: [200],
  }),
  'the time of suggestions': hostile => ({
    path: `${sales}/parameters/category/suggestions?from=${of(hostile)}`,
    answers: [400],
  }),
  'the tenant of suggestions': hostile => ({
    path: `${sales}/parameters/category/suggestions?tenant=${of(hostile)}`,
    answers: [400, 403],
  }),
  'a parameter of the explorer': hostile => ({
    path: '/explorer/query',
    body: {
      sql: 'SELECT type FROM events WHERE type = {x:String}',
      parameters: { x: hostile },
    },
    answers: [200],
  }),
  'the tenant of the explorer': hostile => ({
    path: '/explorer/query',
    body: { sql: 'SELECT type FROM events', tenant: hostile },
    answers: [400, 403],
  }),
  'a pipeline': hostile => ({
    path: `/pipelines/${of(hostile)}/runs`,
    answers: [400, 404],
  }),
};

describeOnClickHouse('SQL in the place of a value', getDatabase => {
  let portal: Awaited<ReturnType<typeof startAnalytics>>;

  beforeAll(async () => {
    await createShop(getDatabase());
    portal = await startAnalytics({
      clickhouse: getDatabase().service,
      files: new Map([
        [
          'sales.yaml',
          // The text of suggestions goes to ClickHouse, too.
          SALES.replace(
            'FROM orders_analytics ORDER BY value',
            'FROM orders_analytics WHERE positionCaseInsensitive(category, {text:String}) > 0 ORDER BY value',
          ),
        ],
      ]),
    });
  });

  const ask = ({ path, body }: { path: string; body?: object }) => {
    const on = request(portal.server);
    const url = `/api/analytics${path}`;
    return body ? on.post(url).send(body) : on.get(url);
  };

  it.each(Object.entries(CALLS))(
    'is a value or refused, as %s',
    async (_, callWith) => {
      for (const hostile of HOSTILE) {
        const { answers, rows = [], ...call } = callWith(hostile);
        const { status, body, text } = await ask(call);

        expect([hostile, status, answers.includes(status)]).toEqual([
          hostile,
          status,
          true,
        ]);
        expect(text).not.toMatch(/globex-only|hunter2/);
        expect([hostile, body.rows ?? body.suggestions]).toEqual([
          hostile,
          status === 200 ? rows : undefined,
        ]);
      }
    },
  );

  it('has changed nothing', async () => {
    const { body } = await ask({
      path: '/explorer/query',
      body: { sql: 'SELECT type FROM events' },
    });
    expect(body.rows).toEqual([['click']]);
  });
});
