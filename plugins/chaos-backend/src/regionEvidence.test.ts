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
  type FakeTraffic,
} from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const POD = 'payments-1-abc12-x';
const manifest = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: {
    name: 'slow',
    namespace: 'shop',
    annotations: {
      'shop-platform.io/chaos-checks': stringify([
        { type: 'errors', name: 'Failures', below: 0.5 },
        { type: 'rate', name: 'Requests', above: 0.01 },
      ]),
    },
  },
  spec: {
    action: 'delay',
    mode: 'all',
    duration: '2m',
    selector: {
      namespaces: ['shop'],
      labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
    },
    delay: { latency: '300ms' },
  },
});

type Group = ReturnType<FakeTraffic>[number];

const payments = (errors: number, split?: string): Group => ({
  ...{ value: 'payments', requests: 100, errors, p95Ms: 40 },
  ...(split === undefined ? {} : { split }),
});

/** Whether somebody asks for more than what is compared. */
function isLong({ from, to }: { from: number; to: number }): boolean {
  return to - from > 30 * 60_000;
}

describeOnPostgres(`Evidence of one region on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let traffic: FakeTraffic;
  let sources: ReturnType<FakeSources>;

  const start = () =>
    startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      chaos: { checks: { timeout: '20s' } },
      traffic: window => traffic(window),
      sources: () => sources,
    });
  const details = async (id: string) =>
    (await request(chaos.server).get(`/api/chaos/runs/${id}`)).body;

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    if (await knex.schema.hasTable('chaos_runs')) {
      await knex('chaos_runs').delete();
    }
    sources = [{ state: 'answered' }];
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    chaos = await start();
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  async function begin(): Promise<string> {
    const { status, body } = await request(chaos.server)
      .post('/api/chaos/runs')
      .send({ cluster: 'west', manifest, confirmation: 'shop' });
    expect({ status, body }).toMatchObject({ status: 200 });
    west.report('Injected', POD);
    await until(async () =>
      expect((await details(body.id)).run.state).toBe('running'),
    );
    return body.id;
  }

  it('is not what fails in another one, in checks, in what is followed and in the verdict', async () => {
    traffic = () => [payments(1, 'west'), payments(100, 'east')];
    const id = await begin();
    await chaos.check();
    await chaos.check();
    await chaos.observe();
    await chaos.look();
    const { run, checks, implied } = await details(id);
    expect(run.haltedBy).toBeUndefined();
    const last = checks.map(({ samples }: { samples: object[] }) =>
      samples.at(-1),
    );
    expect(last).toMatchObject([
      { value: 0.01, scope: 'region' },
      { scope: 'region' },
    ]);
    expect(implied[0].samples.at(-1)).toMatchObject({
      value: 0.01,
      scope: 'region',
    });

    const knex = await getDatabase().getClient();
    const ended = Date.now() - 120_000;
    await knex('chaos_runs').update({
      state: 'recovered',
      started_at: new Date(ended - 61_000),
      injected_at: new Date(ended - 60_000),
      ended_at: new Date(ended),
    });
    await chaos.look();
    expect((await details(id)).verdict.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ service: 'payments', measure: 'errorRate', scope: 'region' },
          ...{ during: 0.01, ok: true },
        }),
      ]),
    );
  });

  it('halts what fails in its own region, however well another one does', async () => {
    traffic = () => [payments(0, 'west'), payments(0, 'east')];
    const id = await begin();
    traffic = () => [payments(90, 'west'), payments(0, 'east')];
    await chaos.look();
    expect((await details(id)).run).toMatchObject({
      haltedBy: 'system',
      haltReason: 'payments fails 90 % of its requests in west, more than 50 %',
    });
  });

  it('is none of another region where its own is cut off, after a restart, too', async () => {
    traffic = () => [payments(0, 'west'), payments(0, 'east')];
    const id = await begin();
    const restart = async () => {
      await chaos.stop();
      chaos = await start();
      await until(async () =>
        expect((await details(id)).run.state).toBe('running'),
      );
    };
    let longer = 0;
    traffic = window => {
      longer += Number(isLong(window));
      return [
        payments(100, 'east'),
        ...(isLong(window) ? [payments(0, 'west')] : []),
      ];
    };
    await restart();
    await chaos.look();
    expect((await details(id)).run.haltedBy).toBeUndefined();
    // Once is enough.
    expect(longer).toBe(1);
    await chaos.look();
    await chaos.check();
    expect(longer).toBe(1);

    // A region that no span ever named is another matter.
    traffic = () => [payments(100, 'east')];
    await restart();
    await chaos.look();
    expect((await details(id)).run).toMatchObject({ haltedBy: 'system' });
  });

  it('is of its own spans alone where the traces cannot say whether spans name it', async () => {
    traffic = window => {
      if (isLong(window)) {
        throw new Error('too much to read');
      }
      return [payments(100, 'east')];
    };
    const { body } = await request(chaos.server)
      .post('/api/chaos/dry-runs')
      .send({ cluster: 'west', manifest });
    expect(
      body.findings.filter(({ rule }: { rule: string }) => rule === 'check'),
    ).toMatchObject([
      { ok: true, message: expect.stringMatching(/too few requests/) },
      // Nobody may say that no request came.
      {
        ok: false,
        message: expect.stringMatching(
          /not all requests are known: whether spans name west could not be told/,
        ),
      },
    ]);
  });

  it('is none where a source of traces did not answer', async () => {
    traffic = () => [payments(1, 'west')];
    const id = await begin();
    sources = [
      { state: 'answered' },
      { state: 'failed', message: 'no route to it' },
    ];
    await chaos.check();
    await chaos.observe();
    const { checks, implied } = await details(id);
    expect(checks[0].samples.at(-1)).toMatchObject({
      message: 'not all requests are known: Source 1: no route to it',
    });
    expect(implied).toEqual([]);
  });

  it('is of all regions where spans name none, which the dry run says', async () => {
    const dryRun = async () =>
      (
        await request(chaos.server)
          .post('/api/chaos/dry-runs')
          .send({ cluster: 'west', manifest })
      ).body.findings
        .filter(({ rule }: { rule: string }) => rule === 'check')
        .map(({ message }: { message: string }) => message);

    traffic = () => [payments(1)];
    expect(await dryRun()).toEqual([
      expect.stringMatching(/in all regions, as its spans name none;/),
      expect.stringMatching(/in all regions, as its spans name none;/),
    ]);
    traffic = () => [payments(1, 'europe-west1')];
    expect(await dryRun()).toEqual([
      expect.stringMatching(/in all regions, as no span names west;/),
      expect.stringMatching(/in all regions, as no span names west;/),
    ]);
    traffic = () => [payments(1, 'west')];
    expect(await dryRun()).toEqual([
      expect.stringMatching(/is 1\.0 % in west;/),
      expect.stringMatching(/requests a second in west;/),
    ]);
    // A region that is cut off is none that spans never name.
    traffic = window => [
      payments(1, 'east'),
      ...(isLong(window) ? [payments(1, 'west')] : []),
    ];
    expect(await dryRun()).toEqual([
      expect.stringMatching(/too few requests came to tell/),
      expect.stringMatching(/no request came to payments/),
    ]);
  });
});
