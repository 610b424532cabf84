import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type JsonObject } from '@backstage/types';
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
const BOTH = { [OTHER]: 'Injected' } as const;
const NEITHER = { [OTHER]: 'Not Injected' } as const;
const FORCED = { 'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced' };
const UNPROVEN = new RegExp(
  `^It is gone, and its faults were last seen on in ${POD}, ${OTHER}: nothing shows that they were taken back\\. Look after these pods$`,
);
const both = {
  mode: 'fixed',
  value: '2',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
};
const slow = {
  kind: 'NetworkChaos',
  spec: {
    ...both,
    action: 'delay',
    duration: '2m',
    delay: { latency: '300ms' },
  },
};

describeOnPostgres(`An experiment that is gone${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let traffic: FakeTraffic;

  const start = (settings: JsonObject = {}) =>
    startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      chaos: {
        policy: { namespaces: ['shop'], maxPercentage: 100 },
        ...settings,
      },
      traffic: window => traffic(window),
    });
  const details = async (id: string) =>
    (await request(chaos.server).get(`/api/chaos/runs/${id}`)).body;
  const waitFor = (id: string, state: string) =>
    until(async () => {
      await chaos.look();
      expect((await details(id)).run.state).toBe(state);
    });
  const lastEvent = async (id: string) =>
    (await details(id)).events
      .filter(({ type }: { type: string }) => type !== 'verdict')
      .at(-1);
  const path = () => {
    const [{ kind, metadata }] = west.experiments();
    const plural = String(kind).toLocaleLowerCase('en-US');
    return `/apis/chaos-mesh.org/v1alpha1/namespaces/shop/${plural}/${metadata.name}`;
  };
  /** As `kubectl annotate` would. */
  const annotate = (annotations: Record<string, string>) =>
    request(west.url)
      .patch(path())
      .set('content-type', 'application/merge-patch+json')
      .send({ metadata: { annotations } });
  const remove = () => request(west.url).delete(path());

  async function begin(
    experiment: { kind: string; spec: object } = slow,
    others: Parameters<FakeCluster['report']>[2] = BOTH,
  ): Promise<string> {
    const { status, body } = await request(chaos.server)
      .post('/api/chaos/runs')
      .send({
        cluster: 'west',
        manifest: stringify({
          apiVersion: 'chaos-mesh.org/v1alpha1',
          metadata: { name: 'broken', namespace: 'shop' },
          ...experiment,
        }),
        confirmation: 'shop',
      });
    expect({ status, body }).toMatchObject({ status: 200 });
    west.report('Injected', POD, others);
    await until(async () =>
      expect((await details(body.id)).run.injected).toBeGreaterThan(0),
    );
    return body.id;
  }

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    if (await knex.schema.hasTable('chaos_runs')) {
      await knex('chaos_runs').delete();
    }
    traffic = () => [
      { value: 'payments', requests: 100, errors: 0, p95Ms: 40 },
    ];
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    west.runPod('payments-2', 'payments');
    chaos = await start();
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  it('has not recovered where its finalizers were taken away, which is said loudly', async () => {
    const id = await begin();
    await remove();
    west.finalize();
    await waitFor(id, 'not-recovered');
    expect((await details(id)).run.message).toMatch(UNPROVEN);
    expect(await lastEvent(id)).toMatchObject({
      type: 'not-recovered',
      message: expect.stringMatching(UNPROVEN),
    });
    await chaos.tell();
    expect(chaos.notify).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          severity: 'critical',
          description: expect.stringMatching(/nothing shows that they were/),
        }),
      }),
    );
  });

  it('is accounted for by the next portal, although the last one holds its tasks', async () => {
    const id = await begin();
    await chaos.stop();
    await remove();
    west.finalize();
    chaos = await start();
    // Nobody has the watchdog look.
    await until(async () =>
      expect((await details(id)).run.state).toBe('not-recovered'),
    );
  });

  it('never passed where nothing shows that it recovered', async () => {
    const id = await begin();
    await remove();
    west.finalize();
    await waitFor(id, 'not-recovered');
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').update(
      Object.fromEntries(
        ['started_at', 'injected_at', 'stopping_at', 'ended_at'].map(column => [
          column,
          knex.raw(`?? - interval '5 minutes'`, [column]),
        ]),
      ),
    );
    const { run } = await details(id);
    const isDuring = (from: number) =>
      from >= Date.parse(run.injectedAt) && from < Date.parse(run.endedAt);
    traffic = ({ from }) => [
      {
        ...{ value: 'payments', requests: 100, errors: 0 },
        p95Ms: isDuring(from) ? 400 : 40,
      },
    ];
    await chaos.look();
    expect((await details(id)).verdict).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringMatching(/^It did not recover/),
    });
  });

  it.each([
    ['with its faults on', 'Injected', BOTH, `in ${POD}, ${OTHER}`],
    ['with one of them on', 'Not Injected', BOTH, `in ${OTHER}`],
  ] as const)(
    'has not recovered where somebody forced it %s',
    async (_, phase, others, where) => {
      const id = await begin();
      await annotate(FORCED);
      await remove();
      west.report(phase, POD, others);
      west.finalize();
      await waitFor(id, 'not-recovered');
      const { message } = (await details(id)).run;
      expect(message).toMatch(/^It was let go by force, and/);
      expect(message).toContain(`last seen on ${where}:`);
    },
  );

  it('has recovered where the last that is told of it says so', async () => {
    const id = await begin();
    west.goAway();
    // Only its end is left to tell.
    west.report('Not Injected', POD, NEITHER);
    west.removeExperiments();
    west.comeBack();
    await waitFor(id, 'recovered');
    expect((await lastEvent(id)).type).toBe('gone');
  });

  it('has not where the last that is told of it is that it was forced', async () => {
    const id = await begin();
    await annotate(FORCED);
    west.goAway();
    west.report('Not Injected', POD, NEITHER);
    west.removeExperiments();
    west.comeBack();
    await waitFor(id, 'not-recovered');
    expect((await details(id)).run.message).toMatch(
      /^It was let go by force: nothing shows/,
    );
  });

  it('has not where it waited to be recovered', async () => {
    const id = await begin();
    west.goAway();
    west.report('Injected/Wait', POD, NEITHER);
    west.removeExperiments();
    west.comeBack();
    await waitFor(id, 'not-recovered');
    expect((await details(id)).run.message).toContain(`on in ${POD}:`);
  });

  it('has not where somebody took its records away before', async () => {
    const id = await begin();
    await remove();
    await request(west.url).patch(path()).send({ status: {} });
    await waitFor(id, 'recovering');
    west.finalize();
    await waitFor(id, 'not-recovered');
    expect((await details(id)).run.message).toMatch(UNPROVEN);
  });

  it('is not known to have recovered where it went while the portal was down', async () => {
    const id = await begin();
    await chaos.stop();
    west.report('Not Injected', POD, NEITHER);
    west.removeExperiments();
    chaos = await start();
    await waitFor(id, 'not-recovered');
    expect((await details(id)).run.message).toMatch(UNPROVEN);
  });

  it('has recovered where it was paused before the portal was down', async () => {
    const id = await begin();
    await request(chaos.server).post(`/api/chaos/runs/${id}/pause`);
    west.report('Not Injected', POD, NEITHER);
    await waitFor(id, 'paused');
    await chaos.stop();
    west.removeExperiments();
    chaos = await start();
    await waitFor(id, 'recovered');
    expect((await lastEvent(id)).type).toBe('gone');
  });

  it('stays not recovered where it goes later, with its faults on', async () => {
    await chaos.stop();
    chaos = await start({ recoverWithin: { milliseconds: 1 } });
    const id = await begin({ ...slow, spec: { ...slow.spec, duration: '1s' } });
    await waitFor(id, 'not-recovered');
    await remove();
    west.finalize();
    await until(() => expect(west.experiments()).toEqual([]));
    await chaos.look();
    await chaos.look();
    expect((await details(id)).run).toMatchObject({
      state: 'not-recovered',
      message: expect.stringMatching(/not taken back within/),
    });
  });

  describe.each(['pod-kill', 'container-kill'])('that was a %s', action => {
    const kill = {
      kind: 'PodChaos',
      spec: {
        ...both,
        action,
        ...(action === 'container-kill' ? { containerNames: ['service'] } : {}),
      },
    };

    it('has nothing to take back, whoever forced it', async () => {
      const id = await begin(kill, NEITHER);
      await annotate(FORCED);
      await remove();
      west.finalize();
      await waitFor(id, 'recovered');
      expect((await lastEvent(id)).type).toBe('gone');
    });

    it('has nothing to take back where it went while the portal was down', async () => {
      const id = await begin(kill, NEITHER);
      await chaos.stop();
      west.removeExperiments();
      chaos = await start();
      await waitFor(id, 'recovered');
      expect((await lastEvent(id)).type).toBe('gone');
    });
  });
});
