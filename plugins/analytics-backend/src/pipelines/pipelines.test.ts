import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import { createShop } from '../__testUtils__/shop';
import { startAnalytics } from '../__testUtils__/startAnalytics';
import { RUN, startPipeline, TOKEN } from '../__testUtils__/startPipeline';

const { batches: _batches, ...orders } = RUN.tables[0];
const run = { ...RUN, tables: [orders] };
const january = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
const etl = '/pipelines/analytics-etl';

describeOnClickHouse('the runs of pipelines', getDatabase => {
  let service: Awaited<ReturnType<typeof startPipeline>>;
  let portal: Awaited<ReturnType<typeof startAnalytics>>;

  const start = (pipeline: object) =>
    startAnalytics({
      clickhouse: getDatabase().service,
      analytics: { pipelines: [{ name: 'analytics-etl', ...pipeline }] },
    });
  const get = (path: string, on = portal) =>
    request(on.server).get(`/api/analytics${path}`);
  const post = (path: string, body: object, on = portal) =>
    request(on.server).post(`/api/analytics${path}`).send(body);
  const refused = async (path: string, body: object, on = portal) => {
    const answer = await post(path, body, on);
    return [answer.status, answer.body.error?.message];
  };

  beforeAll(async () => {
    await createShop(getDatabase());
    service = await startPipeline();
    portal = await start({ url: service.url, token: TOKEN, maxLag: '10m' });
    portal.granted.add('analytics.pipeline.run');
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.answerWith(202, RUN);
    service.asked.splice(0);
    portal.records.splice(0);
  });

  it('says which pipelines can be started, and whose they are', async () => {
    const { body } = await get('/pipelines');

    expect(body.pipelines).toEqual([
      expect.objectContaining({
        name: 'analytics-etl',
        entityRef: 'component:default/analytics-etl',
        runs: { tables: ['orders_analytics'] },
        tables: [expect.objectContaining({ lagLimitSeconds: 600 })],
      }),
    ]);
  });

  it('has older runs as they were written down, after those of the service', async () => {
    const { command, insert } = getDatabase();
    await command(
      `CREATE TABLE etl_runs (pipeline String, run_id UUID, trigger String, status String, started_at DateTime64(3, 'UTC'), finished_at DateTime64(3, 'UTC'), rows UInt64, failure String) ENGINE = MergeTree ORDER BY started_at`,
    );
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const stored = {
      pipeline: 'analytics-etl',
      run_id: id(1),
      trigger: 'schedule',
      status: 'succeeded',
      started_at: '2026-01-30 00:00:00.000',
      finished_at: '2026-01-30 00:00:02.500',
      rows: 412,
      failure: '',
    };
    await insert('etl_runs', [
      stored,
      {
        ...stored,
        run_id: id(2),
        trigger: 'manual',
        status: 'failed',
        started_at: '2026-01-31 00:00:00.000',
        failure: 'events: No column page',
      },
      // The service has it itself, or began after its oldest.
      { ...stored, run_id: RUN.id },
      { ...stored, run_id: id(3), started_at: '2026-02-01 00:00:00.000' },
      { ...stored, run_id: id(4), pipeline: 'of-another' },
    ]);
    service.answerWith(200, { items: [RUN] });
    const { status, body } = await get(`${etl}/runs`);
    await command('DROP TABLE etl_runs');

    expect([status, body.runs[0]]).toEqual([200, run]);
    expect(body.runs.slice(1)).toEqual([
      expect.objectContaining({
        id: id(2),
        trigger: 'manual',
        status: 'failed',
        failure: 'events: No column page',
      }),
      {
        id: id(1),
        trigger: 'schedule',
        status: 'succeeded',
        askedAt: '2026-01-30T00:00:00.000Z',
        startedAt: '2026-01-30T00:00:00.000Z',
        finishedAt: '2026-01-30T00:00:02.500Z',
        rows: 412,
        tables: [],
      },
    ]);
  });

  it('starts a run and a back-fill, tells how far they are, and records who asked', async () => {
    const started = await post(`${etl}/runs`, {});
    expect([started.status, started.body]).toEqual([200, run]);
    const filled = await post(`${etl}/backfills`, {
      ...january,
      tables: ['orders_analytics'],
    });
    expect([filled.status, filled.body]).toEqual([200, run]);

    service.answerWith(200, RUN);
    expect((await get(`${etl}/runs/${RUN.id}`)).body).toEqual(run);
    service.answerWith(200, { items: [RUN] });
    expect((await get(`${etl}/runs`)).body).toEqual({
      runs: [run],
      unavailable: [],
    });

    expect(service.asked).toEqual([
      { method: 'POST', path: '/runs', body: {} },
      {
        method: 'POST',
        path: '/backfills',
        body: {
          tables: ['orders_analytics'],
          from: '2026-01-01T00:00:00.000Z',
          to: '2026-01-02T00:00:00.000Z',
        },
      },
      { method: 'GET', path: `/runs/${RUN.id}`, body: '' },
      { method: 'GET', path: '/runs', body: '' },
    ]);
    expect(portal.records).toEqual([
      {
        eventId: 'pipeline-run',
        meta: { pipeline: 'analytics-etl' },
        outcome: 'success',
      },
      {
        eventId: 'pipeline-backfill',
        meta: {
          pipeline: 'analytics-etl',
          ...january,
          tables: ['orders_analytics'],
        },
        outcome: 'success',
      },
    ]);
  });

  it('lets those read who may read, and start who may start', async () => {
    portal.granted.delete('analytics.pipeline.run');
    expect(await refused(`${etl}/runs`, {})).toEqual([
      403,
      expect.stringMatching(/analytics\.pipeline\.run/),
    ]);
    expect((await refused(`${etl}/backfills`, january))[0]).toBe(403);
    expect(service.asked).toEqual([]);
    expect(portal.records.map(({ outcome }) => outcome)).toEqual([
      'failure',
      'failure',
    ]);
    service.answerWith(200, { items: [] });
    expect((await get(`${etl}/runs`)).status).toBe(200);

    portal.granted.delete('analytics.pipeline.read');
    expect((await get(`${etl}/runs`)).status).toBe(403);
    expect((await get(`${etl}/runs/${RUN.id}`)).status).toBe(403);
    portal.granted.add('analytics.pipeline.run').add('analytics.pipeline.read');
  });

  it.each([
    [{ ...january, tables: ['secrets'] }, /copies no table 'secrets'.*orders_/],
    [{ ...january, tables: [] }, /tables/],
    [{ from: january.to, to: january.from }, /'from' has to lie before 'to'/],
    [{ from: january.from, to: january.from }, /'from' has to lie before 'to'/],
    [{ ...january, to: '2200-01-01T00:00:00Z' }, /'to' lies in the future/],
    [{ ...january, from: 'yesterday, or so' }, /'from' has to be a moment/],
    [{ from: january.from }, /to/],
  ])('refuses the back-fill %j', async (body, reason) => {
    expect(await refused(`${etl}/backfills`, body)).toEqual([
      400,
      expect.stringMatching(reason),
    ]);
    expect(service.asked).toEqual([]);
  });

  it.each([
    [400, { detail: 'Three years at most.' }, 400, /refused: Three years/],
    [404, { detail: 'No longer remembered.' }, 404, /No longer remembered/],
    [429, { detail: 'Ten wait.' }, 429, /enough to do: Ten wait/],
    [503, { title: 'Dependency unavailable' }, 503, /cannot work now: Depend/],
    [500, 'oops', 502, /it answered 500.*log/],
    [202, { id: 1 }, 502, /not a run.*analytics\.pipelines/],
  ])('says what a service means by %i %j', async (status, body, code, text) => {
    service.answerWith(status, body);
    expect(await refused(`${etl}/runs`, {})).toEqual([
      code,
      expect.stringMatching(text),
    ]);
  });

  it('says what to do about a service that is silent, strange or unknown', async () => {
    const strange = await start({ url: service.url, token: 'other' });
    strange.granted.add('analytics.pipeline.run');
    expect(await refused(`${etl}/runs`, {}, strange)).toEqual([
      502,
      expect.stringMatching(/corrects analytics\.pipelines\[\]\.token/),
    ]);

    const gone = await startPipeline();
    await gone.close();
    const silent = await start({ url: gone.url, token: TOKEN });
    silent.granted.add('analytics.pipeline.run');
    expect(await refused(`${etl}/runs`, {}, silent)).toEqual([
      503,
      expect.stringMatching(/connection was refused.*try again/),
    ]);

    const unknown = await start({});
    unknown.granted.add('analytics.pipeline.run');
    expect(await refused(`${etl}/runs`, {}, unknown)).toEqual([
      404,
      expect.stringMatching(/adds its name, url and token under analytics/),
    ]);
    expect(
      (await get('/pipelines', unknown)).body.pipelines[0],
    ).not.toHaveProperty('runs');
  });
});
