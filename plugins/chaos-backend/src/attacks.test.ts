import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type Knex } from 'knex';
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
/** How Chaos Mesh is told to pause an experiment. */
const PAUSED = ['experiment.chaos-mesh.org/pause'];
const PERSON = 'user:default/mock';
const CLEAN = 'chaos-mesh.chaos-mesh.org/cleanFinalizer';
const HOUR_MS = 3_600_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const anotherDay = DAYS[(new Date().getUTCDay() + 2) % 7];
const selector = {
  namespaces: ['shop'],
  labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
};
const delay = (duration: string) => ({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: {
    action: 'delay',
    mode: 'one',
    duration,
    selector,
    delay: { latency: '300ms' },
  },
});

describeOnPostgres(`The guard rails under attack${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  let knex: Knex;
  let traffic: FakeTraffic | undefined;
  /** By how much the clock of the portal is set. */
  let jump = 0;

  const start = (
    policy: JsonObject = {},
    settings: JsonObject = {},
    payments = createService('payments'),
  ) =>
    startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [payments],
      chaos: { policy: { namespaces: ['shop'], ...policy }, ...settings },
      ...(traffic ? { traffic } : {}),
    });
  const post = (path: string, body?: object, person = 'user:default/mock') =>
    request(chaos.server)
      .post(`/api/chaos${path}`)
      .set('authorization', mockCredentials.user.header(person))
      .send(body);
  const get = async (path: string) =>
    (await request(chaos.server).get(`/api/chaos${path}`)).body;
  const details = (id: string) => get(`/runs/${id}`);
  const waitFor = (id: string, state: string) =>
    until(async () => {
      await chaos.look();
      expect((await details(id)).run.state).toBe(state);
    });
  const ask = async (experiment: object = delay('2m')) => {
    const { status, body } = await post('/runs', {
      cluster: 'west',
      manifest: stringify(experiment),
      confirmation: 'shop',
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.id;
  };
  const begin = async (experiment?: object) => {
    const id = await ask(experiment);
    west.report('Injected', POD);
    // One that is short may be over before anybody sees that it runs.
    await until(async () => {
      await chaos.look();
      expect((await details(id)).run.injectedAt).toBeDefined();
    });
    return id;
  };
  const restart = async (...changed: Parameters<typeof start>) => {
    await chaos.stop();
    chaos = await start(...changed);
  };
  const only = () => {
    const [object, ...others] = west.experiments();
    expect(others).toEqual([]);
    return object?.metadata;
  };

  beforeEach(async () => {
    jump = 0;
    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + jump);
    knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    chaos = await start();
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
    traffic = undefined;
    jest.restoreAllMocks();
  });

  describe('of which the rules change while a run is on', () => {
    it.each<[string, JsonObject, RegExp]>([
      ['its kind', { kinds: ['PodChaos'] }, /NetworkChaos may not be started/],
      ['its namespace', { namespaces: ['other'] }, /shop is protected/],
      [
        'its duration',
        { maxDuration: { seconds: 30 } },
        /2m is longer than 30 s/,
      ],
      [
        'its environment',
        { environments: [{ name: 'production', kinds: [] }] },
        /Nothing may be started in production/,
      ],
      [
        'what is on now',
        {
          freezes: [
            {
              from: '2020-01-01T00:00:00Z',
              to: '2120-01-01T00:00:00Z',
              reason: 'Sale',
            },
          ],
        },
        /Nothing runs in this time: Sale/,
      ],
      [
        'the hours of today',
        {
          hours: [
            { zone: 'UTC', from: '09:00', to: '10:00', days: [anotherDay] },
          ],
        },
        /chaos\.policy\.hours/,
      ],
    ])('halt what they forbid by %s', async (_, policy, reason) => {
      const id = await begin();
      await chaos.look();
      expect((await details(id)).run.haltedBy).toBeUndefined();

      await restart(policy);
      await until(async () => {
        await chaos.look();
        expect((await details(id)).run).toMatchObject({
          haltedBy: 'system',
          haltReason: expect.stringMatching(
            /^The rules changed while it was on: /,
          ),
        });
      });

      expect((await details(id)).run.haltReason).toMatch(reason);
      expect(only()?.deletionTimestamp).toBeDefined();
    });

    it.each([
      ['kinds: []', /Nothing may hit it \(/],
      ['namespaces: [other]', /may not be hit in shop, only in other \(/],
      [
        'freezes: [{ from: 2020-01-01T00:00:00Z, to: 2120-01-01T00:00:00Z, reason: Sale }]',
        /Nothing runs in this time: Sale \(/,
      ],
    ])(
      'halt what its component no longer lets hit it: %s',
      async (own, why) => {
        const id = await begin();
        const { metadata, ...rest } = createService('payments');
        await restart(
          {},
          {},
          {
            ...rest,
            metadata: {
              ...metadata,
              annotations: {
                ...metadata.annotations,
                'shop-platform.io/chaos-policy': own,
              },
            },
          },
        );
        await until(async () => {
          await chaos.look();
          const { haltReason } = (await details(id)).run;
          expect(haltReason).toMatch(why);
          expect(haltReason).toMatch(
            /shop-platform\.io\/chaos-policy of payments/,
          );
        });
      },
    );

    it('let what is being taken back already end as it does', async () => {
      const id = await begin();
      await request(west.url).delete(
        `/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos/${
          only()?.name
        }`,
      );
      await waitFor(id, 'recovering');
      await restart({ kinds: ['PodChaos'] });
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run).toMatchObject({ state: 'recovering' });
      expect((await details(id)).run).not.toHaveProperty('haltedBy');
    });

    it('let what others started with kubectl to the rules of the cluster', async () => {
      west.create('networkchaos', {
        ...delay('2m'),
        metadata: { name: 'by-kubectl' },
      });
      west.report('Injected', POD);
      await restart({ kinds: ['PodChaos'] });
      const id = await until(async () => {
        const { runs } = await get('/runs?state=active');
        expect(runs).toMatchObject([{ state: 'running' }]);
        return runs[0].id;
      });
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run).not.toHaveProperty('haltedBy');
      expect(only()?.deletionTimestamp).toBeUndefined();
    });
  });

  describe('whose cluster stops answering while a run is on', () => {
    /** Moves what is kept of all runs into the past. */
    const age = (minutes: number, columns: string[]) =>
      knex('chaos_runs').update(
        Object.fromEntries(
          columns.map(column => [
            column,
            knex.raw(`?? - ? * interval '1 minute'`, [column, minutes]),
          ]),
        ),
      );

    /** Loses sight of one that is on, which only then is over. */
    async function lose(): Promise<string> {
      await restart({}, { recoverWithin: { milliseconds: 1 } });
      const id = await begin(delay('5m'));
      west.goAway();
      await until(async () =>
        expect((await get('/runs')).silent).not.toEqual([]),
      );
      const [object] = west.experiments();
      const creationTimestamp = new Date(
        Date.now() - HOUR_MS / 6,
      ).toISOString();
      west.create('networkchaos', {
        ...object,
        metadata: { ...object.metadata, creationTimestamp },
      });
      await age(10, ['started_at', 'injected_at']);
      await waitFor(id, 'not-recovered');
      return id;
    }

    it('say loudly that nobody knows, and tell the truth when it answers', async () => {
      const id = await lose();
      expect((await details(id)).run.message).toMatch(
        /^Not known to have recovered: west does not answer since .*Look after its pods/,
      );
      await chaos.tell();
      expect(chaos.notify).toHaveBeenCalledWith(
        expect.objectContaining({
          payload: expect.objectContaining({
            severity: 'critical',
            description: expect.stringMatching(/^Not known to have recovered/),
          }),
        }),
      );

      west.report('Not Injected', POD);
      west.comeBack();
      await waitFor(id, 'recovered');
      const { run, events } = await details(id);
      expect(run.message).toMatch(/Known only since west answers again/);
      expect(events.map(({ type }: { type: string }) => type)).toEqual([
        'started',
        'injected',
        'not-recovered',
        'recovered',
      ]);
    });

    it('stay so while faults are still on when it answers', async () => {
      const id = await lose();
      west.comeBack();
      await until(async () => expect((await get('/runs')).silent).toEqual([]));
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run.state).toBe('not-recovered');
      west.report('Not Injected', POD);
      await waitFor(id, 'recovered');
    });

    it('know that nothing shows what became of one that went meanwhile, also over a restart', async () => {
      const id = await lose();
      await chaos.stop();
      west.comeBack();
      west.removeExperiments();
      chaos = await start();
      await until(async () => {
        await chaos.look();
        expect((await details(id)).run).toMatchObject({
          state: 'not-recovered',
          message: expect.stringMatching(/^It is gone, and its faults were/),
        });
      });
    });

    it('know what went meanwhile where the cluster tells its end', async () => {
      const id = await lose();
      west.report('Not Injected', POD);
      west.removeExperiments();
      west.comeBack();
      await waitFor(id, 'recovered');
      expect((await details(id)).run.message).toMatch(/^Known only since west/);
    });

    it('end what was halted in the dark as soon as it answers', async () => {
      await restart({}, { recoverWithin: { milliseconds: 1 } });
      const id = await begin(delay('5m'));
      west.goAway();
      expect((await post(`/runs/${id}/halt`)).status).toBeGreaterThanOrEqual(
        500,
      );
      await waitFor(id, 'not-recovered');
      expect(only()?.deletionTimestamp).toBeUndefined();

      west.comeBack();
      await until(async () => {
        await chaos.look();
        expect(only()?.deletionTimestamp).toBeDefined();
      });
      west.report('Not Injected', POD);
      west.finalize();
      await waitFor(id, 'recovered');
    });

    it('never say passed of it, whatever the traces say', async () => {
      let startedAt = Infinity;
      let endedAt = Infinity;
      traffic = ({ from }) => [
        {
          value: 'payments',
          requests: 100,
          errors: 0,
          p95Ms: from >= startedAt && from < endedAt ? 400 : 40,
        },
      ];
      const id = await lose();
      west.report('Not Injected', POD);
      west.comeBack();
      await waitFor(id, 'recovered');
      await age(5, ['started_at', 'injected_at', 'stopping_at', 'ended_at']);
      const { run } = await details(id);
      startedAt = Date.parse(run.startedAt);
      endedAt = Date.parse(run.endedAt);
      await chaos.look();
      expect((await details(id)).verdict).toMatchObject({
        outcome: 'inconclusive',
        reason: expect.stringMatching(/cluster did not answer/),
      });
    });
  });

  describe('with a clock that is set while a run is on', () => {
    it('end no run early when it goes forward', async () => {
      const id = await begin();
      jump = HOUR_MS;
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run.state).toBe('running');
      expect(only()?.deletionTimestamp).toBeUndefined();
    });

    it('halt no run for a freeze that it does not reach when it goes forward', async () => {
      const at = (hours: number) =>
        new Date(Date.now() + hours * HOUR_MS).toISOString();
      await restart({ freezes: [{ from: at(1), to: at(3), reason: 'Sale' }] });
      const id = await begin();
      await chaos.look();
      jump = 2 * HOUR_MS;
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run).not.toHaveProperty('haltedBy');
    });

    it('give no recovery up early when it goes forward', async () => {
      const id = await begin();
      await post(`/runs/${id}/halt`);
      await waitFor(id, 'recovering');
      jump = HOUR_MS;
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run.state).toBe('recovering');
      expect(only()?.annotations).not.toHaveProperty([CLEAN]);
    });

    it('let no run live for ever when it goes back', async () => {
      const id = await begin(delay('1s'));
      jump = -HOUR_MS;
      await waitFor(id, 'recovering');
      west.report('Not Injected', POD);
      await waitFor(id, 'recovered');
      expect((await details(id)).run.endedAt).toBeDefined();
    });

    it('believe the cluster where the portal began with a clock that is behind', async () => {
      const id = await begin(delay('2m'));
      const isOn = Date.now();
      jump = -HOUR_MS;
      await restart();
      // By the clock of the cluster its time was up when its fault had come on.
      const [object] = west.experiments();
      west.create('networkchaos', {
        ...object,
        metadata: {
          ...object.metadata,
          creationTimestamp: new Date(isOn - 120_000).toISOString(),
        },
      });
      await chaos.look();
      expect((await details(id)).run.state).toBe('running');
      // The cluster stamps it as it takes the fault back, which is later.
      west.report('Not Injected', POD);
      await waitFor(id, 'recovered');
    });

    it('still notice what does not recover when it goes back', async () => {
      await restart({}, { recoverWithin: { milliseconds: 200 } });
      const id = await begin();
      await post(`/runs/${id}/halt`);
      jump = -HOUR_MS;
      await waitFor(id, 'not-recovered');
      expect((await details(id)).run.message).toMatch(/not taken back within/);
    });

    it('let go by force what the cluster did not take at once', async () => {
      await restart({}, { recoverWithin: { milliseconds: 200 } });
      const id = await begin();
      await post(`/runs/${id}/halt`);
      west.refusal = 'the webhook is away';
      await waitFor(id, 'not-recovered');
      expect(only()?.annotations).not.toHaveProperty([CLEAN]);

      west.refusal = undefined;
      await until(async () => {
        await chaos.look();
        expect(only()?.annotations).toMatchObject({ [CLEAN]: 'forced' });
      });
    });

    it('count the time for recovery from before they were restarted, too', async () => {
      const id = await begin();
      await post(`/runs/${id}/halt`);
      await waitFor(id, 'recovering');
      await chaos.stop();
      await knex('chaos_runs').update({
        stopping_at: new Date(Date.now() - 61_000),
      });
      chaos = await start();
      await waitFor(id, 'not-recovered');
      expect(only()?.annotations).toMatchObject({ [CLEAN]: 'forced' });
    });
  });

  describe('of which the portal is killed', () => {
    const approval = [{ namespaces: ['shop'] }];

    it('while a start waits for approval: it waits on, and starts once', async () => {
      await restart({ approval });
      const id = await ask();
      await restart({ approval });
      await chaos.look();
      expect((await details(id)).run.state).toBe('awaiting-approval');
      expect(west.applied).toEqual([]);
      const approve = () =>
        post(`/runs/${id}/approve`, undefined, 'user:default/petro');
      expect((await approve()).status).toBe(200);
      expect((await approve()).status).toBe(409);
      expect(west.applied).toHaveLength(1);
    });

    it('between the approval and the object: it failed, and starts nothing later', async () => {
      await restart({ approval });
      const id = await ask();
      await chaos.stop();
      await knex('chaos_runs').update({
        state: 'starting',
        started_at: new Date(Date.now() - 120_000),
      });
      chaos = await start({ approval });
      await waitFor(id, 'failed');
      expect((await details(id)).run.message).toMatch(/never came/);
      expect(west.applied).toEqual([]);
      await restart();
      await begin();
      expect(west.applied).toHaveLength(1);
    });

    it('between the object and what is kept of it: it is the same run', async () => {
      const id = await begin();
      await chaos.stop();
      await knex('chaos_runs').update({
        state: 'starting',
        uid: null,
        injected_at: null,
        targets: '[]',
      });
      chaos = await start();
      await waitFor(id, 'running');
      expect((await get('/runs')).runs).toHaveLength(1);
      expect(west.applied).toHaveLength(1);
    });

    it('while a run is on: it is still that run', async () => {
      const id = await begin();
      await restart();
      await chaos.look();
      expect((await get('/runs?state=active')).runs).toMatchObject([
        { id, state: 'running' },
      ]);
      expect(west.applied).toHaveLength(1);
    });

    it('while a run is paused: it stays paused, and goes on when it is told to', async () => {
      const id = await begin();
      expect((await post(`/runs/${id}/pause`)).status).toBe(200);
      west.report('Not Injected', POD);
      await waitFor(id, 'paused');
      await restart();
      await chaos.look();
      await chaos.look();
      expect((await details(id)).run).toMatchObject({ state: 'paused' });
      expect(only()?.annotations).toHaveProperty(PAUSED, 'true');

      expect((await post(`/runs/${id}/resume`)).status).toBe(200);
      expect(only()?.annotations).not.toHaveProperty(PAUSED, 'true');
      west.report('Injected', POD);
      await waitFor(id, 'running');
      const { events } = await details(id);
      expect(
        events.map(({ type, by }: { type: string; by?: string }) => [type, by]),
      ).toEqual([
        ['started', PERSON],
        ['injected', undefined],
        ['paused', PERSON],
        ['resumed', PERSON],
      ]);
      expect(west.applied).toHaveLength(1);
    });

    it('when a run is over and not judged: it is judged once, by the next one', async () => {
      const ended = Date.now() - 120_000;
      const injected = ended - 60_000;
      // It is slower while the fault is on.
      traffic = ({ from, to }) => [
        {
          ...{ value: 'payments', requests: 100, errors: 0 },
          p95Ms: from >= injected && to <= ended ? 400 : 40,
        },
      ];
      await restart();
      const id = await begin(delay('1s'));
      await waitFor(id, 'recovering');
      west.report('Not Injected', POD);
      await waitFor(id, 'recovered');
      expect(await details(id)).not.toHaveProperty('verdict');
      await chaos.stop();
      await knex('chaos_runs').update({
        started_at: new Date(injected - 1000),
        injected_at: new Date(injected),
        ended_at: new Date(ended),
      });
      chaos = await start();
      await chaos.look();
      const { verdict } = await details(id);
      expect(verdict).toMatchObject({
        outcome: 'passed',
        checks: expect.arrayContaining([
          expect.objectContaining({
            ...{ service: 'payments', measure: 'p95' },
            ...{ before: 40, during: 400, after: 40, ok: true },
          }),
        ]),
      });
      await restart();
      await chaos.look();
      expect((await details(id)).verdict).toEqual(verdict);
    });

    it('between a halt and its deletion: it is ended by the next one', async () => {
      const id = await begin();
      await chaos.stop();
      await knex('chaos_runs').update({
        halted_by: 'user:default/mock',
        halt_reason: 'By hand',
        stopping_at: new Date(),
      });
      chaos = await start();
      await until(async () => {
        await chaos.look();
        expect(only()?.deletionTimestamp).toBeDefined();
      });
      west.report('Not Injected', POD);
      west.finalize();
      await waitFor(id, 'recovered');
      expect(west.applied).toHaveLength(1);
    });

    it('while a run recovers: what recovered meanwhile is known', async () => {
      const id = await begin();
      await post(`/runs/${id}/halt`);
      await waitFor(id, 'recovering');
      await chaos.stop();
      west.report('Not Injected', POD);
      chaos = await start();
      await waitFor(id, 'recovered');
      expect((await get('/runs')).runs).toHaveLength(1);
      expect(west.applied).toHaveLength(1);
    });
  });

  it('let an agent start nothing past the approval, nor a service at all', async () => {
    await restart({ approval: [{ namespaces: ['shop'] }] });
    const invoke = (credentials: BackstageCredentials) =>
      chaos.actionsRegistry.invoke({
        id: 'test:start-experiment',
        input: {
          cluster: 'west',
          manifest: stringify(delay('2m')),
          confirmation: 'shop',
        },
        credentials,
      });
    const { output } = await invoke(mockCredentials.user());
    expect(output).toMatchObject({ state: 'awaiting-approval' });
    await expect(invoke(mockCredentials.service())).rejects.toThrow(
      /Only a person/,
    );
    expect(west.applied).toEqual([]);
    expect((await get('/runs')).runs).toHaveLength(1);
  });

  describe('that count no pod as hit because it was to be', () => {
    const failure = {
      ...delay('2m'),
      kind: 'PodChaos',
      spec: { action: 'pod-failure', mode: 'one', duration: '2m', selector },
    };

    it.each([
      [
        'stays as it was',
        undefined,
        'inconclusive',
        /^The pod that it hit was not seen to go, to restart/,
      ],
      [
        'is not ready',
        {
          conditions: () => [
            {
              type: 'Ready',
              status: 'False',
              lastTransitionTime: new Date().toISOString(),
            },
          ],
        },
        'passed',
        /1 of 1 pod seen not ready/,
      ],
    ] as const)('where it %s', async (_, status, outcome, reason) => {
      traffic = () => [{ value: 'payments', requests: 100, errors: 0 }];
      await restart();
      const id = await begin(failure);
      if (status) {
        west.changePod(POD, { conditions: status.conditions() });
      }
      await until(async () => {
        await chaos.look();
        expect(await knex('chaos_run_pods')).toHaveLength(status ? 1 : 0);
      });
      // It is well again when it is judged.
      west.changePod(POD, {});
      west.report('Not Injected', POD);
      await knex('chaos_runs').update({
        state: 'recovered',
        ended_at: new Date(Date.now() - 120_000),
        injected_at: new Date(Date.now() - 180_000),
        started_at: new Date(Date.now() - 181_000),
      });
      await chaos.look();
      expect((await details(id)).verdict).toMatchObject({
        outcome,
        reason: expect.stringMatching(reason),
      });
    });
  });
});
