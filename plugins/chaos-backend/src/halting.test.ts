import { type JsonObject } from '@backstage/types';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';
import { lockStarts } from './runs/lockStarts';

jest.setTimeout(120_000);

const API_VERSION = 'chaos-mesh.org/v1alpha1';
const PAUSE = 'experiment.chaos-mesh.org/pause';
const ABORT = 'workflow.chaos-mesh.org/abort';
const POD = 'payments-1-abc12-x';
const slow = {
  action: 'delay',
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
  delay: { latency: '100ms' },
};
const nightly = {
  apiVersion: API_VERSION,
  kind: 'Schedule',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    historyLimit: 1,
    type: 'NetworkChaos',
    networkChaos: { ...slow, duration: '1m' },
  },
};
const workflow = (name: string) => ({
  apiVersion: API_VERSION,
  kind: 'Workflow',
  metadata: { name },
  spec: {
    entry: 'slow',
    templates: [
      {
        name: 'slow',
        templateType: 'NetworkChaos',
        deadline: '5m',
        networkChaos: slow,
      },
    ],
  },
});
/** The person that asks. */
const mock = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mock', namespace: 'default' },
};
/** What a step of a Workflow makes. */
const stepOf = (name: string) => ({
  apiVersion: API_VERSION,
  kind: 'NetworkChaos',
  metadata: {
    name: `${name}-slow-x7k2p`,
    labels: { 'chaos-mesh.org/workflow': name },
    ownerReferences: [
      {
        kind: 'WorkflowNode',
        name: `${name}-slow`,
        uid: 'n',
        controller: true,
      },
    ],
  },
  spec: slow,
});

describeOnPostgres(
  `Halting what starts by itself, on PostgreSQL${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let west: FakeCluster;
    let chaos: Awaited<ReturnType<typeof startChaos>>;

    const start = (policy: JsonObject = {}, impersonates = false) =>
      startChaos({
        database: getDatabase(),
        clusters: [{ name: 'west', url: west.url }],
        entities: [createService('payments'), mock],
        impersonates,
        chaos: { policy: { namespaces: ['shop'], ...policy } },
      });
    const post = (path: string, body?: object) =>
      request(chaos.server).post(`/api/chaos${path}`).send(body);
    const get = (path: string) =>
      request(chaos.server).get(`/api/chaos${path}`);
    const annotationsOf = (plural: string, wanted: string) =>
      west.standing(plural).find(({ metadata }) => metadata.name === wanted)
        ?.metadata.annotations ?? {};
    /** Waits until the portal knows that many. */
    const waitForStanding = (count: number) =>
      until(async () =>
        expect((await get('/standing')).body.items).toHaveLength(count),
      );

    beforeEach(async () => {
      const knex = await getDatabase().getClient();
      for (const table of [
        'chaos_run_events',
        'chaos_runs',
        'chaos_halts',
        'chaos_levers',
      ]) {
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

    it('aborts a Workflow before it takes away what one of its steps made', async () => {
      west.create('workflows', workflow('drill'));
      west.create('networkchaos', stepOf('drill'));
      west.report('Injected', POD);
      const run = await until(async () => {
        const { body } = await get('/runs?state=active');
        expect(body.runs).toMatchObject([{ state: 'running' }]);
        return body.runs[0];
      });

      expect((await post(`/runs/${run.id}/halt`)).status).toBe(200);

      expect(annotationsOf('workflows', 'drill')).toMatchObject({
        [ABORT]: 'true',
        'shop-platform.io/changed-by': 'user:default/mock',
      });
      const [object] = west.experiments();
      expect(object.metadata.deletionTimestamp).toBeDefined();
      // Each change takes the next version.
      expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(
        Number(west.standing('workflows')[0].metadata.resourceVersion),
      );
    });

    it('leaves a Workflow alone whose step is over, also as the person', async () => {
      await chaos.stop();
      chaos = await start({}, true);
      west.create('workflows', workflow('drill'));
      west.create('networkchaos', stepOf('drill'));
      west.report('Injected', POD);
      const { id } = await until(async () => {
        const { body } = await get('/runs?state=active');
        expect(body.runs).toMatchObject([{ state: 'running' }]);
        return body.runs[0];
      });
      const knex = await getDatabase().getClient();
      await knex('chaos_runs').update({
        state: 'recovered',
        ended_at: new Date(),
      });

      expect((await post(`/runs/${id}/halt`)).status).toBe(409);
      expect(annotationsOf('workflows', 'drill')).not.toHaveProperty([ABORT]);
      expect(west.experiments()[0].metadata.deletionTimestamp).toBeUndefined();

      await knex('chaos_runs').update({ state: 'running', ended_at: null });
      expect((await post(`/runs/${id}/halt`)).status).toBe(200);
      expect(annotationsOf('workflows', 'drill')).toHaveProperty([ABORT]);
    });

    it('ends what one made whose Workflow is gone', async () => {
      west.create('networkchaos', stepOf('drill'));
      const id = await until(async () => {
        const { body } = await get('/runs?state=active');
        expect(body.runs).toHaveLength(1);
        return body.runs[0].id;
      });
      expect((await post(`/runs/${id}/halt`)).status).toBe(200);
      expect(west.standing('workflows')).toEqual([]);
      expect(west.experiments()[0].metadata.deletionTimestamp).toBeDefined();
    });

    it('brings Schedules and Workflows to a standstill with the lever, later ones too, until a person resumes them', async () => {
      west.create('schedules', nightly);
      west.create('workflows', workflow('drill'));
      west.create('workflows', {
        ...workflow('done'),
        status: { endTime: '2026-11-29T03:00:00Z' },
      });
      await waitForStanding(3);

      await post('/halts', { reason: 'fire' });

      expect(annotationsOf('schedules', 'nightly')).toMatchObject({
        [PAUSE]: 'true',
        'shop-platform.io/changed-by': 'user:default/mock',
      });
      expect(annotationsOf('workflows', 'drill')).toHaveProperty([ABORT]);
      expect(annotationsOf('workflows', 'done')).toEqual({});

      west.create('schedules', { ...nightly, metadata: { name: 'by-git' } });
      west.create('workflows', workflow('by-hand'));
      await until(async () => {
        await chaos.look();
        expect(annotationsOf('schedules', 'by-git')).toHaveProperty([PAUSE]);
        expect(annotationsOf('workflows', 'by-hand')).toHaveProperty([ABORT]);
      });

      await request(chaos.server).delete('/api/chaos/halts');
      await chaos.look();
      expect(annotationsOf('schedules', 'nightly')).toHaveProperty([PAUSE]);
      const path = '/standing/west/Schedule/shop/nightly';
      expect((await post(`${path}/resume`)).body.standing.paused).toBe(false);
      await chaos.look();
      expect(annotationsOf('schedules', 'nightly')).not.toHaveProperty([PAUSE]);
    });

    it('ends what a Schedule starts beside a run of a person', async () => {
      const { body: own } = await post('/runs', {
        cluster: 'west',
        manifest: stringify({
          ...stepOf('own'),
          metadata: { name: 'own', namespace: 'shop' },
          spec: { ...slow, duration: '5m' },
        }),
        confirmation: 'shop',
      });
      const before = new Date(Date.now() - 60_000).toISOString();
      const knex = await getDatabase().getClient();
      west.create('networkchaos', {
        ...stepOf('nightly'),
        metadata: {
          name: 'nightly-x7k2p',
          creationTimestamp: new Date(Date.now() - 20_000).toISOString(),
          ownerReferences: [
            { kind: 'Schedule', name: 'nightly', uid: 's', controller: true },
          ],
        },
        spec: { ...slow, duration: '5m' },
      });
      west.report('Injected', POD);
      await until(async () => {
        const { body } = await get('/runs?state=active');
        expect(body.runs).toMatchObject([
          { state: 'running' },
          { state: 'running' },
        ]);
      });
      // The person was first.
      await knex('chaos_runs').where({ id: own.id }).update({
        started_at: before,
      });
      await until(async () => {
        await chaos.look();
        const { body } = await get('/runs');
        expect(body.runs).toMatchObject([
          {
            name: 'nightly-x7k2p',
            haltedBy: 'system',
            haltReason: expect.stringMatching(/own-.* was on before it/),
          },
          { id: own.id, state: 'running' },
        ]);
      });
      expect((await get(`/runs/${own.id}`)).body.run.haltedBy).toBeUndefined();
    });

    it('makes none while somebody pulls the lever, none twice, and none that hits the same at once', async () => {
      const make = (object: object) =>
        post('/standing', {
          cluster: 'west',
          manifest: stringify(object),
          confirmation: 'shop',
        });
      const drill = {
        ...workflow('drill'),
        metadata: { name: 'drill', namespace: 'shop' },
      };
      const [slowStep] = drill.spec.templates;
      const refused = await make({
        ...drill,
        spec: {
          entry: 'both',
          templates: [
            {
              name: 'both',
              templateType: 'Parallel',
              deadline: '5m',
              children: ['slow', 'again'],
            },
            slowStep,
            { ...slowStep, name: 'again' },
          ],
        },
      });
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/'slow' and 'again'/);

      const knex = await getDatabase().getClient();
      const raced = await knex.transaction(async lever => {
        await lockStarts(lever);
        const asked = make(drill).then(({ status }) => status);
        await until(async () => {
          const waiting = await knex('pg_locks').where({
            locktype: 'advisory',
            granted: false,
          });
          expect(waiting).not.toEqual([]);
        });
        await lever('chaos_halts').insert({
          cluster: 'west',
          at: new Date(),
          by: 'user:default/olena',
          reason: 'fire',
        });
        return { asked };
      });
      expect(await raced.asked).toBe(409);
      expect(west.applied).toEqual([]);

      await request(chaos.server).delete('/api/chaos/halts');
      const both = await Promise.all([make(drill), make(drill)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(west.applied).toHaveLength(1);
    });

    it('shows and ends what came to the cluster after its start had failed', async () => {
      const knex = await getDatabase().getClient();
      for (const state of ['failed', 'rejected', 'awaiting-approval']) {
        const id = randomUUID();
        await knex('chaos_runs').insert({
          id,
          cluster: 'west',
          region: 'west',
          kind: 'NetworkChaos',
          namespace: 'shop',
          name: state,
          state,
          started_at: new Date(),
          entities: '[]',
          targets: '[]',
          manifest: '',
        });
        west.create('networkchaos', {
          apiVersion: API_VERSION,
          kind: 'NetworkChaos',
          metadata: {
            name: state,
            annotations: { 'shop-platform.io/chaos-run': id },
          },
          spec: { ...slow, duration: '5m' },
        });
      }
      west.report('Injected', POD);
      await until(async () => {
        const { body } = await get('/runs?state=active');
        const on = body.runs.filter(
          ({ state }: { state: string }) => state === 'running',
        );
        expect(on).toHaveLength(3);
      });
      await post('/halts', { reason: 'fire' });
      expect(
        west.experiments().map(({ metadata }) => metadata.deletionTimestamp),
      ).toEqual(Array(3).fill(expect.any(String)));
    });

    it('says what the lever could not stop, and goes on trying', async () => {
      west.create('schedules', nightly);
      await waitForStanding(1);
      west.refusal = 'User "portal" cannot patch schedules';
      const { status, body } = await post('/halts', { reason: 'fire' });
      expect(status).toBe(500);
      expect(body.error.message).toMatch(/cannot patch schedules/);
      west.refusal = undefined;
      await until(async () => {
        await chaos.look();
        expect(annotationsOf('schedules', 'nightly')).toHaveProperty([PAUSE]);
      });
    });

    it('brings them to a standstill in a freeze', async () => {
      west.create('schedules', nightly);
      west.create('workflows', workflow('drill'));
      await waitForStanding(2);
      await chaos.look();
      expect(annotationsOf('schedules', 'nightly')).toEqual({});
      await chaos.stop();
      chaos = await start({
        freezes: [
          {
            from: '2020-01-01T00:00:00Z',
            to: '2120-01-01T00:00:00Z',
            reason: 'Sale',
          },
        ],
      });
      await until(async () => {
        await chaos.look();
        expect(annotationsOf('schedules', 'nightly')).toMatchObject({
          [PAUSE]: 'true',
          'shop-platform.io/changed-by': 'system',
        });
        expect(annotationsOf('workflows', 'drill')).toHaveProperty([ABORT]);
      });
    });
  },
);
