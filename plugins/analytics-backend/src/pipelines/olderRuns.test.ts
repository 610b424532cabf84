import { createClickHouseService } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import { startAnalytics } from '../__testUtils__/startAnalytics';
import { RUN, startPipeline, TOKEN } from '../__testUtils__/startPipeline';
import { wrapClickHouse } from '../__testUtils__/wrapClickHouse';

const STORED = {
  id: '00000000-0000-4000-8000-000000000001',
  trigger: 'schedule',
  status: 'succeeded',
  started_ms: Date.parse('2026-01-30T00:00:00Z'),
  finished_ms: Date.parse('2026-01-30T00:00:02Z'),
  rows: '412',
  failure: '',
};
const missing = {
  part: 'older-runs',
  reason: expect.stringMatching(/ClickHouse 'default' at 127\.0\.0\.1/),
  since: expect.stringMatching(/^\d{4}-.*Z$/),
};

describe('the runs of a pipeline while ClickHouse is away', () => {
  let service: Awaited<ReturnType<typeof startPipeline>>;
  let nobody: ReturnType<typeof createClickHouseService>;

  const start = (clickhouse = nobody.service) =>
    startAnalytics({
      clickhouse,
      analytics: {
        pipelines: [{ name: 'analytics-etl', url: service.url, token: TOKEN }],
      },
    });
  const runsOn = async (on: Awaited<ReturnType<typeof start>>) => {
    const { status, body } = await request(on.server).get(
      '/api/analytics/pipelines/analytics-etl/runs',
    );
    const { runs = [], unavailable } = body;
    return [status, runs.map(({ id }: { id: string }) => id), unavailable];
  };

  beforeAll(async () => {
    service = await startPipeline();
    const closed = await startPipeline();
    await closed.close();
    nobody = createClickHouseService({ url: closed.url });
  });
  beforeEach(() => service.answerWith(200, { items: [RUN] }));
  afterAll(() => Promise.all([service.close(), nobody.close()]));

  it('are those that the service tells, and the older ones are said to be missing', async () => {
    expect(await runsOn(await start())).toEqual([200, [RUN.id], [missing]]);
  });

  it('are also the older ones that were read before, until it is back', async () => {
    let isAway = false;
    const portal = await start(
      wrapClickHouse(nobody.service, connection => ({
        query: async (query, options) =>
          isAway
            ? connection.query(query, options)
            : {
                rows: [options.schema.parse(STORED)],
                truncated: false,
                statistics: {
                  elapsedMs: 1,
                  readRows: undefined,
                  readBytes: undefined,
                },
              },
      })),
    );
    const whole = [200, [RUN.id, STORED.id], []];
    expect(await runsOn(portal)).toEqual(whole);
    isAway = true;
    const [status, runs, [first]] = await runsOn(portal);
    expect([status, runs, first]).toEqual([200, whole[1], missing]);
    // They are as old as when they were read, however often it is tried.
    expect((await runsOn(portal))[2]).toEqual([first]);
    isAway = false;
    expect(await runsOn(portal)).toEqual(whole);
  });

  it('are refused as before where the service itself does not answer', async () => {
    service.answerWith(503, { title: 'Dependency unavailable' });
    expect((await runsOn(await start()))[0]).toBe(503);
  });
});
