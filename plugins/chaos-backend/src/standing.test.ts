import { mockCredentials } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const API_VERSION = 'chaos-mesh.org/v1alpha1';
const POD = 'payments-1-abc12-x';
const onPayments = {
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
};

function weekly(spec: object = {}, networkChaos: object = {}) {
  return {
    apiVersion: API_VERSION,
    kind: 'Schedule',
    metadata: { name: 'weekly-delay', namespace: 'shop' },
    spec: {
      schedule: '0 3 * * 1',
      historyLimit: 2,
      type: 'NetworkChaos',
      networkChaos: {
        ...onPayments,
        action: 'delay',
        duration: '1m',
        delay: { latency: '100ms' },
        ...networkChaos,
      },
      ...spec,
    },
  };
}

function resilience(deadline: string | undefined = '1m', extra: object[] = []) {
  return {
    apiVersion: API_VERSION,
    kind: 'Workflow',
    metadata: { name: 'resilience', namespace: 'shop' },
    spec: {
      entry: 'all',
      templates: [
        {
          name: 'all',
          templateType: 'Serial',
          children: ['kill', 'wait', 'slow'],
        },
        {
          name: 'kill',
          templateType: 'PodChaos',
          deadline: '30s',
          podChaos: { ...onPayments, action: 'pod-kill' },
        },
        { name: 'wait', templateType: 'Suspend', deadline: '10s' },
        {
          name: 'slow',
          templateType: 'NetworkChaos',
          deadline,
          networkChaos: {
            ...onPayments,
            action: 'delay',
            delay: { latency: '100ms' },
          },
        },
        ...extra,
      ],
    },
  };
}

/** The drill, with a task that looks first. */
function withTask(container: object = {}, more: object = {}) {
  return resilience('1m', [
    {
      name: 'look',
      templateType: 'Task',
      deadline: '30s',
      task: {
        container: {
          name: 'look',
          image: 'ghcr.io/shop/probe:1',
          command: ['probe'],
          env: [{ name: 'WHAT', value: 'payments' }],
          ...container,
        },
      },
      conditionalBranches: [{ target: 'kill', expression: 'exitCode == 0' }],
      ...more,
    },
  ]);
}

describeOnPostgres(`Schedules and Workflows on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  const start = (settings?: JsonObject) =>
    startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments', ['core']), createService('core')],
      chaos: settings,
    });
  const post = (path: string, body?: object) =>
    request(chaos.server).post(`/api/chaos${path}`).send(body);
  const get = (path: string) => request(chaos.server).get(`/api/chaos${path}`);
  const dryRun = async (manifest: object) =>
    (
      await post('/dry-runs', {
        cluster: 'west',
        manifest: stringify(manifest),
      })
    ).body;
  const create = (manifest: object, confirmation = 'shop') =>
    post('/standing', {
      cluster: 'west',
      manifest: stringify(manifest),
      confirmation,
    });
  const remove = (path: string, confirmation: string) =>
    request(chaos.server)
      .delete(`/api/chaos/standing/west/${path}`)
      .query({ confirmation });

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
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
  });

  it('refuses each request of those who may not, and of services', async () => {
    west.create('schedules', weekly());
    const path = '/standing/west/Schedule/shop/weekly-delay';
    for (const asked of [
      create(weekly()),
      remove('Schedule/shop/weekly-delay', 'weekly-delay'),
      post(`${path}/pause`),
      post(`${path}/resume`),
      post(`${path}/run`, { confirmation: 'shop' }),
    ]) {
      const { status, body } = await asked.set(
        'authorization',
        mockCredentials.service.header(),
      );
      expect(status).toBe(403);
      expect(body.error.message).toMatch(/Only a person/);
    }
    chaos.granted.clear();
    for (const asked of [
      get('/standing'),
      get(path),
      create(weekly()),
      remove('Schedule/shop/weekly-delay', 'weekly-delay'),
      post(`${path}/pause`),
      post(`${path}/resume`),
      post(`${path}/run`, { confirmation: 'shop' }),
    ]) {
      expect((await asked).status).toBe(403);
    }
    expect(west.applied).toEqual([]);
    expect(west.standing('schedules')[0].metadata).not.toHaveProperty(
      'deletionTimestamp',
    );
  });

  it('refuses what never comes, never ends, lasts too long or reaches too far', async () => {
    const cases: [object, string, RegExp][] = [
      [weekly({ schedule: '0 0 31 2 *' }), 'manifest', /never due/],
      [weekly({}, { remoteCluster: 'prod' }), 'manifest', /cluster 'prod'/],
      [weekly({ schedule: 'every monday' }), 'manifest', /schedule/],
      [weekly({}, { duration: undefined }), 'duration', /never end/],
      [
        weekly({}, { selector: { namespaces: ['kube-system'] } }),
        'namespace',
        /kube-system/,
      ],
      [resilience('3h'), 'duration', /longer/],
      [
        {
          ...resilience(),
          spec: {
            entry: 'all',
            templates: [
              { name: 'all', templateType: 'Serial', children: ['wait'] },
              { name: 'wait', templateType: 'Suspend', deadline: '10s' },
            ],
          },
        },
        'targets',
        /no step yet that does anything/,
      ],
      [
        resilience('1m', [{ name: 'look', templateType: 'Task', task: {} }]),
        'manifest',
        /a task runs one container/,
      ],
      [withTask({}, { deadline: undefined }), 'manifest', /Give the Task a/],
      [withTask(), 'task', /name some under chaos\.policy\.taskImages/],
      [
        withTask(
          {},
          {
            conditionalBranches: [
              { target: 'kill', expression: 'exitCode > "0"' },
            ],
          },
        ),
        'manifest',
        /takes a number, and this is a text \(column 12\)/,
      ],
      [
        resilience('1m', [
          {
            name: 'ask',
            templateType: 'StatusCheck',
            deadline: '1m',
            statusCheck: {
              type: 'HTTP',
              http: {
                url: 'http://169.254.169.254/',
                criteria: { statusCode: '200' },
              },
            },
          },
        ]),
        'namespace',
        /may ask Services of shop/,
      ],
      [
        resilience('1m', [
          { name: 'loop', templateType: 'Serial', children: ['loop'] },
        ]),
        'manifest',
        /comes round to itself/,
      ],
      [
        resilience('1m', [
          {
            name: 'elsewhere',
            templateType: 'PodChaos',
            deadline: '30s',
            podChaos: {
              ...onPayments,
              action: 'pod-kill',
              remoteCluster: 'prod',
            },
          },
        ]),
        'manifest',
        /cluster 'prod'/,
      ],
    ];
    for (const [manifest, rule, message] of cases) {
      const found = await dryRun(manifest);
      expect(found.mayStart).toBe(false);
      expect(found.findings).toContainEqual(
        expect.objectContaining({
          rule,
          ok: false,
          message: expect.stringMatching(message),
        }),
      );
      expect((await create(manifest)).status).toBe(400);
    }
    expect(west.applied).toEqual([]);
  });

  it('refuses wrong numbers, selectors, kinds and clusters before it touches anything', async () => {
    west.runPod('payments-2', 'payments');
    west.runPod('core-1', 'core');
    const { namespaces } = onPayments.selector;
    const nobody = {
      selector: {
        namespaces,
        labelSelectors: { 'backstage.io/kubernetes-id': 'nobody' },
      },
    };
    const everybody = { mode: 'all', selector: { namespaces } };
    const most = { mode: 'fixed-percent', value: '150' };
    const drill = (podChaos: object, template: object = {}) => ({
      ...resilience(),
      spec: {
        entry: 'kill',
        templates: [
          {
            name: 'kill',
            templateType: 'PodChaos',
            deadline: '30s',
            podChaos: { ...onPayments, action: 'pod-kill', ...podChaos },
            ...template,
          },
        ],
      },
    });
    const lossy = { action: 'loss', loss: { loss: '150' } };
    const inSchedule = 'spec.networkChaos';
    const inWorkflow = 'spec.templates[0].podChaos';
    const notMatched = /no pod is selected/;
    const tooMany = /say which ones with labelSelectors/;
    const cases: [object, string | undefined, RegExp][] = [
      [weekly({}, most), `${inSchedule}.value`, /"150".*\(0,100\]/],
      [drill(most), `${inWorkflow}.value`, /"150".*\(0,100\]/],
      [weekly({}, lossy), `${inSchedule}.loss.loss`, /"150".*from 0 to 100/],
      [
        weekly({}, { duration: '-1m' }),
        `${inSchedule}.duration`,
        /"-1m": it ends before it begins/,
      ],
      [
        drill({}, { deadline: '-30s' }),
        'spec.templates[0].deadline',
        /"-30s": it ends before it begins/,
      ],
      [weekly({}, nobody), `${inSchedule}.selector`, notMatched],
      [drill(nobody), `${inWorkflow}.selector`, notMatched],
      [weekly({}, everybody), `${inSchedule}.selector`, tooMany],
      [drill(everybody), `${inWorkflow}.selector`, tooMany],
      [
        weekly({}, { mode: 'all', selector: {} }),
        `${inSchedule}.selector`,
        tooMany,
      ],
      [{ ...weekly(), kind: 'CronChaos' }, 'kind', /Schedule.*Workflow/],
      [weekly({ type: 'CowChaos' }), 'spec.type', /"CowChaos"/],
      [
        drill({}, { templateType: 'CowChaos' }),
        'spec.templates[0].templateType',
        /"CowChaos"/,
      ],
    ];
    const refuses = async (
      [manifest, path, message]: (typeof cases)[number],
      status: number,
    ) => {
      const { mayStart, findings } = await dryRun(manifest);
      expect(mayStart).toBe(false);
      expect(findings).toContainEqual(
        expect.objectContaining({
          ok: false,
          ...(path ? { path } : {}),
          message: expect.stringMatching(message),
        }),
      );
      const { status: answered, body } = await create(manifest);
      expect(answered).toBe(status);
      expect(body.error.message).toMatch(message);
      expect(body.error.message).toContain(path ?? '');
    };
    for (const right of [weekly(), drill({})]) {
      expect((await dryRun(right)).mayStart).toBe(true);
    }
    for (const each of cases) {
      await refuses(each, 400);
    }
    west.isSilent = true;
    for (const manifest of [weekly(), resilience()]) {
      await refuses(
        [manifest, undefined, /WEST.*Choose another cluster, or wait/],
        409,
      );
    }
    west.isSilent = false;
    expect(west.applied).toEqual([]);
    for (const plural of ['schedules', 'workflows']) {
      expect(west.standing(plural)).toEqual([]);
    }
    expect(west.experiments()).toEqual([]);
  });

  it('shows the next runs before, creates a Schedule, pauses, resumes and deletes it', async () => {
    const found = await dryRun(weekly());
    expect(found).toMatchObject({
      mayStart: true,
      standing: 'Schedule',
      namespace: 'shop',
      targets: [{ name: POD }],
      components: [{ owners: ['group:default/payments-team'] }],
      dependents: [{ entity: 'component:default/core' }],
    });
    expect(found.nextRuns).toHaveLength(5);
    expect(new Date(found.nextRuns[0]).getUTCDay()).toBe(1);

    expect((await create(weekly(), 'shopp')).status).toBe(400);
    const { status, body } = await create(weekly());
    expect(status).toBe(200);
    expect(body.standing).toMatchObject({
      kind: 'Schedule',
      what: ['NetworkChaos delay'],
      schedule: '0 3 * * 1',
      paused: false,
      startedBy: 'user:default/mock',
    });
    expect((await create(weekly())).status).toBe(409);

    const path = '/standing/west/Schedule/shop/weekly-delay';
    expect((await post(`${path}/resume`)).status).toBe(409);
    const paused = await post(`${path}/pause`);
    expect(paused.body).toMatchObject({ paused: true, nextRuns: [] });
    expect(west.standing('schedules')[0].metadata.annotations).toMatchObject({
      'experiment.chaos-mesh.org/pause': 'true',
      'shop-platform.io/changed-by': 'user:default/mock',
    });
    await post('/halts', { reason: 'fire' });
    expect((await post(`${path}/resume`)).status).toBe(409);
    await request(chaos.server).delete('/api/chaos/halts');
    const resumed = await post(`${path}/resume`);
    expect(resumed.body.standing.paused).toBe(false);

    await until(async () =>
      expect((await get('/standing')).body).toMatchObject({
        items: [{ name: 'weekly-delay', paused: false, active: [] }],
        requests: [],
        silent: [],
      }),
    );
    expect((await remove('Schedule/shop/weekly-delay', 'shop')).status).toBe(
      400,
    );
    expect(
      (await remove('Schedule/shop/weekly-delay', 'weekly-delay')).body,
    ).toMatchObject({ deleting: true });
    west.finalize();
    await until(async () =>
      expect((await get('/standing')).body.items).toEqual([]),
    );
    expect((await get(path)).status).toBe(404);
    expect(chaos.record.success).toHaveBeenCalled();
  });

  it('resumes and runs what it could make, whoever did, and under any name', async () => {
    const paused = (name: string, hours: number, networkChaos: object = {}) => {
      const schedule = weekly({ schedule: '0 * * * *' }, networkChaos);
      west.create('schedules', {
        ...schedule,
        metadata: {
          name,
          annotations: { 'experiment.chaos-mesh.org/pause': 'true' },
          creationTimestamp: new Date(
            Date.now() - hours * 3_600_000,
          ).toISOString(),
        },
      });
    };
    const resume = (name: string) =>
      post(`/standing/west/Schedule/shop/${name}/resume`);
    const refused = async (name: string, status: number, message: RegExp) => {
      expect(await resume(name)).toMatchObject({
        status,
        body: { error: { message: expect.stringMatching(message) } },
      });
    };
    paused('elsewhere', 0, { selector: { namespaces: ['kube-system'] } });
    await refused('elsewhere', 400, /kube-system is protected/);
    const long = 'nightly.delay.of-all-payments-in-the-west.-of-it';
    paused(long, 0);
    const ran = await post(`/standing/west/Schedule/shop/${long}/run`, {
      confirmation: 'shop',
    });
    expect(ran.body.run.name).toMatch(
      /^nightly-delay-of-all-payments-in-the-west-[0-9a-f]{8}$/,
    );

    await chaos.stop();
    chaos = await start({
      policy: {
        namespaces: ['shop'],
        freezes: [
          {
            from: '2020-01-01T00:00:00Z',
            to: '2120-01-01T00:00:00Z',
            reason: 'Sale',
          },
        ],
      },
    });
    paused('missed', 3);
    await refused('missed', 409, /missed a run, .*Sale/);
    expect(
      west.standing('schedules').map(({ metadata }) => metadata.annotations),
    ).toEqual(Array(3).fill({ 'experiment.chaos-mesh.org/pause': 'true' }));
  });

  it('says what made a run, and halts in a freeze what a Schedule started', async () => {
    west.create('schedules', weekly());
    west.create('networkchaos', {
      ...weekly().spec,
      apiVersion: API_VERSION,
      kind: 'NetworkChaos',
      metadata: {
        name: 'weekly-delay-x7k2p',
        ownerReferences: [
          {
            kind: 'Schedule',
            name: 'weekly-delay',
            uid: 's',
            controller: true,
          },
        ],
      },
      spec: weekly().spec.networkChaos,
    });
    west.report('Injected', POD);
    const path = '/standing/west/Schedule/shop/weekly-delay';
    await until(async () =>
      expect((await get(path)).body.runs).toMatchObject([
        {
          name: 'weekly-delay-x7k2p',
          parent: { kind: 'Schedule', name: 'weekly-delay' },
          entities: ['component:default/payments'],
        },
      ]),
    );
    const [{ id }] = (await get(path)).body.runs;
    expect((await get(`/runs/${id}`)).body.targets).toMatchObject([
      { name: POD, entity: 'component:default/payments' },
    ]);

    await chaos.stop();
    chaos = await start({
      policy: {
        namespaces: ['shop'],
        freezes: [
          {
            from: '2020-01-01T00:00:00Z',
            to: '2120-01-01T00:00:00Z',
            reason: 'Sale',
          },
        ],
      },
    });
    await until(async () => {
      await chaos.look();
      expect((await get(`/runs/${id}`)).body.run).toMatchObject({
        haltedBy: 'system',
        haltReason: 'Nothing runs in this time: Sale',
      });
    });
    const found = await dryRun(weekly());
    expect(found.findings).toContainEqual(
      expect.objectContaining({
        rule: 'freeze',
        message: expect.stringMatching(/is paused before.*Sale/),
      }),
    );
    expect((await create(resilience())).status).toBe(409);
  });

  it('pauses a Schedule before it runs outside the hours, and halts what runs there', async () => {
    await chaos.stop();
    const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const another = days[(new Date().getUTCDay() + 3) % 7];
    const hours = [
      {
        namespaces: ['shop'],
        zone: 'UTC',
        days: [another],
        from: '00:00',
        to: '24:00',
      },
    ];
    chaos = await start({ policy: { namespaces: ['shop'], hours } });
    const schedule = (name: string, cron: string) =>
      west.create('schedules', {
        ...weekly({ schedule: cron }),
        metadata: { name },
      });
    schedule('often', '* * * * *');
    schedule('rarely', '0 0 29 2 *');
    schedule('late', '0 0 29 2 *');
    west.create('networkchaos', {
      apiVersion: API_VERSION,
      kind: 'NetworkChaos',
      metadata: {
        name: 'late-x7k2p',
        ownerReferences: [
          { kind: 'Schedule', name: 'late', uid: 's', controller: true },
        ],
      },
      spec: weekly().spec.networkChaos,
    });
    west.report('Injected', POD);
    await until(async () => {
      await chaos.look();
      const { body } = await get('/standing/west/Schedule/shop/late');
      expect(body.runs).toMatchObject([
        {
          haltedBy: 'system',
          haltReason: expect.stringMatching(/chaos\.policy\.hours/),
        },
      ]);
      expect(
        Object.fromEntries(
          west
            .standing('schedules')
            .map(({ metadata }) => [metadata.name, metadata.annotations ?? {}]),
        ),
      ).toEqual({
        often: {
          'experiment.chaos-mesh.org/pause': 'true',
          'shop-platform.io/changed-by': 'system',
        },
        rarely: {},
        late: {
          'experiment.chaos-mesh.org/pause': 'true',
          'shop-platform.io/changed-by': 'system',
        },
      });
    });
  });

  it('lets tasks run images that are named, as plain containers and nothing else', async () => {
    await chaos.stop();
    chaos = await start({
      policy: {
        namespaces: ['shop'],
        taskImages: ['ghcr.io/shop/*', 'busybox:1.37'],
      },
    });
    expect(await dryRun(withTask())).toMatchObject({ mayStart: true });
    expect(await dryRun(withTask({ image: 'busybox:1.37' }))).toMatchObject({
      mayStart: true,
    });
    const at = 'spec.templates[4].task';
    const container = { name: 'look', image: 'busybox:1.37' };
    const tasks: [object, string][] = [
      [withTask({ image: 'busybox:1.38' }), `${at}.container.image`],
      [withTask({ image: 'evil/ghcr.io/shop/a' }), `${at}.container.image`],
      [
        withTask({ securityContext: { privileged: true } }),
        `${at}.container.securityContext.privileged`,
      ],
      [
        withTask({ securityContext: { capabilities: { add: ['NET_ADMIN'] } } }),
        `${at}.container.securityContext.capabilities.add`,
      ],
      [
        withTask({
          env: [
            {
              name: 'KEY',
              valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
            },
          ],
        }),
        `${at}.container.env.0.valueFrom`,
      ],
      [
        withTask({ envFrom: [{ secretRef: { name: 'db' } }] }),
        `${at}.container.envFrom`,
      ],
      [
        withTask({}, { task: { container, hostNetwork: true } }),
        `${at}.hostNetwork`,
      ],
      [
        withTask({}, { task: { container, serviceAccountName: 'admin' } }),
        `${at}.serviceAccountName`,
      ],
      [
        // Its pod would get requests that are meant for payments.
        withTask({}, { task: { container, labels: { app: 'payments' } } }),
        `${at}.labels`,
      ],
      [
        withTask(
          {},
          {
            task: {
              container,
              volumes: [{ name: 'root', hostPath: { path: '/' } }],
            },
          },
        ),
        `${at}.volumes.0.hostPath`,
      ],
      [withTask({}, { deadline: '3h' }), 'spec.templates[4].deadline'],
      [
        {
          ...withTask(),
          metadata: { name: 'resilience', namespace: 'kube-system' },
        },
        'metadata.namespace',
      ],
    ];
    for (const [manifest, path] of tasks) {
      const found = await dryRun(manifest);
      expect(found.mayStart).toBe(false);
      expect(found.findings).toContainEqual(
        expect.objectContaining({ rule: 'task', ok: false, path }),
      );
      expect((await create(manifest)).status).toBe(400);
    }
    expect(west.applied).toEqual([]);
    expect((await create(withTask())).body.standing).toMatchObject({
      kind: 'Workflow',
    });
  });

  it('begins a Workflow, shows its steps, and runs it once more', async () => {
    expect((await create(resilience())).body.standing).toMatchObject({
      kind: 'Workflow',
      phase: 'waiting',
      what: ['PodChaos pod-kill', 'NetworkChaos delay'],
    });
    const node = (name: string, type: string, spec: object, owner: object) => ({
      apiVersion: API_VERSION,
      kind: 'WorkflowNode',
      metadata: { name, ownerReferences: [owner] },
      spec: { templateName: name, workflowName: 'resilience', type, ...spec },
    });
    west.create(
      'workflownodes',
      node(
        'all',
        'Serial',
        { startTime: '2026-11-29T02:00:00Z' },
        {
          apiVersion: API_VERSION,
          kind: 'Workflow',
          name: 'resilience',
          uid: 'w',
        },
      ),
    );
    west.create('workflownodes', {
      ...node(
        'kill',
        'PodChaos',
        {
          startTime: '2026-11-29T02:00:01Z',
          deadline: '2026-11-29T02:00:31Z',
        },
        {
          apiVersion: API_VERSION,
          kind: 'WorkflowNode',
          name: 'all',
          uid: 'n',
        },
      ),
      status: {
        conditions: [
          {
            type: 'Accomplished',
            status: 'True',
            reason: 'NodeDeadlineExceed',
          },
        ],
      },
    });
    west.create('workflownodes', {
      ...node(
        'look',
        'Task',
        { startTime: '2026-11-29T02:00:02Z' },
        {
          apiVersion: API_VERSION,
          kind: 'WorkflowNode',
          name: 'all',
          uid: 'n',
        },
      ),
      status: {
        conditionalBranchesStatus: {
          branches: [
            { target: 'slow', evaluationResult: 'True' },
            { target: 'wait', evaluationResult: 'False' },
            { target: 'kill', evaluationResult: 'Unknown' },
          ],
          context: ['{"exitCode":3,"stdout":"a secret"}'],
        },
      },
    });
    const path = '/standing/west/Workflow/shop/resilience';
    await until(async () =>
      expect((await get(path)).body).toMatchObject({
        item: { phase: 'running', active: ['all', 'look'] },
        nodes: [
          { name: 'all', type: 'Serial', phase: 'running' },
          {
            name: 'kill',
            parent: 'all',
            phase: 'done',
            reason: 'NodeDeadlineExceed',
          },
          {
            name: 'look',
            task: {
              exitCode: 3,
              branches: [
                { target: 'slow', taken: true },
                { target: 'wait', taken: false },
                { target: 'kill' },
              ],
            },
          },
        ],
      }),
    );
    expect((await get(path)).text).not.toContain('a secret');
    expect((await post(`${path}/pause`)).status).toBe(400);
    const again = await post(`${path}/run`, { confirmation: 'shop' });
    expect(again.body.standing).toMatchObject({
      kind: 'Workflow',
      name: expect.stringMatching(/^resilience-[0-9a-f]{8}$/),
    });

    west.create('schedules', weekly());
    const ran = await post('/standing/west/Schedule/shop/weekly-delay/run', {
      confirmation: 'shop',
    });
    expect(ran.body.run).toMatchObject({
      kind: 'NetworkChaos',
      startedBy: 'user:default/mock',
    });
  });
});
