import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Components } from '../components/Components';
import { type CheckSettings } from '../config';
import { type Run } from '../runs/types';
import { type ReadRequests } from '../verdict/RequestsReader';
import { type Traffic } from '../verdict/TrafficReader';
import { CheckSources } from './CheckSources';
import { judgeChecks } from './judgeChecks';
import { readChecks } from './readChecks';
import { type Check, type Sample } from './types';

const settings: CheckSettings = {
  origins: [],
  queries: [
    { name: 'orders', sql: 'SELECT count() FROM orders', connection: 'shop' },
  ],
  timeoutMs: 20_000,
  failures: 2,
  unknowns: 6,
};
const entities = ['component:default/payments', 'component:default/core'];

function check(yaml: string): Check {
  const { checks, problems } = readChecks({
    'shop-platform.io/chaos-checks': `[${yaml}]`,
  });
  expect(problems).toEqual([]);
  return checks[0];
}

function ask(
  asked: Check,
  options: {
    settings?: Partial<CheckSettings>;
    table?: () => Promise<unknown[][]>;
    traffic?: Record<string, Traffic>;
    failed?: string[];
    requests?: ReadRequests;
    window?: { from: number; to: number };
  } = {},
) {
  const { table = async () => [], traffic = {}, failed = [] } = options;
  const { window = { from: 0, to: 1 } } = options;
  const connection = jest.fn(() => ({
    table: jest.fn(async () => ({ rows: await table() })),
  }));
  const sources = new CheckSources({
    settings: { ...settings, ...options.settings },
    clickhouse: { connection },
    readTraffic: async () => ({
      services: new Map(
        Object.entries(traffic).map(([service, each]) => [
          service,
          { scope: 'region', windows: [each] },
        ]),
      ),
      failed,
    }),
    readRequests:
      options.requests ??
      (async () => ({ requests: new Map(), unknown: ['nobody answers'] })),
    readComponents: async () =>
      new Components(
        entities.map(ref => ({
          ref,
          title: ref,
          service: ref.replace('component:default/', ''),
          hasPod: () => false,
          dependents: [],
          owners: [],
        })),
      ),
  });
  const { signal } = new AbortController();
  return sources.ask(asked, {
    entities,
    region: 'west',
    since: -1,
    ...window,
    signal,
  });
}

describe('Prometheus', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(answer.status).end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url =
      typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  // As Prometheus 2.42 answers /api/v1/query.
  it.each([
    [
      200,
      '{"status":"success","data":{"resultType":"scalar","result":[1764409000.1,"3"]}}',
      { value: 3, ok: true },
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1764409000.1,"7.5"]}]}}',
      { value: 7.5, ok: false },
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[]}}',
      { message: 'the query gives nothing' },
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"1"},"value":[1,"1"]},{"metric":{"a":"2"},"value":[1,"2"]}]}}',
      { message: expect.stringMatching(/gives 2 numbers, not one/) },
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]}]}}',
      { message: 'the query gives NaN, not a number' },
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      { message: 'the query gives a matrix, not a number' },
    ],
    [
      400,
      '{"status":"error","errorType":"bad_data","error":"invalid parameter \\"query\\": 1:5: parse error: unclosed left parenthesis"}',
      { message: expect.stringMatching(/Prometheus says: .*unclosed left/) },
    ],
    [
      502,
      '{"gateway":true}',
      { message: 'Prometheus answered 502, not as its API does' },
    ],
    [502, '<html>', { message: 'Prometheus does not answer' }],
  ])('reads %s %s', async (status, body, expected) => {
    answer = { status, body };
    const asked = check('{type: promql, query: sum(x), below: 5}');
    await expect(
      ask(asked, { settings: { prometheus: { url, headers: {} } } }),
    ).resolves.toEqual(expected);
  });
});

describe('An address', () => {
  let server: Server;
  let url: string;

  beforeEach(async () => {
    // It never answers.
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url =
      typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  });

  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  afterEach(async () => (server.listening ? stop() : undefined));

  it('that is silent is broken only where it was waited for as long as it may take', async () => {
    const asked = (below: string) =>
      ask(check(`{type: http, url: '${url}', below: ${below}}`), {
        settings: { origins: [url], timeoutMs: 100 },
      });
    const message = 'no answer within 100 ms';
    await expect(asked('100ms')).resolves.toEqual({ ok: false, message });
    await expect(asked('2s')).resolves.toEqual({ message });
  });

  it('that is not there is broken', async () => {
    const asked = check(`{type: http, url: '${url}', below: 2s}`);
    await stop();
    await expect(ask(asked, { settings: { origins: [url] } })).resolves.toEqual(
      { ok: false, message: 'no answer' },
    );
  });
});

describe('ClickHouse', () => {
  const asked = () => check('{type: sql, query: orders, above: 10}');

  it.each([
    [[['42']], { value: 42, ok: true }],
    [[[10]], { value: 10, ok: false }],
    [[['many']], { message: 'the query gives "many", not a number' }],
    [[[null]], { message: 'the query gives null, not a number' }],
    [[[1], [2]], { message: expect.stringMatching(/not give one row/) }],
    [[[1, 2]], { message: expect.stringMatching(/not give one row/) }],
  ])('reads %j', async (rows, expected) => {
    await expect(ask(asked(), { table: async () => rows })).resolves.toEqual(
      expected,
    );
  });

  it('says why it could not be read', async () => {
    const table = async () => {
      throw new Error('Unknown table orders');
    };
    await expect(ask(asked(), { table })).resolves.toEqual({
      message: 'ClickHouse says: Unknown table orders',
    });
  });
});

describe('The traces', () => {
  const scope = 'region';
  const traffic = {
    payments: { requests: 100, errors: 20, p95Ms: 90, p99Ms: 400 },
    core: { requests: 100, errors: 1, p95Ms: 700, p99Ms: 900 },
    quiet: { requests: 2, errors: 2, p95Ms: 9_000 },
  };

  it.each([
    [
      '{type: latency, percentile: 99, below: 1s}',
      { value: 900, ok: true, scope },
    ],
    ['{type: latency, below: 500ms}', { value: 700, ok: false, scope }],
    [
      '{type: latency, service: payments, below: 100ms}',
      { value: 90, ok: true, scope },
    ],
    ['{type: errors, below: 0.05}', { value: 0.2, ok: false, scope }],
    ['{type: errors, service: quiet, below: 0.05}', { isQuiet: true }],
  ])('are read as %s says', async (yaml, expected) => {
    await expect(ask(check(yaml), { traffic })).resolves.toEqual(expected);
  });

  it.each(['{type: latency, below: 1s}', '{type: errors, below: 0.5}'])(
    'say nothing of %s where a source did not answer',
    async yaml => {
      const failed = ['Jaeger: no answer'];
      await expect(ask(check(yaml), { traffic, failed })).resolves.toEqual({
        message: 'not all requests are known: Jaeger: no answer',
      });
    },
  );
});

describe('The rate in the traces', () => {
  const scope = 'region';
  // A minute that counts, with the ten seconds in which spans are on their way.
  const window = { from: 100_000, to: 170_000 };
  const reading =
    (counts: Record<string, number>, unknown: string[] = []): ReadRequests =>
    async () => ({
      requests: new Map(
        Object.entries(counts).map(([service, count]) => [
          service,
          { count, scope },
        ]),
      ),
      unknown,
    });
  const rate = (fields: string) => check(`{type: rate, ${fields}}`);

  it.each([
    ['above: 1', { payments: 120, core: 90 }, { value: 1.5, ok: true, scope }],
    [
      'above: 1.5',
      { payments: 120, core: 90 },
      { value: 1.5, ok: false, scope },
    ],
    ['service: core, above: 1', { core: 120 }, { value: 2, ok: true, scope }],
    [
      'above: 1',
      { payments: 120 },
      { value: 0, ok: false, message: 'no request came to core' },
    ],
    [
      'service: core, above: 0',
      {},
      { value: 0, ok: false, message: 'no request came to core' },
    ],
  ])('is of the one with the fewest: %s of %j', async (fields, counts, is) => {
    const requests = reading(counts);
    await expect(ask(rate(fields), { requests, window })).resolves.toEqual(is);
  });

  it('is asked of one caller, for the time whose spans have come', async () => {
    const requests = jest.fn(reading({ core: 600 }));
    const asked = rate('service: core, caller: web, above: 1');
    await expect(ask(asked, { requests, window })).resolves.toEqual({
      value: 10,
      ok: true,
      scope,
    });
    expect(requests).toHaveBeenCalledWith(
      {
        ...{ from: 100_000, to: 160_000, caller: 'web', region: 'west' },
        since: -1,
      },
      expect.anything(),
    );
  });

  it('is not known where a source did not answer, unless the others saw enough', async () => {
    const asked = rate('service: core, above: 1');
    const requests = reading({ core: 30 }, ['Jaeger: no answer']);
    await expect(ask(asked, { requests, window })).resolves.toEqual({
      message: 'not all requests are known: Jaeger: no answer',
    });
    const enough = reading({ core: 90 }, ['Jaeger: no answer']);
    await expect(ask(asked, { requests: enough, window })).resolves.toEqual({
      value: 1.5,
      ok: true,
      scope,
    });
    const broken: ReadRequests = async () => {
      throw new Error('503');
    };
    await expect(ask(asked, { requests: broken, window })).resolves.toEqual({
      message: 'the traces could not be read: 503',
    });
  });

  it('is not told of a time that is too short for it', async () => {
    const requests = reading({});
    await expect(
      ask(rate('above: 1'), { requests, window: { from: 0, to: 19_999 } }),
    ).resolves.toEqual({ isQuiet: true });
  });
});

describe('judgeChecks', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 2, 0, second));
  const run: Run = {
    id: '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
    cluster: 'west',
    region: 'west',
    kind: 'NetworkChaos',
    namespace: 'shop',
    name: 'slow',
    state: 'recovered',
    startedAt: at(0),
    injectedAt: at(10),
    stoppingAt: at(40),
    endedAt: at(45),
    entities: [],
    targets: [],
    manifest: '',
  };
  const asked = check('{type: promql, query: x, below: 5}');
  const seen = (second: number, value?: number): Sample => ({
    check: 0,
    at: at(second).toISOString(),
    ...(value === undefined
      ? { message: 'Prometheus does not answer' }
      : { value, ok: value < 5 }),
  });
  const judged = (...samples: Sample[]) =>
    judgeChecks(run, [asked], { samples, failures: 2 });

  it('does not break for one failure, nor for what could not be told', () => {
    const [held] = judged(
      seen(0, 1),
      seen(15, 9),
      seen(20),
      seen(25, 9),
      seen(30, 2),
      // While it is taken back, and after it.
      seen(42, 9),
      seen(50, 1),
    );
    expect(held).toMatchObject({
      ok: true,
      before: 1,
      during: 9,
      after: 1,
      samples: { before: 1, during: 4, after: 1 },
    });
  });

  it('breaks for failures in a row, and for what does not come back', () => {
    expect(judged(seen(15, 9), seen(20, 8), seen(50, 1))).toMatchObject([
      { ok: false, during: 9, after: 1 },
    ]);
    expect(judged(seen(15, 1), seen(50, 1), seen(55, 6))).toMatchObject([
      { ok: false, during: 1, after: 6 },
    ]);
    expect(judged(seen(0, 1))).toEqual([]);
  });
});
