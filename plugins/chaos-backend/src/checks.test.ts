import { type JsonObject } from '@backstage/types';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const ANNOTATION = 'shop-platform.io/chaos-checks';
const POD = 'payments-1-abc12-x';

function experiment(checks: unknown): string {
  return stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: {
      name: 'slow',
      namespace: 'shop',
      annotations: {
        [ANNOTATION]: typeof checks === 'string' ? checks : stringify(checks),
      },
    },
    spec: {
      action: 'delay',
      mode: 'one',
      duration: '2m',
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
      },
      delay: { latency: '300ms' },
    },
  });
}

describeOnPostgres(`Steady-state checks on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let shop: Server;
  let url: string;
  /** What the shop answers to everything but Prometheus' queries. */
  let status: number;
  /** What Prometheus answers. */
  let failures: string;
  /** Whether Prometheus is there. */
  let isObserved: boolean;
  const seen: { path: string; authorization?: string }[] = [];
  let chaos: Awaited<ReturnType<typeof startChaos>> | undefined;

  const start = async (checks?: JsonObject) => {
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      chaos: {
        policy: { namespaces: ['shop'] },
        ...(checks ? { checks: { timeout: '20s', ...checks } } : {}),
      },
    });
  };
  const api = () => {
    if (!chaos) {
      throw new Error('Start it first');
    }
    return request(chaos.server);
  };
  const dryRun = async (manifest: string) =>
    (
      await api()
        .post('/api/chaos/dry-runs')
        .send({ cluster: 'west', manifest })
    ).body;
  const details = async (id: string) =>
    (await api().get(`/api/chaos/runs/${id}`)).body;
  /** Has it judged, as if it was over long ago: here are no traces, which are asked for a while. */
  const end = async () => {
    const knex = await getDatabase().getClient();
    const back = (...columns: string[]) =>
      Object.fromEntries(
        columns.map(column => [
          column,
          knex.raw(`?? - interval '11 minutes'`, [column]),
        ]),
      );
    await knex('chaos_runs').update(
      back('started_at', 'injected_at', 'stopping_at', 'ended_at'),
    );
    await knex('chaos_run_samples').update(back('at'));
    await chaos?.look();
  };
  const broken = async (manifest: string): Promise<string[]> =>
    (await dryRun(manifest)).findings
      .filter(({ ok }: { ok: boolean }) => !ok)
      .map(({ message }: { message: string }) => message);

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    status = 200;
    failures = '0.01';
    isObserved = true;
    seen.length = 0;
    shop = createServer((asked, response) => {
      const { authorization } = asked.headers;
      seen.push({
        path: asked.url ?? '',
        ...(authorization ? { authorization } : {}),
      });
      if (asked.url === '/prometheus/api/v1/query' && !isObserved) {
        response.writeHead(503).end();
        return;
      }
      if (asked.url === '/prometheus/api/v1/query') {
        response.setHeader('content-type', 'application/json');
        // As Prometheus 2.42 answers.
        response.end(
          `{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1764000000.123,"${failures}"]}]}}`,
        );
        return;
      }
      if (asked.url === '/moved') {
        response.writeHead(302, { location: '/elsewhere' }).end();
        return;
      }
      response.writeHead(status).end('{"ok":true}');
    });
    await new Promise<void>(resolve => {
      shop.listen(0, '127.0.0.1', resolve);
    });
    const { port } = shop.address() as AddressInfo;
    url = `http://127.0.0.1:${port}`;
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
  });

  afterEach(async () => {
    await chaos?.stop();
    chaos = undefined;
    await west.stop();
    shop.closeAllConnections();
    await new Promise(resolve => {
      shop.close(resolve);
    });
  });

  it('looks before, during and after, halts a run that does not hold, and judges it by that', async () => {
    await start({
      origins: [url],
      prometheus: {
        url: `${url}/prometheus/`,
        headers: { authorization: 'Bearer monitoring' },
      },
    });
    const manifest = experiment([
      { type: 'http', name: 'Front page', url: `${url}/`, below: '1m' },
      { type: 'promql', name: 'Failures', query: 'sum(x)', below: 0.05 },
    ]);
    const { mayStart, checks } = await dryRun(manifest);
    expect(mayStart).toBe(true);
    expect(checks).toMatchObject([
      { type: 'http', unit: 'ms', limit: 60_000, samples: [{ ok: true }] },
      { type: 'promql', limit: 0.05, samples: [{ ok: true, value: 0.01 }] },
    ]);

    const { body: run } = await api().post('/api/chaos/runs').send({
      cluster: 'west',
      manifest,
      confirmation: 'shop',
    });
    await chaos?.check();
    const sampled = async () =>
      (await details(run.id)).checks.map(
        ({ samples }: { samples: unknown[] }) => samples.length,
      );
    // Until the fault is on, only what was seen before it counts.
    expect(await sampled()).toEqual([1, 1]);

    west.report('Injected', POD);
    await until(async () =>
      expect((await details(run.id)).run.state).toBe('running'),
    );
    failures = '0.4';
    await chaos?.check();
    expect((await details(run.id)).run.haltedBy).toBeUndefined();
    await chaos?.check();
    expect((await details(run.id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason: 'Failures: is 0.4; it has to be below 0.05',
    });
    expect(west.experiments()[0].metadata.deletionTimestamp).toBeDefined();

    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(run.id)).run.state).toBe('recovered'),
    );
    failures = '0.02';
    await chaos?.check();
    expect(await sampled()).toEqual([4, 4]);

    await end();
    expect((await details(run.id)).verdict).toMatchObject({
      outcome: 'failed',
      reason:
        'Failures was 0.4 while the fault was on (it has to be below 0.05)',
      checks: [
        { service: 'Front page', role: 'check', measure: 'http', ok: true },
        {
          service: 'Failures',
          measure: 'promql',
          before: 0.01,
          during: 0.4,
          after: 0.02,
          samples: { before: 1, during: 2, after: 1 },
          ok: false,
        },
      ],
    });
    // The address was asked as nobody, and Prometheus as the configuration says.
    expect(seen).toContainEqual({ path: '/' });
    expect(seen).toContainEqual({
      path: '/prometheus/api/v1/query',
      authorization: 'Bearer monitoring',
    });
  });

  it('halts what it cannot watch any more, and then says nothing against the platform', async () => {
    await start({
      prometheus: { url: `${url}/prometheus/` },
      unknowns: 3,
    });
    const { body: run } = await api()
      .post('/api/chaos/runs')
      .send({
        cluster: 'west',
        manifest: experiment([
          { type: 'promql', name: 'Failures', query: 'sum(x)', below: 0.05 },
        ]),
        confirmation: 'shop',
      });
    west.report('Injected', POD);
    await until(async () =>
      expect((await details(run.id)).run.state).toBe('running'),
    );
    const haltedBy = async () => (await details(run.id)).run.haltedBy;
    // Silence breaks nothing, and an answer begins the count anew.
    isObserved = false;
    await chaos?.check();
    await chaos?.check();
    isObserved = true;
    await chaos?.check();
    isObserved = false;
    await chaos?.check();
    await chaos?.check();
    expect(await haltedBy()).toBeUndefined();
    await chaos?.check();
    expect((await details(run.id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason:
        'Failures could not be told 3 times in a row: Prometheus does not answer',
    });

    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(run.id)).run.state).toBe('recovered'),
    );
    await end();
    expect((await details(run.id)).verdict).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringMatching(/could not be (told|read)/),
      checks: [{ service: 'Failures', ok: true }],
    });
  });

  it('does not start what does not hold before it, and says what it saw', async () => {
    await start({ origins: [url] });
    status = 503;
    const manifest = experiment([{ type: 'http', url: `${url}/health` }]);
    await expect(broken(manifest)).resolves.toEqual([
      expect.stringMatching(/health: answered 503, not 200/),
    ]);
    const { status: refused } = await api().post('/api/chaos/runs').send({
      cluster: 'west',
      manifest,
      confirmation: 'shop',
    });
    expect(refused).toBe(409);
    expect(west.applied).toEqual([]);
  });

  it('asks only where the configuration says, and follows nothing out of it', async () => {
    await start({ origins: [url] });
    const { port } = new URL(url);
    for (const [asked, message] of [
      [`http://localhost:${port}/`, /may not ask http:\/\/localhost/],
      [`http://169.254.169.254/latest`, /may not ask/],
      [`http://x:y@127.0.0.1:${port}/`, /with credentials/],
      [`file:///etc/passwd`, /is not an address/],
      [`${url}@example.com/`, /credentials|may not ask/],
    ] as const) {
      await expect(
        broken(experiment([{ type: 'http', url: asked }])),
      ).resolves.toEqual([expect.stringMatching(message)]);
    }
    expect(seen).toEqual([]);

    await expect(
      broken(experiment([{ type: 'http', url: `${url}/moved` }])),
    ).resolves.toEqual([expect.stringMatching(/answered 302, not 200/)]);
    expect(seen).toEqual([{ path: '/moved' }]);
  });

  it('says what to configure, and what is wrong in the list', async () => {
    await start();
    await expect(
      broken(
        experiment([
          { type: 'promql', query: 'up', above: 0 },
          { type: 'sql', query: 'orders', above: 0 },
        ]),
      ),
    ).resolves.toEqual([
      expect.stringMatching(/chaos\.checks\.prometheus\.url/),
      expect.stringMatching(
        /no query 'orders': chaos\.checks\.queries has none/,
      ),
    ]);
    for (const [checks, message] of [
      [[{ type: 'promql', query: 'up' }], /either 'below' or 'above'/],
      [[{ type: 'latency', below: 'soon' }], /length of time/],
      [[{ type: 'http', url, redirect: true }], /[Uu]nrecognized/],
      [': {', /not YAML/],
    ] as const) {
      await expect(broken(experiment(checks))).resolves.toEqual([
        expect.stringMatching(message),
      ]);
    }
  });
});
