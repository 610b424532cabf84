import { mockCredentials } from '@backstage/backend-test-utils';
import { createClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import { startAnalytics } from '../__testUtils__/startAnalytics';
import { RUN, startPipeline, TOKEN } from '../__testUtils__/startPipeline';
import { wrapClickHouse } from '../__testUtils__/wrapClickHouse';

const REPORT = {
  pipeline: 'analytics-etl',
  table_name: 'orders_analytics',
  up_to_ms: Date.parse('2026-02-01T00:00:00Z'),
  last_success_ms: Date.parse('2026-02-01T00:00:04Z'),
  last_run_ms: Date.parse('2026-02-01T00:05:00Z'),
  rows: '412',
  duration_ms: '120',
  error: '',
};
const missing = {
  part: 'tables',
  reason: expect.stringMatching(/ClickHouse 'default' at 127\.0\.0\.1/),
  since: expect.stringMatching(/^\d{4}-.*Z$/),
};
const known = {
  table: 'orders_analytics',
  upTo: '2026-02-01T00:00:00.000Z',
  lagLimitSeconds: 900,
  rows: '412',
  durationMs: '120',
  lastSuccessAt: '2026-02-01T00:00:04.000Z',
  lastRunAt: '2026-02-01T00:05:00.000Z',
};

describe('the pipelines while ClickHouse is away', () => {
  let service: Awaited<ReturnType<typeof startPipeline>>;
  let nobody: ReturnType<typeof createClickHouseService>;
  /** What was read is as good as new for some seconds. */
  let jump = 0;

  const start = (
    clickhouse = nobody.service,
    pipelines = [{ name: 'analytics-etl', url: service.url, token: TOKEN }],
  ) => startAnalytics({ clickhouse, analytics: { pipelines } });
  const listOn = async (on: Awaited<ReturnType<typeof start>>) => {
    jump += 60_000;
    const { status, body } = await request(on.server).get(
      '/api/analytics/pipelines',
    );
    return { status, ...body };
  };
  const etl = (tables: object[]) => ({
    name: 'analytics-etl',
    entityRef: 'component:default/analytics-etl',
    runs: { tables: tables.map(() => 'orders_analytics') },
    tables,
  });

  beforeAll(async () => {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + jump);
    service = await startPipeline();
    const closed = await startPipeline();
    await closed.close();
    nobody = createClickHouseService({ url: closed.url });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await Promise.all([service.close(), nobody.close()]);
  });

  it('are those of the configuration, and their tables are said to be missing', async () => {
    expect(await listOn(await start())).toEqual({
      status: 200,
      pipelines: [etl([])],
      unavailable: [missing],
    });
  });

  it('have their tables as they were read before, until it is back', async () => {
    let isAway = false;
    const portal = await start(
      wrapClickHouse(nobody.service, connection => ({
        query: async (query, options) =>
          isAway
            ? connection.query(query, options)
            : {
                rows: [options.schema.parse(REPORT)],
                truncated: false,
                statistics: {
                  elapsedMs: 1,
                  readRows: undefined,
                  readBytes: undefined,
                },
              },
      })),
    );
    const whole = {
      status: 200,
      pipelines: [etl([{ ...known, lagSeconds: expect.any(Number) }])],
      unavailable: [],
    };
    expect(await listOn(portal)).toEqual(whole);
    isAway = true;
    const first = await listOn(portal);
    // How far behind they are by now nobody knows.
    expect(first).toEqual({
      status: 200,
      pipelines: [etl([known])],
      unavailable: [missing],
    });
    // They are as old as when they were read, however often it is tried.
    expect(await listOn(portal)).toEqual(first);
    isAway = false;
    expect(await listOn(portal)).toEqual(whole);
  });

  it('can be started for one table', async () => {
    const portal = await start();
    portal.granted.add('analytics.pipeline.run');
    service.answerWith(202, RUN);
    const { status } = await request(portal.server)
      .post('/api/analytics/pipelines/analytics-etl/runs')
      .send({ tables: ['orders_analytics'] });
    expect(status).toBe(200);
  });

  it('are refused where there is nothing to tell of them', async () => {
    const { status, error } = await listOn(await start(nobody.service, []));
    expect([status, error.message]).toEqual([503, missing.reason]);
  });

  it('are told to agents with what is missing', async () => {
    const { actionsRegistry } = await start();
    const { output } = await actionsRegistry.invoke({
      id: 'test:pipeline-status',
      input: {},
      credentials: mockCredentials.user(),
    });
    expect(output).toMatchObject({
      pipelines: [{ name: 'analytics-etl', tables: [] }],
      unavailable: [missing],
    });
  });
});
