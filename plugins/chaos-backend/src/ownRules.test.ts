import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type JsonObject } from '@backstage/types';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

const spec = {
  action: 'delay',
  mode: 'fixed',
  // All that those with rules have, as chance may have it.
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

  /** With these rules of payments. */
  const start = async (rules: string, settings: JsonObject = {}) => {
    const payments = createService('payments');
    payments.metadata.annotations = {
      ...payments.metadata.annotations,
      'shop-platform.io/chaos-policy': rules,
    };
    return startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [payments, createService('core')],
      chaos: { policy: { namespaces: ['shop'], ...settings } },
    });
  };
  const refusalsOf = async (manifest: string) => {
    const { body } = await request(chaos.server)
      .post('/api/chaos/dry-runs')
      .send({ cluster: 'west', manifest });
    return body.findings
      .filter(({ ok }: { ok: boolean }) => !ok)
      .map(({ rule, message }: { rule: string; message: string }) => [
        rule,
        message,
      ]);
  };

  beforeEach(async () => {
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    west.runPod('payments-2', 'payments');
    west.runPod('core-1', 'core');
    west.runPod('shipping-1', 'shipping');
    chaos = await start('maxDuration: 1m\nmaxPercentage: 50\n');
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

  it('keep what starts by itself to its hours and out of its freezes, also years ahead', async () => {
    await chaos.stop();
    // Neither today nor tomorrow, wherever midnight is.
    const day = (new Date().getUTCDay() + 3) % 7;
    const name = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][day];
    const year = new Date().getUTCFullYear() + 2;
    chaos = await start(
      stringify({
        hours: [{ zone: 'UTC', days: [name], from: '02:00', to: '04:00' }],
        freezes: [
          {
            from: `${year}-05-01T00:00:00Z`,
            to: `${year}-05-08T00:00:00Z`,
            reason: 'Its anniversary',
            regions: ['west'],
          },
        ],
      }),
    );
    const own = (message: RegExp) => ['entity', expect.stringMatching(message)];
    const every = (schedule: string) =>
      refusalsOf(weekly.replace('0 3 * * 1', schedule));
    expect(await refusalsOf(experiment)).toEqual([
      own(/^It would run from .*02:00–04:00 UTC.*chaos-policy of payments\)$/),
    ]);
    const frozen = own(/^Nothing may hit it from .*: Its anniversary \(/);
    // A day of the week comes in every week, that one included.
    expect(await every(`0 3 * * ${day}`)).toEqual([frozen]);
    expect(await every('0 3 * * *')).toEqual([own(/02:00–04:00/), frozen]);
    expect(await every(`0 3 * 11 ${day}`)).toEqual([]);
    expect(await every('"@every 5h"')).toEqual([own(/an interval/), frozen]);
  });

  it('name the environments and the namespaces in which it may be hit, and widen nothing', async () => {
    await chaos.stop();
    const rules = {
      kinds: ['NetworkChaos', 'IOChaos'],
      maxDuration: '1h',
      maxPercentage: 100,
      namespaces: ['shop', 'kube-system'],
      environments: ['test'],
    };
    const environments = [
      { name: 'live', clusters: ['west'], maxPercentage: 70 },
      { name: 'test', namespaces: ['shop-test'] },
    ];
    chaos = await start(stringify(rules), { environments });
    const slowAll = experiment.replace('duration: 2m', 'duration: 20m');
    expect(await refusalsOf(slowAll)).toEqual([
      ['duration', expect.stringContaining('chaos.policy.maxDuration')],
      [
        'percentage',
        expect.stringContaining('environments[live].maxPercentage'),
      ],
      [
        'entity',
        expect.stringMatching(/^It may not be hit in live, only in test/),
      ],
    ]);
    const elsewhere = experiment.replace('- shop', '- kube-system');
    expect(await refusalsOf(elsewhere)).toContainEqual([
      'namespace',
      expect.stringMatching(/^kube-system is protected/),
    ]);
    await chaos.stop();
    chaos = await start(stringify({ ...rules, environments: ['live'] }), {
      environments: [{ name: 'live', clusters: ['west'] }],
    });
    expect(await refusalsOf(experiment)).toEqual([]);
    expect(
      await refusalsOf(
        stringify({
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind: 'IOChaos',
          metadata: { name: 'disk', namespace: 'shop' },
          spec: {
            action: 'latency',
            mode: 'one',
            duration: '1m',
            volumePath: '/tmp',
            delay: '10ms',
            selector: spec.selector,
          },
        }),
      ),
    ).toEqual([['kind', expect.stringContaining('chaos.policy.kinds')]]);
  });
});
