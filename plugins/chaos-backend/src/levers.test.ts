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
const PAUSE = 'experiment.chaos-mesh.org/pause';
const OBJECT = 'chaos-mesh/chaos-halt-lever';
const POD = 'payments-1-abc12-x';
const slow = {
  action: 'delay',
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
  delay: { latency: '100ms' },
  duration: '5m',
};
const experiment = {
  apiVersion: API_VERSION,
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: slow,
};

describeOnPostgres(
  `One lever for the portal and kubectl, on PostgreSQL${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let west: FakeCluster;
    let chaos: Awaited<ReturnType<typeof startChaos>>;

    const start = () =>
      startChaos({
        database: getDatabase(),
        clusters: [{ name: 'west', url: west.url }],
        entities: [createService('payments')],
      });
    const restart = async () => {
      await chaos.stop();
      chaos = await start();
    };
    const post = (path: string, body?: object) =>
      request(chaos.server).post(`/api/chaos${path}`).send(body);
    const arm = () => request(chaos.server).delete('/api/chaos/halts');
    const begin = () =>
      post('/runs', {
        cluster: 'west',
        manifest: stringify(experiment),
        confirmation: 'shop',
      });
    const cluster = async () =>
      (await request(chaos.server).get('/api/chaos/clusters')).body.clusters[0];
    /** What is on once the portal has heard of it. */
    const running = () =>
      until(async () => {
        const { body } = await request(chaos.server).get(
          '/api/chaos/runs?state=active',
        );
        expect(body.runs).toMatchObject([{ state: 'running' }]);
        return body.runs[0].id;
      });

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

    it('sets the lever of the cluster with its own, and arms both', async () => {
      west.setLever({});
      await chaos.look();
      expect((await cluster()).lever).toEqual({
        state: 'same',
        object: OBJECT,
      });

      const { body } = await post('/halts', { reason: 'fire' });

      const [{ halt, lever }] = body.clusters;
      expect(lever).toEqual({ state: 'same', object: OBJECT });
      expect(halt).toMatchObject({ from: 'portal' });
      expect(west.lever).toEqual({
        state: 'pulled',
        by: 'user:default/mock',
        reason: 'fire',
        at: halt.at,
      });

      await restart();
      await chaos.look();
      expect((await cluster()).halt).toEqual(halt);
      const armed = await arm();
      expect(armed.body.clusters).toEqual([
        { name: 'west', lever: { state: 'same', object: OBJECT } },
      ]);
      expect(west.lever).toEqual({ state: 'armed' });
      await chaos.look();
      expect((await begin()).status).toBe(200);
    });

    it('halts by the lever of the cluster all that a halt does, and arms both', async () => {
      west.setLever({ state: 'armed' });
      await chaos.look();
      west.create('schedules', {
        apiVersion: API_VERSION,
        kind: 'Schedule',
        metadata: { name: 'nightly' },
        spec: {
          schedule: '0 3 * * *',
          historyLimit: 1,
          type: 'NetworkChaos',
          networkChaos: slow,
        },
      });
      expect((await begin()).status).toBe(200);
      west.report('Injected', POD);
      const id = await running();

      west.setLever({ state: 'pulled', by: 'Olena: shift', reason: 'fire' });
      await until(async () => {
        await chaos.look();
        const [schedule] = west.standing('schedules');
        expect(schedule.metadata.annotations).toHaveProperty([PAUSE], 'true');
      });

      const { body } = await request(chaos.server).get(`/api/chaos/runs/${id}`);
      expect(body.run).toMatchObject({
        haltedBy: 'Olena: shift',
        haltReason: 'fire',
      });
      expect(west.experiments()[0].metadata.deletionTimestamp).toBeDefined();
      expect(await cluster()).toMatchObject({
        halt: { by: 'Olena: shift', reason: 'fire', from: 'cluster' },
        lever: { state: 'same' },
      });
      expect(chaos.auditor.createEvent).toHaveBeenCalledWith({
        eventId: 'halt-all',
        severityLevel: 'low',
        meta: {
          cluster: 'west',
          by: 'Olena: shift',
          reason: 'fire',
          from: 'cluster',
        },
      });
      const refused = await begin();
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/Olena: shift halted.*fire/);

      await restart();
      expect((await arm()).body.clusters[0].halt).toBeUndefined();
      expect(west.lever).toEqual({ state: 'armed' });
    });

    it('is armed by the lever of the cluster, too, but only where that was said', async () => {
      west.setLever({});
      await post('/halts', { reason: 'fire' });

      west.removeLever();
      west.setLever({});
      await chaos.look();
      expect(west.lever).toMatchObject({ state: 'pulled', reason: 'fire' });

      await restart();
      west.setLever({ state: 'armed' });
      await chaos.look();
      const { halt, lever } = await cluster();
      expect(halt).toBeUndefined();
      expect(lever).toEqual({ state: 'same', object: OBJECT });
      expect((await begin()).status).toBe(200);
    });

    it('holds where there is no lever, says so, and sets one that comes', async () => {
      await post('/halts', { reason: 'fire' });
      expect(await cluster()).toMatchObject({
        halt: { reason: 'fire' },
        lever: { state: 'absent', object: OBJECT },
      });
      expect((await begin()).status).toBe(409);

      west.setLever({});
      await chaos.look();
      expect(west.lever).toMatchObject({ state: 'pulled', reason: 'fire' });
      expect((await cluster()).lever.state).toBe('same');
    });

    it('sets the lever of a cluster that was away, over a restart', async () => {
      west.setLever({});
      await chaos.look();
      west.isSilent = true;
      const { status } = await post('/halts', { reason: 'fire' });
      expect(status).toBe(200);
      expect((await cluster()).lever).toEqual({
        state: 'behind',
        object: OBJECT,
        reason: 'the connection was cut',
      });

      await restart();
      await chaos.look();
      expect(west.lever).toEqual({});
      west.isSilent = false;
      await chaos.look();
      expect(west.lever).toMatchObject({ state: 'pulled', reason: 'fire' });

      west.isSilent = true;
      await arm();
      expect((await cluster()).lever).toMatchObject({ state: 'behind' });
      west.isSilent = false;
      await chaos.look();
      expect(west.lever).toEqual({ state: 'armed' });
    });

    it('lets a pull win that came after the one that was armed', async () => {
      west.setLever({});
      await post('/halts', { reason: 'fire' });
      west.isSilent = true;
      await arm();
      west.setLever({ state: 'pulled', by: 'Taras', reason: 'fire again' });
      west.isSilent = false;

      await chaos.look();

      expect(west.lever).toMatchObject({ by: 'Taras', reason: 'fire again' });
      expect(await cluster()).toMatchObject({
        halt: { by: 'Taras', reason: 'fire again', from: 'cluster' },
        lever: { state: 'same' },
      });
    });

    it('says which right it lacks, and goes on trying', async () => {
      west.setLever({});
      await chaos.look();
      west.refusal = 'User "portal" cannot patch resource "configmaps"';
      await post('/halts', { reason: 'fire' });
      const { lever } = await cluster();
      expect(lever.state).toBe('behind');
      expect(lever.reason).toMatch(/cannot patch.*the Role chaos-halt/);

      west.refusal = undefined;
      await chaos.look();
      expect(west.lever).toMatchObject({ state: 'pulled' });
    });
  },
);
