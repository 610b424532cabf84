import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

const spec = {
  action: 'delay',
  mode: 'fixed',
  // All that there are.
  value: '3',
  duration: '2m',
  selector: { namespaces: ['shop'] },
  delay: { latency: '300ms' },
};
const experiment = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec,
});
const weekly = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'Schedule',
  metadata: { name: 'weekly', namespace: 'shop' },
  spec: {
    schedule: '0 3 * * 1',
    type: 'NetworkChaos',
    historyLimit: 1,
    concurrencyPolicy: 'Forbid',
    networkChaos: spec,
  },
});

describeOnPostgres(`Rules of a component on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  beforeEach(async () => {
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    west.runPod('payments-2', 'payments');
    west.runPod('core-1', 'core');
    const payments = createService('payments');
    payments.metadata.annotations = {
      ...payments.metadata.annotations,
      'shop-platform.io/chaos-policy': 'maxDuration: 1m\nmaxPercentage: 50\n',
    };
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [payments, createService('core')],
    });
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  it('hold wherever it is hit, beside others and in a Schedule, too', async () => {
    const post = (path: string, manifest: string) =>
      request(chaos.server)
        .post(`/api/chaos${path}`)
        .send({
          cluster: 'west',
          manifest,
          ...(path === '/dry-runs' ? {} : { confirmation: 'shop' }),
        });
    for (const [manifest, path] of [
      [experiment, '/runs'],
      [weekly, '/standing'],
    ]) {
      const { body } = await post('/dry-runs', manifest);
      expect(body.mayStart).toBe(false);
      expect(
        body.findings
          .filter(({ ok }: { ok: boolean }) => !ok)
          .map(({ rule, message }: { rule: string; message: string }) => [
            rule,
            message,
          ]),
      ).toEqual([
        ['entity', expect.stringMatching(/at most 60 s .*of payments/)],
        ['entity', expect.stringMatching(/^2 of its 2 pods.*at most 1 may/)],
      ]);
      expect((await post(path, manifest)).status).toBe(400);
    }
    expect(west.applied).toEqual([]);
  });
});
