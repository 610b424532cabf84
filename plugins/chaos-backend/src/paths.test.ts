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

jest.setTimeout(60_000);

const delay = (service: string) =>
  stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name: `slow-${service}`, namespace: 'shop' },
    spec: {
      action: 'delay',
      mode: 'all',
      duration: '2m',
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'backstage.io/kubernetes-id': service },
      },
      delay: { latency: '300ms' },
    },
  });

/** The catalog knows that core depends on payments, and the traces of three callers. */
const SERVICES = ['core', 'refunds', 'hidden', 'shipping'];
const EDGES = [
  { caller: 'core', callee: 'payments' },
  { caller: 'refunds', callee: 'payments' },
  { caller: 'hidden', callee: 'payments' },
  { caller: 'a-script', callee: 'payments' },
];

describeOnPostgres(`Who depends on what is hit${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>> | undefined;

  const start = async (sources?: FakeSources) => {
    await chaos?.stop();
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [
        createService('payments', ['core']),
        ...SERVICES.map(name => createService(name)),
      ],
      hidden: ['hidden'],
      ...(sources ? { traffic: () => [], edges: () => EDGES, sources } : {}),
    });
  };
  const post = async (path: string, body?: object) => {
    if (!chaos) {
      throw new Error('There is no portal');
    }
    return request(chaos.server).post(`/api/chaos${path}`).send(body);
  };
  const dryRun = async (service: string) =>
    (await post('/dry-runs', { cluster: 'west', manifest: delay(service) }))
      .body;
  const startRun = (service: string) =>
    post('/runs', {
      cluster: 'west',
      manifest: delay(service),
      confirmation: 'shop',
    });

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    west = await FakeCluster.start();
    for (const service of ['payments', ...SERVICES]) {
      west.runPod(`${service}-1`, service);
    }
  });

  afterEach(async () => {
    await chaos?.stop();
    chaos = undefined;
    await west.stop();
  });

  it('is said with who says so, but for what one may not see', async () => {
    await start(() => [{ state: 'answered' }]);
    const { dependents, unreadCallers } = await dryRun('payments');
    expect(dependents).toEqual([
      {
        entity: 'component:default/core',
        title: 'core',
        owners: ['group:default/core-team'],
        knownBy: ['catalog', 'traces'],
      },
      {
        entity: 'component:default/refunds',
        title: 'refunds',
        owners: ['group:default/refunds-team'],
        knownBy: ['traces'],
      },
      { title: 'a-script', knownBy: ['traces'] },
    ]);
    expect((await dryRun('payments')).components).toEqual([
      {
        entity: 'component:default/payments',
        title: 'payments',
        owners: ['group:default/payments-team'],
      },
    ]);
    // Nor whose it is.
    expect((await dryRun('hidden')).components).toBeUndefined();
    expect(unreadCallers).toBeUndefined();
  });

  it.each([
    ['as the catalog says', 'core'],
    ['as was seen', 'refunds'],
    ['as was seen of one that one may not see', 'hidden'],
  ])('is not hit beside it, %s', async (_, service) => {
    await start(() => [{ state: 'answered' }]);
    expect((await startRun('payments')).status).toBe(200);
    const refused = await startRun(service);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(
      /NetworkChaos shop\/slow-payments-.* is on, .* on the same path of dependencies/,
    );
    expect((await startRun('shipping')).status).toBe(200);
    expect(west.applied).toHaveLength(2);
  });

  it('is halted where something else started on it by itself', async () => {
    await start(() => [{ state: 'answered' }]);
    await startRun('payments');
    west.create('networkchaos', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'NetworkChaos',
      metadata: {
        name: 'nightly-abc12',
        ownerReferences: [
          {
            apiVersion: 'chaos-mesh.org/v1alpha1',
            kind: 'Schedule',
            name: 'nightly',
            uid: 's',
          },
        ],
        creationTimestamp: new Date(Date.now() + 1_000).toISOString(),
      },
      spec: {
        action: 'delay',
        mode: 'all',
        duration: '2m',
        selector: {
          namespaces: ['shop'],
          labelSelectors: { 'backstage.io/kubernetes-id': 'refunds' },
        },
        delay: { latency: '300ms' },
      },
    });
    west.reportOn('nightly-', 'Injected', 'refunds-1-abc12-x');
    const knex = await getDatabase().getClient();
    await until(async () => {
      await chaos?.look();
      // Steps of a Workflow may overlap for some seconds.
      const changed = await knex('chaos_runs')
        .where({ name: 'nightly-abc12' })
        .update({ started_at: new Date(Date.now() - 20_000) });
      await knex('chaos_runs')
        .whereNot({ name: 'nightly-abc12' })
        .update({ started_at: new Date(Date.now() - 30_000) });
      expect(changed).toBe(1);
      await chaos?.look();
      expect(
        await knex('chaos_runs').where({ name: 'nightly-abc12' }).first(),
      ).toMatchObject({
        halted_by: 'system',
        halt_reason: expect.stringMatching(/same path of dependencies/),
      });
    });
  });

  it('is what the catalog knows where the traces are away, which is said', async () => {
    await start();
    const { dependents, unreadCallers, findings } = await dryRun('payments');
    expect(dependents).toEqual([
      {
        entity: 'component:default/core',
        title: 'core',
        owners: ['group:default/core-team'],
        knownBy: ['catalog'],
      },
    ]);
    expect(unreadCallers).toEqual([expect.stringMatching(/^Traces: ./)]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'overlap',
        ok: true,
        message: expect.stringMatching(
          /as far as is known: who calls whom could not be read \(Traces: /,
        ),
      }),
    );
  });

  it('is less where a source of traces is away, which is said', async () => {
    await start(() => [
      { state: 'answered' },
      { state: 'failed', message: 'no route' },
    ]);
    expect((await dryRun('payments')).unreadCallers).toEqual([
      'Source 1: no route',
    ]);
  });
});
