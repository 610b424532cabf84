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
const OTHER = 'payments-2-abc12-x';
const manifest = (checks: object[]) =>
  stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: {
      name: 'slow',
      namespace: 'shop',
      annotations: { 'shop-platform.io/chaos-checks': stringify(checks) },
    },
    spec: {
      action: 'delay',
      mode: 'fixed',
      value: '2',
      duration: '2m',
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
      },
      delay: { latency: '300ms' },
    },
  });
const fewErrors = { type: 'errors', name: 'Failures', below: 0.05 };

describeOnPostgres(`A run of which one fault is on${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let traffic: FakeTraffic;

  const details = async (id: string) =>
    (await request(chaos.server).get(`/api/chaos/runs/${id}`)).body;
  const fail = (errors: number) => {
    traffic = () => [
      { value: 'payments', requests: 100, errors, p95Ms: 40 },
      { value: 'core', requests: 100, errors: 0, p95Ms: 40 },
    ];
  };
  const eventsOf = async (id: string) =>
    (await details(id)).events.map(
      ({ type, message }: { type: string; message?: string }) => [
        type,
        message,
      ],
    );

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    if (await knex.schema.hasTable('chaos_runs')) {
      await knex('chaos_runs').delete();
    }
    fail(0);
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    west.runPod('payments-2', 'payments');
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments', ['core']), createService('core')],
      chaos: { policy: { namespaces: ['shop'], maxPercentage: 100 } },
      traffic: window => traffic(window),
    });
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  /** Starts what gets into one of its two pods. */
  async function begin(...checks: object[]): Promise<string> {
    const { status, body } = await request(chaos.server)
      .post('/api/chaos/runs')
      .send({
        cluster: 'west',
        manifest: manifest(checks),
        confirmation: 'shop',
      });
    expect({ status, body }).toMatchObject({ status: 200 });
    west.report('Injected', POD, { [OTHER]: 'Not Injected' });
    await until(async () =>
      expect((await details(body.id)).run).toMatchObject({
        state: 'injecting',
        injected: 1,
        targets: 2,
      }),
    );
    return body.id;
  }

  it('is halted by a check that does not hold', async () => {
    const id = await begin(fewErrors);
    fail(20);
    await chaos.check();
    expect((await details(id)).run.haltedBy).toBeUndefined();
    await chaos.check();
    expect((await details(id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason:
        'Failures: is 20.0 % in all regions, as its spans name none; it has to be below 5.0 %',
    });
    expect(west.experiments()[0].metadata.deletionTimestamp).toBeDefined();
  });

  it('is halted by a service that fails, which is followed', async () => {
    const id = await begin();
    await chaos.observe();
    await chaos.look();
    const [errors] = (await details(id)).implied;
    expect(errors).toMatchObject({ service: 'payments', role: 'target' });
    expect(errors.samples.at(-1)).toMatchObject({ value: 0, ok: true });
    expect((await details(id)).run.haltedBy).toBeUndefined();

    fail(90);
    await chaos.look();
    expect((await details(id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason:
        'payments fails 90 % of its requests in all regions, as its spans name none, more than 50 %',
    });
  });

  it('is under watch since the first one, whenever the other comes on', async () => {
    const id = await begin();
    const { injectedAt } = (await details(id)).run;
    expect(injectedAt).toBeDefined();
    expect(await eventsOf(id)).toEqual([
      ['started', undefined],
      ['injected', 'In 1 of 2 targets'],
    ]);

    west.report('Injected', POD, { [OTHER]: 'Injected' });
    await until(async () =>
      expect((await details(id)).run).toMatchObject({
        state: 'running',
        injectedAt,
      }),
    );
    expect(await eventsOf(id)).toHaveLength(2);
  });

  it('is judged, and has not passed where the other never came on', async () => {
    const id = await begin();
    const ended = Date.now() - 120_000;
    const injected = ended - 60_000;
    // It is slower while the fault is on.
    traffic = ({ from, to }) => [
      {
        ...{ value: 'payments', requests: 100, errors: 0 },
        p95Ms: from >= injected && to <= ended ? 400 : 40,
      },
    ];
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').update({
      state: 'recovered',
      started_at: new Date(injected - 1000),
      injected_at: new Date(injected),
      ended_at: new Date(ended),
    });
    await chaos.look();
    expect((await details(id)).verdict).toMatchObject({
      outcome: 'inconclusive',
      reason: `Its fault never came on in ${OTHER}: what the platform does then is not known`,
    });
  });

  it('is under watch where others had started it before the portal came', async () => {
    await chaos.stop();
    west.create('networkchaos', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'NetworkChaos',
      metadata: { name: 'by-kubectl' },
      spec: { action: 'delay', mode: 'all', selector: {} },
    });
    west.report('Injected', POD);
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      traffic: window => traffic(window),
    });
    await until(async () => {
      await chaos.look();
      const { body } = await request(chaos.server).get('/api/chaos/runs');
      expect(body.runs).toMatchObject([
        { state: 'running', injectedAt: expect.any(String) },
      ]);
    });
  });
});
