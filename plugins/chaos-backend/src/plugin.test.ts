import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type JsonObject } from '@backstage/types';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { createService, startChaos } from './__testUtils__/startChaos';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { until } from './__testUtils__/until';

jest.setTimeout(60_000);

const POD = 'payments-1-abc12-x';

function delay(overrides: object = {}, spec: object = {}): string {
  return stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name: 'slow-payments', namespace: 'shop' },
    spec: {
      action: 'delay',
      mode: 'all',
      duration: '2m',
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
      },
      delay: { latency: '300ms' },
      ...spec,
    },
    ...overrides,
  });
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('It is missing');
  }
  return value;
}

function withSources(entity: Entity, location: string): Entity {
  const { annotations } = entity.metadata;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: { ...annotations, 'backstage.io/source-location': location },
    },
  };
}

/** As somebody may apply it beside the portal. */
const byKubectl = {
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'PodChaos',
  metadata: { name: 'by-kubectl' },
  spec: {
    action: 'pod-failure',
    mode: 'one',
    duration: '5m',
    selector: { namespaces: ['shop'] },
  },
};

describeOnPostgres(`The chaos back end on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  const entities = [
    createService('payments', ['core']),
    createService('core', ['storefront']),
    createService('storefront'),
    withSources(
      createService('shipping'),
      'url:https://github.com/shop/platform/tree/main/services/shipping/',
    ),
  ];
  const start = (settings?: JsonObject) =>
    startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities,
      chaos: settings,
      search: async url => ({
        etag: '',
        files: [
          {
            url: url.replace('**/*.y*ml', 'slow.yaml'),
            content: async () => Buffer.from(delay()),
          },
        ],
      }),
    });

  const post = (path: string, body?: object) =>
    request(chaos.server).post(`/api/chaos${path}`).send(body);
  const get = (path: string) => request(chaos.server).get(`/api/chaos${path}`);
  const dryRun = async (manifest: string) =>
    (await post('/dry-runs', { cluster: 'west', manifest })).body;
  const startRun = (manifest = delay(), confirmation = 'shop') =>
    post('/runs', { cluster: 'west', manifest, confirmation });
  const stateOf = async (id: string) =>
    (await get(`/runs/${id}`)).body.run.state;
  const waitFor = (id: string, state: string) =>
    until(async () => expect(await stateOf(id)).toBe(state));

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    west.runPod('payments-2', 'payments');
    west.runPod('shipping-1', 'shipping');
    chaos = await start();
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  it('refuses each request of those who may not', async () => {
    chaos.granted.clear();
    const id = '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10';
    const manifest = delay();
    const cluster = 'west';
    for (const asked of [
      get('/clusters'),
      get('/presets?entity=component:default/payments'),
      get('/runs'),
      get(`/runs/${id}`),
      get('/scores?entity=component:default/payments'),
      post('/dry-runs', { cluster, manifest }),
      startRun(),
      post(`/runs/${id}/halt`),
      post(`/runs/${id}/pause`),
      post(`/runs/${id}/resume`),
      post('/halts', { reason: 'fire' }),
      request(chaos.server).delete('/api/chaos/halts'),
    ]) {
      const { status } = await asked;
      expect(status).toBe(403);
    }
    expect(west.applied).toEqual([]);
    expect(chaos.record.fail).toHaveBeenCalled();
    expect(chaos.record.success).not.toHaveBeenCalled();
  });

  it('lets no service start anything, whatever it may do else', async () => {
    const { status, body } = await startRun().set(
      'authorization',
      mockCredentials.service.header(),
    );
    expect(status).toBe(403);
    expect(body.error.message).toMatch(/Only a person/);
    expect(west.applied).toEqual([]);
  });

  it('keeps who started what, and how that ended, in the audit', async () => {
    const olena = 'user:default/olena';
    const byOlena = (manifest: string) =>
      startRun(manifest).set(
        'authorization',
        mockCredentials.user.header(olena),
      );
    const manifest = delay();
    expect((await byOlena(manifest)).status).toBe(200);
    expect(chaos.record.success).toHaveBeenCalledTimes(1);
    expect(chaos.record.fail).not.toHaveBeenCalled();
    expect((await byOlena('a: [')).status).toBe(400);
    expect(chaos.record.success).toHaveBeenCalledTimes(1);
    expect(chaos.record.fail).toHaveBeenCalledTimes(1);

    const events = chaos.auditor.createEvent.mock.calls.map(([event]) => event);
    expect(events.map(({ eventId, meta }) => ({ eventId, meta }))).toEqual([
      { eventId: 'run-start', meta: { cluster: 'west', manifest } },
      { eventId: 'run-start', meta: { cluster: 'west', manifest: 'a: [' } },
    ]);
    for (const { request: asked } of events) {
      // As the auditor reads from the request who it was.
      const { principal } = await mockServices
        .httpAuth()
        .credentials(present(asked), { allow: ['user'] });
      expect(principal.userEntityRef).toBe(olena);
    }
  });

  it('says what an experiment would hit, and who depends on it', async () => {
    const found = await dryRun(delay());

    expect(found).toMatchObject({
      mayStart: true,
      namespace: 'shop',
      candidates: 2,
      components: [
        {
          entity: 'component:default/payments',
          title: 'payments',
          owners: ['group:default/payments-team'],
        },
      ],
      dependents: [
        {
          entity: 'component:default/core',
          owners: ['group:default/core-team'],
        },
        { entity: 'component:default/storefront' },
      ],
    });
    expect(found.targets).toEqual(
      expect.arrayContaining([
        {
          namespace: 'shop',
          name: POD,
          owner: 'Deployment/payments',
          entity: 'component:default/payments',
          node: 'node-1',
        },
      ]),
    );
    expect(found.manifest).toContain('direction: to');
    expect(west.applied).toEqual([]);
  });

  it.each([
    ['what is not YAML', 'a: [', 'manifest', /not YAML/],
    ['two objects', 'a: 1\n---\nb: 2', 'manifest', /one object/],
    [
      'another kind',
      delay({ kind: 'Deployment' }),
      'manifest',
      /has to be an experiment/,
    ],
    [
      'a delay without its latency',
      delay({}, { delay: undefined }),
      'manifest',
      /delay/,
    ],
    [
      'more than all pods',
      delay({}, { mode: 'fixed-percent', value: '101' }),
      'manifest',
      /101/,
    ],
    [
      'what never ends',
      delay({}, { duration: undefined }),
      'duration',
      /never end/,
    ],
    [
      'what lasts too long',
      delay({}, { duration: '3h' }),
      'duration',
      /longer than 600 s/,
    ],
    [
      'a duration below nothing',
      delay({}, { duration: '-1m' }),
      'manifest',
      /ends before it begins/,
    ],
    [
      'a duration that is none, where Chaos Mesh would let it through',
      delay(
        { kind: 'TimeChaos' },
        {
          ...{ action: undefined, delay: undefined },
          duration: 'soon',
          timeOffset: '1h',
        },
      ),
      'manifest',
      /"soon": it never ends, since it is none/,
    ],
    [
      'a protected namespace',
      delay({}, { selector: { namespaces: ['kube-system'] } }),
      'namespace',
      /kube-system is protected/,
    ],
    [
      'a selector that means everything',
      delay({}, { mode: 'all', selector: { namespaces: ['shop'] } }),
      'targets',
      /It means every pod of shop/,
    ],
    [
      'all of a hundred per cent of everything',
      delay({}, { mode: 'fixed-percent', value: '100', selector: {} }),
      'targets',
      /It means every pod of shop/,
    ],
    ...[
      { mode: 'fixed', value: '999' },
      { mode: 'random-max-percent', value: '99' },
      { mode: 'fixed-percent', value: '70' },
    ].map((many): [string, string, string, RegExp] => [
      `what may take all pods there are: ${stringify(many)}`,
      delay({}, { ...many, selector: { namespaces: ['shop'] } }),
      'targets',
      /It may hit all 3 pods of shop at once, which are of 2 workloads/,
    ]),
    [
      'a condition that all pods of a namespace meet',
      delay(
        {},
        {
          selector: {
            namespaces: ['shop'],
            expressionSelectors: [
              { key: 'pod-template-hash', operator: 'Exists' },
            ],
          },
        },
      ),
      'targets',
      /It may hit all 3 pods of shop at once/,
    ],
    [
      'a selector that means nothing',
      delay({}, { selector: { labelSelectors: { app: 'nobody' } } }),
      'targets',
      /Nothing would be hit/,
    ],
  ])('refuses %s', async (_, manifest, rule, message) => {
    const found = await dryRun(manifest);
    expect(found.mayStart).toBe(false);
    expect(found.findings).toContainEqual(
      expect.objectContaining({
        rule,
        ok: false,
        message: expect.stringMatching(message),
      }),
    );
    const { status } = await startRun(manifest);
    expect(status).toBe(400);
    expect(west.applied).toEqual([]);
  });

  it('tells what it finds by codes, too, for those who say it in other languages', async () => {
    const codesOf = async (manifest: string) =>
      (await dryRun(manifest)).findings.map(
        ({ says }: ChaosFinding) => says?.code,
      );
    expect(await codesOf(delay())).toEqual(
      expect.arrayContaining(['readable', 'armed', 'kind', 'percentage']),
    );
    expect(
      await codesOf(
        delay({}, { selector: { labelSelectors: { app: 'nobody' } } }),
      ),
    ).toContain('targetsNone');
  });

  it('asks the cluster, whose admission may refuse more', async () => {
    west.admission = 'spec.delay: the nodes have no sch_netem';
    const found = await dryRun(delay());
    expect(found.mayStart).toBe(false);
    expect(found.findings).toContainEqual({
      rule: 'cluster',
      ok: false,
      message: expect.stringMatching(/no sch_netem/),
    });
    expect((await startRun()).status).toBe(409);
  });

  it('follows a run from its start to its end, with the names of those who acted', async () => {
    expect((await startRun(delay(), 'shopp')).status).toBe(400);
    const { status, body: run } = await startRun();
    expect(status).toBe(200);
    expect(run).toMatchObject({
      state: 'starting',
      startedBy: 'user:default/mock',
      entities: ['component:default/payments'],
    });
    expect(west.applied[0]).toMatchObject({
      metadata: {
        annotations: {
          'shop-platform.io/chaos-run': run.id,
          'shop-platform.io/started-by': 'user:default/mock',
        },
      },
    });

    west.report('Injected', POD);
    await waitFor(run.id, 'running');
    await post(`/runs/${run.id}/pause`);
    west.report('Not Injected', POD);
    await waitFor(run.id, 'paused');
    await post(`/runs/${run.id}/resume`);
    west.report('Injected', POD);
    await waitFor(run.id, 'running');
    expect((await post(`/runs/${run.id}/halt`)).status).toBe(200);
    west.report('Not Injected', POD);
    west.finalize();
    await waitFor(run.id, 'recovered');

    const { body } = await get(`/runs/${run.id}`);
    expect(body.run).toMatchObject({
      haltedBy: 'user:default/mock',
      injected: 0,
    });
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      'started',
      'injected',
      'paused',
      'resumed',
      'halted',
      'recovered',
    ]);
    expect(body.events[2].by).toBe('user:default/mock');
    expect((await post(`/runs/${run.id}/halt`)).status).toBe(409);
    const score = await get('/scores?entity=component:default/payments');
    expect(score.body).toMatchObject({ passed: 0, failed: 0, unjudged: 1 });
    expect(score.body).not.toHaveProperty('score');
    expect((await get('/scores')).status).toBe(400);
    expect(chaos.publish).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'chaos' }),
    );
  });

  it('never has two runs on one path of dependencies, also when both start at once', async () => {
    const both = await Promise.all([startRun(), startRun()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);

    const onCore = delay(
      {},
      {
        selector: {
          namespaces: ['shop'],
          labelSelectors: { 'backstage.io/kubernetes-id': 'core' },
        },
      },
    );
    west.runPod('core-1', 'core');
    const { body } = await startRun(onCore);
    expect(body.error.message).toMatch(/same path of dependencies/);
    const elsewhere = await startRun(
      delay(
        {},
        {
          selector: {
            namespaces: ['shop'],
            labelSelectors: { 'backstage.io/kubernetes-id': 'shipping' },
          },
        },
      ),
    );
    expect(elsewhere.status).toBe(200);
  });

  it('halts everything over a restart, also what others start, until it is armed', async () => {
    const { body: run } = await startRun();
    west.report('Injected', POD);
    await waitFor(run.id, 'running');

    const { body: halts } = await post('/halts', { reason: 'Black Friday' });
    expect(halts.clusters).toMatchObject([
      {
        name: 'west',
        halt: { by: 'user:default/mock', reason: 'Black Friday' },
      },
    ]);
    west.report('Not Injected', POD);
    west.finalize();
    await waitFor(run.id, 'recovered');

    await chaos.stop();
    chaos = await start();
    const refused = await startRun();
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/Black Friday/);
    const { body: state } = await get('/clusters');
    expect(state.clusters).toMatchObject([
      { state: 'ready', halt: { reason: 'Black Friday' } },
    ]);

    west.create('podchaos', byKubectl);
    await until(async () => {
      await chaos.look();
      expect(west.experiments().at(0)?.metadata).toMatchObject({
        name: 'by-kubectl',
        deletionTimestamp: expect.any(String),
      });
    });
    west.finalize();
    // It would be on beside the next one.
    await until(async () =>
      expect((await get('/runs?state=active')).body.runs).toEqual([]),
    );

    await request(chaos.server).delete('/api/chaos/halts?cluster=west');
    expect((await startRun()).status).toBe(200);
  });

  it('accounts for what others started, and for what ended while it was away', async () => {
    const { body: run } = await startRun();
    west.report('Injected', POD);
    await waitFor(run.id, 'running');
    await chaos.stop();
    west.report('Not Injected', POD);
    west.create('podchaos', byKubectl);
    await request(west.url).delete(
      `/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos/${run.name}`,
    );

    chaos = await start();

    await until(async () => {
      await chaos.look();
      expect(await stateOf(run.id)).toBe('recovered');
    });
    await until(async () => {
      const { body } = await get('/runs?state=active');
      expect(body.runs).toMatchObject([
        { name: 'by-kubectl', kind: 'PodChaos' },
      ]);
      expect(body.runs[0].startedBy).toBeUndefined();
    });
  });

  it('says loudly what did not recover, and lets its object go by force', async () => {
    await chaos.stop();
    chaos = await start({
      policy: { namespaces: ['shop'] },
      recoverWithin: { milliseconds: 1 },
    });
    const { body: run } = await startRun();
    west.report('Injected', POD);
    await waitFor(run.id, 'running');
    await post(`/runs/${run.id}/halt`);

    await until(async () => {
      await chaos.look();
      expect(await stateOf(run.id)).toBe('not-recovered');
    });

    const { body } = await get(`/runs/${run.id}`);
    expect(body.run.message).toMatch(/not taken back within/);
    expect(body.targets).toMatchObject([{ name: POD, phase: 'injected' }]);
    expect(west.experiments()[0].metadata.annotations).toMatchObject({
      'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced',
    });
    await chaos.tell();
    await chaos.tell();
    // Of the halt, the one who did it is not told.
    expect(chaos.notify.mock.calls).toEqual([
      [
        expect.objectContaining({
          recipients: expect.objectContaining({
            entityRef: ['group:default/payments-team'],
          }),
        }),
      ],
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['group:default/payments-team', 'user:default/mock'],
          },
          payload: expect.objectContaining({
            severity: 'critical',
            link: `/chaos/runs/${run.id}`,
          }),
        },
      ],
    ]);
    // It holds nothing any more.
    expect((await startRun()).status).toBe(200);
  });

  it('keeps a start that the cluster refuses as failed, with its reason', async () => {
    west.refusal = 'User "portal" cannot patch networkchaos';
    const { status, body } = await startRun();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error.message).toMatch(/cannot patch networkchaos/);
    const page = await get(
      '/runs?state=over&entity=component:default/payments',
    );
    expect(page.body.runs).toMatchObject([{ state: 'failed' }]);
    // It was never on.
    const [{ id }] = page.body.runs;
    const since = await get('/runs?from=2020-01-01T00:00:00Z');
    expect(since.body.runs).not.toContainEqual(expect.objectContaining({ id }));
    west.refusal = undefined;
    expect((await startRun()).status).toBe(200);
  });

  it('says of a cluster without Chaos Mesh what it lacks', async () => {
    west.hasChaosMesh = false;
    const { body } = await get('/clusters');
    expect(body.clusters).toMatchObject([
      { state: 'absent', reason: expect.stringMatching(/install Chaos Mesh/) },
    ]);
  });

  it('has presets for the pods of a component, each of which may start', async () => {
    const { body } = await get('/presets?entity=component:default/payments');
    expect(body).toEqual({ presets: expect.any(Array) });
    expect(body.presets.length).toBeGreaterThan(5);
    for (const { manifest } of body.presets) {
      const found = await dryRun(manifest);
      expect(found.findings.filter(({ ok }: { ok: boolean }) => !ok)).toEqual(
        [],
      );
    }
  });

  it('says where experiments on a component are kept', async () => {
    const { body } = await get('/presets?entity=component:default/shipping');
    expect(body).toMatchObject({
      saveUrl:
        'https://github.com/shop/platform/new/main/services/shipping/chaos',
      saveTo: {
        repoUrl: 'github.com?owner=shop&repo=platform',
        folder: 'services/shipping/chaos',
      },
    });
  });

  it('offers what is kept there, which may start as any other', async () => {
    const { body } = await get('/presets?entity=component:default/shipping');
    expect(body.saved).toEqual({
      presets: [
        {
          id: 'saved:services/shipping/chaos/slow.yaml',
          name: 'slow-payments',
          kind: 'NetworkChaos',
          manifest: delay(),
          file: 'services/shipping/chaos/slow.yaml',
          url: 'https://github.com/shop/platform/tree/main/services/shipping/chaos/slow.yaml',
        },
      ],
      problems: [],
    });
    const [{ manifest }] = body.saved.presets;
    expect(await dryRun(manifest)).toMatchObject({ mayStart: true });
  });

  it('lets agents act for a person, under the same rules, and for nobody else', async () => {
    const ask = (
      name: string,
      input: JsonObject,
      credentials: BackstageCredentials = mockCredentials.user(),
    ) =>
      chaos.actionsRegistry.invoke({ id: `test:${name}`, input, credentials });
    const experiment = { cluster: 'west', manifest: delay() };
    const confirmed = { ...experiment, confirmation: 'shop' };

    const dry = await ask('dry-run-experiment', experiment);
    expect(dry.output).toMatchObject({
      mayStart: true,
      namespace: 'shop',
      targets: expect.arrayContaining([`shop/${POD}`]),
      components: [
        {
          entity: 'component:default/payments',
          owners: ['group:default/payments-team'],
        },
      ],
      dependents: [
        {
          name: 'component:default/core',
          owners: ['group:default/core-team'],
        },
        {
          name: 'component:default/storefront',
          owners: ['group:default/storefront-team'],
        },
      ],
    });
    await expect(
      ask('start-experiment', confirmed, mockCredentials.service()),
    ).rejects.toThrow(/Only a person/);
    await expect(
      ask('start-experiment', { ...confirmed, confirmation: 'yes' }),
    ).rejects.toThrow(/Confirm by typing/);
    expect(west.applied).toEqual([]);

    const { output } = await ask('start-experiment', confirmed);
    for (const by of ['external:test-service', 'user:default/mock']) {
      expect(chaos.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'run-start',
          meta: expect.objectContaining({ queryType: 'action', by }),
        }),
      );
    }
    const { id } = z.object({ id: z.string() }).parse(output);
    west.report('Injected', POD);
    await waitFor(id, 'running');
    await ask('halt-experiment', { id });
    west.report('Not Injected', POD);
    west.finalize();
    await waitFor(id, 'recovered');
    expect((await ask('get-experiment', { id })).output).toMatchObject({
      state: 'recovered',
      startedBy: 'user:default/mock',
      targets: [`shop/${POD}`],
      url: `http://portal.test/chaos/runs/${id}`,
    });

    chaos.granted.clear();
    await expect(ask('get-experiment', { id })).rejects.toThrow(/chaos\.read/);
  });

  it('finds the runs that were on in a stretch of time, its beginning included', async () => {
    const knex = await getDatabase().getClient();
    const at = (minute: number) =>
      new Date(Date.UTC(2026, 2, 10, 13, minute)).toISOString();
    const row = {
      // Of a cluster that nobody looks at: what is on there stays so.
      ...{ cluster: 'elsewhere', region: 'west', kind: 'PodChaos' },
      ...{ namespace: 'shop', entities: '[]', targets: '[]', manifest: '' },
    };
    await knex('chaos_runs').insert([
      {
        ...{ ...row, id: randomUUID(), name: 'over', state: 'recovered' },
        ...{ started_at: at(0), ended_at: at(10) },
      },
      {
        ...{ ...row, id: randomUUID(), name: 'going', state: 'running' },
        started_at: at(20),
      },
      {
        ...{ ...row, id: randomUUID(), name: 'refused', state: 'failed' },
        ...{ started_at: at(0), ended_at: at(10) },
      },
    ]);
    const between = async (from: number, to: number) => {
      const query = new URLSearchParams({ from: at(from), to: at(to) });
      const { body } = await get(`/runs?${query}`);
      return body.runs.map(({ name }: { name: string }) => name);
    };
    expect(await between(5, 6)).toEqual(['over']);
    expect(await between(10, 20)).toEqual(['over']);
    expect(await between(11, 20)).toEqual([]);
    // It is on until now.
    expect(await between(30, 31)).toEqual(['going']);
    expect(await between(0, 21)).toEqual(['going', 'over']);
  });

  it('has pages of history', async () => {
    for (const service of ['payments', 'shipping']) {
      await startRun(
        delay(
          {},
          {
            selector: {
              namespaces: ['shop'],
              labelSelectors: { 'backstage.io/kubernetes-id': service },
            },
          },
        ),
      );
    }
    const first = (await get('/runs?limit=1')).body;
    const second = (await get(`/runs?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.runs[0], second.runs[0]]).toMatchObject([
      { entities: ['component:default/shipping'] },
      { entities: ['component:default/payments'] },
    ]);
    expect(second.nextCursor).toBeUndefined();
    expect((await get('/runs?cursor=nonsense')).status).toBe(400);
  });
});
