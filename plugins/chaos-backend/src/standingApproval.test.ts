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
import { HoldingProxy, type OnItsWay } from './__testUtils__/HoldingProxy';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const OLENA = 'user:default/olena';
const PETRO = 'user:default/petro';
const IRYNA = 'user:default/iryna';
const ENGINEERS = 'group:default/platform-engineers';
const approval = [{ namespaces: ['shop'], notify: [ENGINEERS] }];
const STARTED_BY = 'shop-platform.io/started-by';
const APPROVED_BY = 'shop-platform.io/approved-by';
const PAUSE = 'experiment.chaos-mesh.org/pause';

const delay = {
  action: 'delay',
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
  delay: { latency: '100ms' },
};

function workflow(name = 'resilience', annotations = {}) {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'Workflow',
    metadata: { name, namespace: 'shop', annotations },
    spec: {
      entry: 'slow',
      templates: [
        {
          name: 'slow',
          templateType: 'NetworkChaos',
          deadline: '1m',
          networkChaos: delay,
        },
      ],
    },
  };
}

function schedule(name: string, annotations = {}) {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'Schedule',
    metadata: { name, namespace: 'shop', annotations },
    spec: {
      schedule: '0 3 * * 1',
      historyLimit: 2,
      type: 'NetworkChaos',
      networkChaos: { ...delay, duration: '1m' },
    },
  };
}

describeOnPostgres(
  `A second person's approval of Schedules and Workflows on PostgreSQL${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let west: FakeCluster;
    let chaos: Awaited<ReturnType<typeof startChaos>>;
    /** Of the cluster, or of what stands before it. */
    let url: string;

    const start = (policy: JsonObject = {}) =>
      startChaos({
        database: getDatabase(),
        clusters: [{ name: 'west', url }],
        timeout: '1s',
        entities: [createService('payments')],
        chaos: { policy: { namespaces: ['shop'], approval, ...policy } },
      });
    const restart = async (policy: JsonObject) => {
      await chaos.stop();
      chaos = await start(policy);
    };
    const post = (person: string, path: string, body?: object) =>
      request(chaos.server)
        .post(`/api/chaos${path}`)
        .set('authorization', mockCredentials.user.header(person))
        .send(body);
    const get = (path: string) =>
      request(chaos.server).get(`/api/chaos${path}`);
    const create = (manifest: object, person = OLENA) =>
      post(person, '/standing', {
        cluster: 'west',
        manifest: stringify(manifest),
        confirmation: 'shop',
      });
    const ask = async (manifest: object = workflow(), person = OLENA) => {
      const { status, body } = await create(manifest, person);
      expect({ status, body }).toEqual({
        status: 200,
        body: { request: expect.objectContaining({ state: 'waiting' }) },
      });
      return `/standing-requests/${body.request.id}`;
    };
    const made = () => [
      ...west.standing('workflows'),
      ...west.standing('schedules'),
    ];
    const refused = async (
      asked: Promise<{ status: number; body: { error: { message: string } } }>,
      status: number,
      message: RegExp,
    ) => {
      const answer = await asked;
      expect(answer.body.error.message).toMatch(message);
      expect(answer.status).toBe(status);
    };

    beforeEach(async () => {
      const knex = await getDatabase().getClient();
      for (const table of [
        'chaos_run_events',
        'chaos_runs',
        'chaos_halts',
        'chaos_begun_workflows',
        'chaos_standing_requests',
      ]) {
        if (await knex.schema.hasTable(table)) {
          await knex(table).delete();
        }
      }
      west = await FakeCluster.start();
      west.runPod('payments-1', 'payments');
      url = west.url;
      chaos = await start();
    });

    afterEach(async () => {
      await chaos.stop();
      await west.stop();
    });

    it('says so beforehand, and touches nothing until another person approves', async () => {
      const manifest = stringify(workflow());
      const dryRun = await post(OLENA, '/dry-runs', {
        cluster: 'west',
        manifest,
      });
      expect(dryRun.body).toMatchObject({
        mayStart: true,
        needsApproval: true,
        findings: expect.arrayContaining([
          expect.objectContaining({ rule: 'approval', ok: true }),
        ]),
      });

      const path = await ask();
      expect(made()).toEqual([]);
      expect(chaos.notify).toHaveBeenCalledWith({
        recipients: { type: 'entity', entityRef: [ENGINEERS] },
        payload: expect.objectContaining({
          title: `${OLENA} asks to create Workflow resilience`,
          link: path.replace('/standing-requests', '/chaos/requests'),
        }),
      });
      const { body: page } = await get('/standing');
      expect(page).toMatchObject({
        items: [],
        requests: [{ name: 'resilience', askedBy: OLENA, action: 'create' }],
      });
      expect((await get(path)).body).toMatchObject({
        request: { state: 'waiting', approveBefore: expect.any(String) },
        manifest: expect.stringContaining('kind: Workflow'),
        entities: ['component:default/payments'],
        targets: [{ namespace: 'shop', name: 'payments-1-abc12-x' }],
      });

      const both = await Promise.all([
        post(PETRO, `${path}/approve`),
        post(IRYNA, `${path}/approve`),
      ]);
      // Who comes after the object is there is told that it was done.
      expect(both.map(({ status }) => status)).toContain(200);
      const { metadata } = made()[0] ?? {};
      expect(made()).toHaveLength(1);
      expect(metadata?.annotations).toMatchObject({
        [STARTED_BY]: OLENA,
        [APPROVED_BY]: expect.stringMatching(/petro|iryna/),
      });
      expect((await get(path)).body.request).toMatchObject({
        state: 'approved',
        decidedBy: metadata?.annotations?.[APPROVED_BY],
      });
      expect(chaos.notify).toHaveBeenLastCalledWith(
        expect.objectContaining({
          recipients: { type: 'entity', entityRef: [OLENA] },
        }),
      );
      expect((await get('/standing')).body.requests).toEqual([]);
    });

    it('is approved neither by the one who asked, nor without the right, nor by a service', async () => {
      const path = await ask();
      await refused(post(OLENA, `${path}/approve`), 403, /Another person/);
      await refused(
        post('User:Default/OLENA', `${path}/approve`),
        403,
        /Another person/,
      );
      await refused(post(PETRO, `${path}/withdraw`), 403, /olena asked for it/);
      for (const verb of ['approve', 'reject', 'withdraw']) {
        const byService = request(chaos.server)
          .post(`/api/chaos${path}/${verb}`)
          .set('authorization', mockCredentials.service.header())
          .send({ reason: 'no' });
        await refused(byService, 403, /Only a person/);
      }
      chaos.granted.delete('chaos.approve');
      for (const verb of ['approve', 'reject']) {
        await refused(
          post(PETRO, `${path}/${verb}`, { reason: 'no' }),
          403,
          /chaos\.approve/,
        );
      }
      chaos.granted.delete('chaos.run');
      await refused(post(OLENA, `${path}/withdraw`), 403, /chaos\.run/);
      chaos.granted.clear();
      await refused(get(path), 403, /chaos\.read/);
      expect(made()).toEqual([]);
    });

    it('looks again at the rules, the levers and the names when it is approved', async () => {
      const path = await ask();
      await post(PETRO, '/halts', { reason: 'fire' });
      expect((await post(PETRO, `${path}/approve`)).status).toBe(409);
      await request(chaos.server).delete('/api/chaos/halts');

      await restart({ kinds: ['PodChaos'] });
      await refused(
        post(PETRO, `${path}/approve`),
        400,
        /NetworkChaos may not be started/,
      );
      await restart({ rate: { perPerson: { starts: 1, within: '1h' } } });
      const knex = await getDatabase().getClient();
      await knex('chaos_begun_workflows').insert({
        at: new Date(),
        by: OLENA,
        cluster: 'west',
        namespace: 'shop',
        name: 'other',
      });
      await refused(
        post(PETRO, `${path}/approve`),
        409,
        /^user:default\/olena started 1/,
      );
      await restart({});
      west.create('workflows', workflow());
      await refused(post(PETRO, `${path}/approve`), 409, /There is a Workflow/);
      expect(west.applied).toEqual([]);
      expect((await get(path)).body.request.state).toBe('waiting');
    });

    it('knows what the cluster took although its answer was lost, by approval and by time', async () => {
      const proxy = await HoldingProxy.start(west.url);
      const isApply = ({ method, query }: OnItsWay) =>
        method === 'PATCH' && !query.has('dryRun');
      try {
        url = proxy.url;
        await restart({});
        const paths = [
          await ask(workflow('first')),
          await ask(workflow()),
          await ask(workflow('third'), IRYNA),
        ];
        proxy.hold = each => (isApply(each) ? 'after' : undefined);
        for (const path of paths) {
          const { status } = await post(PETRO, `${path}/approve`);
          expect(status).toBeGreaterThanOrEqual(500);
        }
        proxy.hold = () => undefined;
        expect(made()).toHaveLength(3);
        const [again = '', late = '', taken = ''] = paths;
        const { body: undone } = await post(PETRO, `${taken}/reject`, {
          reason: 'no',
        });
        expect(undone.error.message).toMatch(/was approved and is in/);
        await refused(post(IRYNA, `${taken}/withdraw`), 409, /it is approved/);
        expect((await post(PETRO, `${again}/approve`)).body).toMatchObject({
          state: 'approved',
          decidedBy: PETRO,
        });
        await restart({ approveWithin: { milliseconds: 1 } });
        await until(async () => {
          await chaos.expire();
          expect((await get(late)).body.request).toMatchObject({
            state: 'approved',
            decidedBy: PETRO,
          });
        });
        expect(made()).toHaveLength(3);
        const knex = await getDatabase().getClient();
        expect(
          await knex('chaos_begun_workflows').orderBy('name').pluck('name'),
        ).toEqual(['first', 'resilience', 'third']);
      } finally {
        proxy.stop();
      }
    });

    it('resumes nothing that is changed while it is approved', async () => {
      const proxy = await HoldingProxy.start(west.url);
      const paused = schedule('weekly', { [PAUSE]: 'true' });
      try {
        url = proxy.url;
        await restart({});
        west.create('schedules', paused);
        const { body } = await post(
          OLENA,
          '/standing/west/Schedule/shop/weekly/resume',
        );
        proxy.hold = ({ method }) => {
          if (method === 'PATCH') {
            const spec = { ...paused.spec, schedule: '* * * * *' };
            west.create('schedules', { ...paused, spec });
          }
          return undefined;
        };
        const path = `/standing-requests/${body.request.id}`;
        await refused(post(PETRO, `${path}/approve`), 409, /changed meanwhile/);
        expect(made()[0]?.metadata.annotations).toHaveProperty([PAUSE]);
        expect((await get(path)).body.request.state).toBe('waiting');
      } finally {
        proxy.stop();
      }
    });

    it('is asked for by whatever reaches there, in a Task and in a Schedule, too', async () => {
      await restart({ taskImages: ['ghcr.io/shop/*'] });
      const task = {
        name: 'look',
        templateType: 'Task',
        deadline: '30s',
        task: {
          container: { name: 'look', image: 'ghcr.io/shop/probe:1' },
        },
      };
      const { spec } = workflow();
      const needsApproval = async (manifest: object) => {
        const { body } = await post(OLENA, '/dry-runs', {
          cluster: 'west',
          manifest: stringify(manifest),
        });
        return [body.mayStart, body.needsApproval ?? false];
      };
      const tasks = {
        ...workflow(),
        spec: { entry: 'look', templates: [task] },
      };
      const repeated = {
        ...schedule('weekly'),
        spec: {
          schedule: '0 3 * * 1',
          historyLimit: 1,
          concurrencyPolicy: 'Forbid',
          type: 'Workflow',
          workflow: spec,
        },
      };
      for (const manifest of [workflow(), tasks, schedule('own'), repeated]) {
        expect(await needsApproval(manifest)).toEqual([true, true]);
      }
      await restart({ approval: [{ clusters: ['elsewhere'] }] });
      expect(await needsApproval(workflow())).toEqual([true, false]);
    });

    it('keeps it waiting where the cluster does not take it', async () => {
      const path = await ask();
      west.refusal = 'no room';
      const { status } = await post(PETRO, `${path}/approve`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect((await get(path)).body.request.state).toBe('waiting');
      west.refusal = undefined;
      expect((await post(PETRO, `${path}/approve`)).status).toBe(200);
    });

    it('is over when it is rejected, withdrawn, or nobody answers', async () => {
      const rejected = await ask();
      await post(PETRO, `${rejected}/reject`, { reason: 'Sale today' });
      expect((await get(rejected)).body.request).toMatchObject({
        state: 'rejected',
        decidedBy: PETRO,
        reason: 'Sale today',
      });
      await refused(post(PETRO, `${rejected}/approve`), 409, /it is rejected/);

      const withdrawn = await ask();
      expect((await post(OLENA, `${withdrawn}/withdraw`)).status).toBe(200);
      await refused(post(PETRO, `${withdrawn}/approve`), 409, /withdrawn/);

      const late = await ask();
      await restart({ approveWithin: { milliseconds: 1 } });
      await until(async () => {
        await chaos.expire();
        expect((await get(late)).body.request.state).toBe('expired');
      });
      await refused(post(PETRO, `${late}/approve`), 409, /it is expired/);
      expect(chaos.notify).toHaveBeenLastCalledWith(
        expect.objectContaining({
          payload: expect.objectContaining({
            description: 'Nobody approved it in time',
          }),
        }),
      );
      expect(made()).toEqual([]);
      expect(
        (await get('/standing-requests/5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10'))
          .status,
      ).toBe(404);
    });

    it('waits once for a name, and with as many of one person as may be on', async () => {
      await restart({ maxActive: 2 });
      await ask();
      await refused(create(workflow(), PETRO), 409, /not decided yet/);
      await ask(workflow('second'));
      await refused(create(workflow('third')), 409, /maxActive/);
      await ask(workflow('third'), PETRO);
      west.create('workflows', workflow('there'));
      await refused(create(workflow('there'), PETRO), 409, /There is a/);
      expect((await get('/standing')).body.requests).toHaveLength(3);
    });

    it('creates and resumes a Schedule, as it was when that was asked for', async () => {
      const created = await ask(schedule('weekly'));
      expect((await get(created)).body.nextRuns).toHaveLength(5);
      expect((await post(PETRO, `${created}/approve`)).body).toMatchObject({
        ...{ kind: 'Schedule', state: 'approved', decidedBy: PETRO },
      });

      const path = '/standing/west/Schedule/shop/weekly';
      expect((await post(OLENA, `${path}/pause`)).status).toBe(200);
      const { body } = await post(OLENA, `${path}/resume`);
      expect(body.request).toMatchObject({ action: 'resume', name: 'weekly' });
      const resume = `/standing-requests/${body.request.id}`;
      expect(made()[0]?.metadata.annotations).toHaveProperty([PAUSE]);
      await refused(post(OLENA, `${resume}/approve`), 403, /Another person/);

      const [paused] = made();
      if (!paused) {
        throw new Error('There is no Schedule');
      }
      const { spec } = schedule('weekly');
      west.create('schedules', { ...paused, spec });
      await refused(post(PETRO, `${resume}/approve`), 409, /was changed since/);
      west.create('schedules', paused);
      expect((await post(IRYNA, `${resume}/approve`)).status).toBe(200);
      const { annotations } = made()[0]?.metadata ?? {};
      expect(annotations).not.toHaveProperty([PAUSE]);
      expect(annotations).toMatchObject({
        [STARTED_BY]: OLENA,
        [APPROVED_BY]: PETRO,
        'shop-platform.io/resume-approved-by': IRYNA,
      });
    });

    it('lets nobody say of what they make that somebody approved it', async () => {
      await restart({ approval: [] });
      const { status } = await create(
        workflow('resilience', { [APPROVED_BY]: PETRO }),
      );
      expect(status).toBe(200);
      expect(made()[0]?.metadata.annotations).toEqual({ [STARTED_BY]: OLENA });
    });

    it('runs a Workflow once more, and what a Schedule starts, only when approved', async () => {
      west.create('workflows', workflow('drill'));
      west.create('schedules', schedule('weekly'));
      const again = await post(
        OLENA,
        '/standing/west/Workflow/shop/drill/run',
        { confirmation: 'shop' },
      );
      expect(again.body.request.name).toMatch(/^drill-/);
      const once = await post(
        OLENA,
        '/standing/west/Schedule/shop/weekly/run',
        { confirmation: 'shop' },
      );
      expect(once.body.run.state).toBe('awaiting-approval');
      expect(west.applied).toEqual([]);
      const path = `/standing-requests/${again.body.request.id}`;
      expect((await post(PETRO, `${path}/approve`)).status).toBe(200);
      expect(west.applied).toMatchObject([{ kind: 'Workflow' }]);
    });
  },
);
