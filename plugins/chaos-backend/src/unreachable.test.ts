import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type Knex } from 'knex';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';

jest.setTimeout(60_000);

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
/** What does not answer, why, and what somebody can do about it. */
const WHAT_TO_DO =
  /^WEST (does not answer|cannot be asked what would be hit): .+\. Choose another cluster, or wait until it answers$/;

describeOnPostgres(`A cluster that is away${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let clusters: Record<string, FakeCluster>;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let knex: Knex;

  const post = (path: string, body: object) =>
    request(chaos.server).post(`/api/chaos${path}`).send(body);
  const dryRun = async (cluster: string) =>
    (await post('/dry-runs', { cluster, manifest })).body;
  const startRun = (cluster: string) =>
    post('/runs', { cluster, manifest, confirmation: 'shop' });
  const kept = async () => [
    ...(await knex('chaos_runs')),
    ...(await knex('chaos_run_events')),
  ];

  beforeEach(async () => {
    knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    clusters = {
      west: await FakeCluster.start(),
      east: await FakeCluster.start(),
    };
    for (const cluster of Object.values(clusters)) {
      cluster.runPod('payments-1', 'payments');
    }
    chaos = await startChaos({
      database: getDatabase(),
      clusters: Object.entries(clusters).map(([name, { url }]) => ({
        name,
        url,
      })),
      entities: [createService('payments')],
    });
  });

  afterEach(async () => {
    await chaos.stop();
    for (const cluster of Object.values(clusters)) {
      await cluster.stop();
    }
  });

  it('is refused in a dry run and at a start, and nothing is touched or kept', async () => {
    clusters.west.goAway();

    const found = await dryRun('west');
    expect(found).toMatchObject({ mayStart: false, targets: [] });
    const refused: { rule: string; message: string }[] = found.findings.filter(
      ({ ok }: { ok: boolean }) => !ok,
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const { rule, message } of refused) {
      expect(rule).toBe('cluster');
      expect(message).toMatch(WHAT_TO_DO);
    }

    const { status, body } = await startRun('west');
    expect(status).toBe(409);
    expect(body.error.message).toMatch(/Choose another cluster, or wait/);
    expect(await kept()).toEqual([]);

    clusters.west.comeBack();
    expect(clusters.west.experiments()).toEqual([]);
    expect(clusters.west.applied).toEqual([]);
    expect(clusters.east.applied).toEqual([]);
  });

  it('is chosen again when it answers, and until then another one is', async () => {
    clusters.west.goAway();
    expect((await dryRun('east')).mayStart).toBe(true);
    expect((await startRun('west')).status).toBe(409);

    clusters.west.comeBack();
    expect((await dryRun('west')).mayStart).toBe(true);
    expect((await startRun('west')).status).toBe(200);
    expect(clusters.west.applied).toHaveLength(1);
    expect(clusters.east.applied).toEqual([]);
  });
});
