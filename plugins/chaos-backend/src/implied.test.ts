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
  type FakeTraffic,
} from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const POD = 'payments-1-abc12-x';
const manifest = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
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

describeOnPostgres(`Implied checks on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let traffic: FakeTraffic;
  let edges: { caller: string; callee: string }[];

  const details = async (id: string) =>
    (await request(chaos.server).get(`/api/chaos/runs/${id}`)).body;

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    if (await knex.schema.hasTable('chaos_runs')) {
      await knex('chaos_runs').delete();
    }
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    edges = [];
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [
        createService('payments', ['core']),
        createService('core'),
        createService('shipping'),
      ],
      chaos: {
        policy: { namespaces: ['shop'] },
        steadyState: { errorRate: 0.1, p95: '500ms' },
      },
      traffic: window => traffic(window),
      edges: () => edges,
    });
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  async function begin(): Promise<string> {
    const { body } = await request(chaos.server)
      .post('/api/chaos/runs')
      .send({ cluster: 'west', manifest, confirmation: 'shop' });
    west.report('Injected', POD);
    await until(async () =>
      expect((await details(body.id)).run.state).toBe('running'),
    );
    return body.id;
  }

  /** As if all of it was some minutes ago. */
  async function ageByMinutes(count: number): Promise<void> {
    const knex = await getDatabase().getClient();
    const age = async (table: string, ...columns: string[]) =>
      knex(table).update(
        Object.fromEntries(
          columns.map(column => [
            column,
            knex.raw(`?? - ? * interval '1 minute'`, [column, count]),
          ]),
        ),
      );
    await age(
      'chaos_runs',
      'started_at',
      'injected_at',
      'stopping_at',
      'ended_at',
    );
    await age('chaos_run_traffic', 'at');
  }

  it('are followed of each service against its limit, while the run is on and after it', async () => {
    let started = new Date().toISOString();
    traffic = window => [
      {
        value: 'payments',
        requests: 100,
        errors: window.to <= Date.parse(started) ? 1 : 20,
        p95Ms: window.to <= Date.parse(started) ? 40 : 800,
      },
      // It was too slow before: the verdict does not look at that.
      { value: 'core', requests: 50, errors: 5, p95Ms: 900 },
      // Nothing of it depends on payments.
      { value: 'shipping', requests: 50, errors: 50 },
    ];
    const id = await begin();
    started = (await details(id)).run.startedAt;
    expect((await details(id)).implied).toEqual([]);

    chaos.publish.mockClear();
    await chaos.observe();
    expect(chaos.publish).toHaveBeenCalled();
    const scope = 'spans-without-region';
    const before = { at: started, scope };
    expect((await details(id)).implied).toEqual([
      {
        service: 'payments',
        entity: 'component:default/payments',
        role: 'target',
        measure: 'errorRate',
        unit: 'ratio',
        limit: 0.1,
        samples: [
          { ...before, value: 0.01, ok: true },
          { at: expect.any(String), scope, value: 0.2, ok: false },
        ],
      },
      expect.objectContaining({
        service: 'payments',
        measure: 'p95',
        unit: 'ms',
        limit: 500,
        samples: [
          { ...before, value: 40, ok: true },
          { at: expect.any(String), scope, value: 800, ok: false },
        ],
      }),
      expect.objectContaining({
        service: 'core',
        role: 'caller',
        measure: 'errorRate',
        samples: [
          { ...before, value: 0.1, ok: true },
          { at: expect.any(String), scope, value: 0.1, ok: true },
        ],
      }),
    ]);

    await request(chaos.server).post(`/api/chaos/runs/${id}/halt`).send({});
    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(id)).run.endedAt).toBeDefined(),
    );
    await chaos.observe();
    const [errors] = (await details(id)).implied;
    expect(errors.samples).toHaveLength(3);
  });

  it('tell with the verdict how fast the fault was seen and over, and what it cost', async () => {
    const failing = (errors: number) => [
      { value: 'payments', requests: 100, errors, p95Ms: 40 },
      { value: 'core', requests: 100, errors, p95Ms: 40 },
    ];
    let start = new Date().toISOString();
    traffic = ({ to }) => failing(to <= Date.parse(start) ? 1 : 20);
    const id = await begin();
    start = (await details(id)).run.startedAt;
    await chaos.observe();
    await request(chaos.server).post(`/api/chaos/runs/${id}/halt`).send({});
    west.report('Not Injected', POD);
    west.finalize();
    await until(async () =>
      expect((await details(id)).run.endedAt).toBeDefined(),
    );
    traffic = () => failing(0);
    await chaos.observe();

    const { run, implied, events } = await details(id);
    const [, broken, held] = implied[0].samples;
    expect([broken, held]).toMatchObject([{ ok: false }, { ok: true }]);
    const halted = events.find(
      ({ type }: { type: string }) => type === 'halted',
    );
    await ageByMinutes(2);
    const aged = (await details(id)).run;
    traffic = ({ from, to }) => {
      if (to <= Date.parse(aged.startedAt)) {
        return failing(1);
      }
      return failing(from >= Date.parse(aged.endedAt) ? 0 : 20);
    };
    await chaos.look();
    expect((await details(id)).verdict).toMatchObject({
      outcome: 'failed',
      timeToDetectMs: Date.parse(broken.at) - Date.parse(run.injectedAt),
      timeToRecoverMs: Date.parse(held.at) - Date.parse(halted.at),
      // Not those of core as well, which calls it.
      requestsLost: 19,
    });
    const { verdict } = await details(id);
    const { output } = await chaos.actionsRegistry.invoke({
      id: 'test:get-experiment',
      input: { id },
    });
    const { timeToDetectMs, timeToRecoverMs, requestsLost } = verdict;
    expect(output).toMatchObject({
      verdict: { timeToDetectMs, timeToRecoverMs, requestsLost },
    });
  });

  it('are followed of who was seen to call, also what the catalog does not have', async () => {
    traffic = () =>
      ['payments', 'batch', 'shipping'].map(value => ({
        value,
        requests: 50,
        errors: 10,
      }));
    edges = [
      { caller: 'batch', callee: 'payments' },
      { caller: 'shipping', callee: 'payments' },
      { caller: 'payments', callee: 'bank' },
    ];
    const id = await begin();
    await chaos.observe();
    const { implied } = await details(id);
    expect(implied).toMatchObject([
      { service: 'payments', role: 'target' },
      { service: 'batch', role: 'caller' },
      {
        service: 'shipping',
        role: 'caller',
        entity: 'component:default/shipping',
      },
    ]);
    expect(implied[1]).not.toHaveProperty('entity');
  });

  it('are not said of too few requests, nor of traces that are away', async () => {
    traffic = () => [{ value: 'payments', requests: 9, errors: 9 }];
    const id = await begin();
    chaos.publish.mockClear();
    await chaos.observe();
    expect((await details(id)).implied).toEqual([]);
    expect(chaos.publish).not.toHaveBeenCalled();

    traffic = () => {
      throw new Error('the store is away');
    };
    await chaos.observe();
    expect(await details(id)).toMatchObject({
      implied: [],
      run: { state: 'running' },
    });
    traffic = () => [{ value: 'payments', requests: 10, errors: 0 }];
    await chaos.observe();
    expect((await details(id)).implied).toHaveLength(1);
  });

  it('are forgotten after thirty days', async () => {
    traffic = () => [{ value: 'payments', requests: 10, errors: 0 }];
    const id = await begin();
    await chaos.observe();
    const knex = await getDatabase().getClient();
    await knex('chaos_run_traffic').update({
      at: knex.raw(`at - interval '31 days'`),
    });
    await chaos.observe();
    const [{ samples }] = (await details(id)).implied;
    expect(
      samples.every(
        ({ at }: { at: string }) => Date.parse(at) > Date.now() - 86_400_000,
      ),
    ).toBe(true);
  });
});
