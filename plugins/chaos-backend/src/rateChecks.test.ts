import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import {
  createService,
  startChaos,
  type FakeSources,
} from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const POD = 'payments-1-abc12-x';

function experiment(checks: unknown): string {
  return stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: {
      name: 'slow',
      namespace: 'shop',
      annotations: { 'shop-platform.io/chaos-checks': stringify(checks) },
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

describeOnPostgres(`Checks of the rate on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  /** Requests a second, in every window. */
  let perSecond: number;
  /** Of those, what core asks of payments within five minutes. */
  let ofCore: number;
  let sources: ReturnType<FakeSources>;
  let chaos: Awaited<ReturnType<typeof startChaos>> | undefined;

  const api = () => {
    if (!chaos) {
      throw new Error('Start it first');
    }
    return request(chaos.server);
  };
  const dryRun = async (...checks: unknown[]) =>
    (
      await api()
        .post('/api/chaos/dry-runs')
        .send({ cluster: 'west', manifest: experiment(checks) })
    ).body;
  const broken = async (...checks: unknown[]): Promise<string[]> =>
    (await dryRun(...checks)).findings
      .filter(({ ok }: { ok: boolean }) => !ok)
      .map(({ message }: { message: string }) => message);
  const details = async (id: string) =>
    (await api().get(`/api/chaos/runs/${id}`)).body;
  const start = async () => {
    const { body: run } = await api()
      .post('/api/chaos/runs')
      .send({
        cluster: 'west',
        manifest: experiment([{ type: 'rate', above: 5 }]),
        confirmation: 'shop',
      });
    west.report('Injected', POD);
    await until(async () =>
      expect((await details(run.id)).run.state).toBe('running'),
    );
    return run.id as string;
  };
  /** As if all of it was so much longer ago. */
  const pass = async (time: string) => {
    const knex = await getDatabase().getClient();
    const back = (...columns: string[]) =>
      Object.fromEntries(
        columns.map(column => [
          column,
          knex.raw(`?? - ?::interval`, [column, time]),
        ]),
      );
    await knex('chaos_runs').update(
      back('started_at', 'injected_at', 'stopping_at', 'ended_at'),
    );
    await knex('chaos_run_samples').update(back('at'));
  };

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    perSecond = 10;
    ofCore = 580;
    sources = [{ state: 'answered' }];
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      chaos: {
        policy: { namespaces: ['shop'] },
        checks: { timeout: '20s', unknowns: 2 },
      },
      traffic: ({ from, to }) => {
        const requests = Math.round(((to - from) / 1_000) * perSecond);
        return requests === 0
          ? []
          : [{ value: 'payments', requests, errors: 0 }];
      },
      edges: () => [
        { caller: 'core', callee: 'payments', requests: ofCore },
        { caller: 'core', callee: 'mail', requests: 9_000 },
        { caller: 'web', callee: 'payments', requests: 9_000 },
      ],
      sources: () => sources,
    });
  });

  afterEach(async () => {
    await chaos?.stop();
    chaos = undefined;
    await west.stop();
  });

  it('are of a service, of one caller of it, or of what is hit', async () => {
    const { mayStart, checks } = await dryRun(
      { type: 'rate', above: 5 },
      { type: 'rate', service: 'payments', caller: 'core', above: 1 },
    );
    expect(mayStart).toBe(true);
    expect(checks).toMatchObject([
      {
        type: 'rate',
        title: 'Request rate of what is hit',
        unit: 'perSecond',
        limit: 5,
        comparator: 'above',
        samples: [{ ok: true, value: expect.closeTo(10, 1) }],
      },
      {
        title: 'Request rate of payments from core',
        // 580 within the 290 seconds whose spans have come.
        samples: [{ ok: true, value: expect.closeTo(2, 1) }],
      },
    ]);
    await expect(
      broken({ type: 'rate', caller: 'nobody', above: 0 }),
    ).resolves.toEqual([
      'Request rate of what is hit from nobody: no request came to payments, is 0 requests a second; it has to be above 0 requests a second',
    ]);
    await expect(broken({ type: 'rate', above: 5, below: 9 })).resolves.toEqual(
      [expect.stringMatching(/[Uu]nrecognized.*below/)],
    );
    await expect(broken({ type: 'rate', above: '5/s' })).resolves.toEqual([
      expect.stringMatching(/expected number/),
    ]);
  });

  it('halt a run in which the requests stay away, which has failed by that', async () => {
    const id = await start();
    perSecond = 0;
    await chaos?.check();
    // The fault is on for too short to tell.
    expect((await details(id)).checks[0].samples).toHaveLength(1);
    await pass('1 minute');
    await chaos?.check();
    await chaos?.check();
    expect((await details(id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason:
        'Request rate of what is hit: no request came to payments, is 0 requests a second; it has to be above 5 requests a second',
    });

    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(id)).run.state).toBe('recovered'),
    );
    await pass('11 minutes');
    await chaos?.look();
    expect((await details(id)).verdict).toMatchObject({
      outcome: 'failed',
      reason:
        'Request rate of what is hit was 0 requests a second while the fault was on (it has to be above 5 requests a second)',
      checks: [
        {
          service: 'Request rate of what is hit',
          measure: 'rate',
          unit: 'perSecond',
          comparator: 'above',
          limit: 5,
          before: expect.closeTo(10, 1),
          during: 0,
          message: 'no request came to payments',
          samples: { before: 1, during: 2, after: 0 },
          ok: false,
        },
      ],
    });
  });

  it('say nothing against the platform where a source of traces did not answer', async () => {
    const id = await start();
    perSecond = 0;
    sources = [{ state: 'failed', message: 'no route to it' }];
    await pass('1 minute');
    await chaos?.check();
    await chaos?.check();
    const { run, checks } = await details(id);
    expect(run).toMatchObject({
      haltedBy: 'system',
      haltReason:
        'Request rate of what is hit could not be told 2 times in a row: not all requests are known: Source 0: no route to it',
    });
    expect(checks[0].samples.at(-1)).not.toHaveProperty('ok');

    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(id)).run.state).toBe('recovered'),
    );
    sources = [{ state: 'answered' }];
    await pass('11 minutes');
    await chaos?.look();
    expect((await details(id)).verdict).toMatchObject({
      outcome: 'inconclusive',
    });
  });

  it('cannot be asked where no source counts requests', async () => {
    sources = [{ state: 'unsupported' }];
    perSecond = 0;
    await expect(broken({ type: 'rate', above: 5 })).resolves.toEqual([
      expect.stringMatching(
        /not all requests are known: no source of traces counts these requests/,
      ),
    ]);
  });
});
