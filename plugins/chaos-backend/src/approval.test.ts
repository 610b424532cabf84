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

const OLENA = 'user:default/olena';
const PETRO = 'user:default/petro';
const approval = [
  { namespaces: ['shop'], notify: ['group:default/platform-engineers'] },
];
const spec = {
  action: 'delay',
  mode: 'all',
  duration: '1m',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
  delay: { latency: '100ms' },
};
const experiment = {
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec,
};

describeOnPostgres(
  `A second person's approval on PostgreSQL${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let west: FakeCluster;
    let chaos: Awaited<ReturnType<typeof startChaos>>;

    const start = (policy: JsonObject = {}) =>
      startChaos({
        database: getDatabase(),
        clusters: [{ name: 'west', url: west.url }],
        entities: [createService('payments')],
        chaos: { policy: { namespaces: ['shop'], approval, ...policy } },
      });
    const post = (person: string, path: string, body?: object) =>
      request(chaos.server)
        .post(`/api/chaos${path}`)
        .set('authorization', mockCredentials.user.header(person))
        .send(body);
    const get = (path: string) =>
      request(chaos.server).get(`/api/chaos${path}`);
    const askAs = (person = OLENA) =>
      post(person, '/runs', {
        cluster: 'west',
        manifest: stringify(experiment),
        confirmation: 'shop',
      });
    const ask = async () => {
      const { status, body } = await askAs();
      expect(status).toBe(200);
      expect(body.state).toBe('awaiting-approval');
      return body.id;
    };

    beforeEach(async () => {
      const knex = await getDatabase().getClient();
      for (const table of ['chaos_run_events', 'chaos_runs', 'chaos_halts']) {
        if (await knex.schema.hasTable(table)) {
          await knex(table).delete();
        }
      }
      west = await FakeCluster.start();
      west.runPod('payments-1', 'payments');
      west.runPod('shipping-1', 'shipping');
      chaos = await start();
    });

    afterEach(async () => {
      await chaos.stop();
      await west.stop();
    });

    it('names who asked, not who approves, where there were too many', async () => {
      const id = await ask();
      await ask();
      await chaos.stop();
      chaos = await start({
        maxActive: 1,
        rate: { perPerson: { starts: 1, within: '1h' } },
      });
      const { status, body } = await post(PETRO, `/runs/${id}/approve`);
      expect(status).toBe(409);
      expect(body.error.message).toMatch(
        /^user:default\/olena has 1 run already, and may have 1 .*; user:default\/olena started 1 within 60 min/,
      );
    });

    it('starts what another person approves, once, and nobody for oneself', async () => {
      const id = await ask();
      expect(west.applied).toEqual([]);
      expect(chaos.notify).toHaveBeenCalledWith({
        recipients: {
          type: 'entity',
          entityRef: ['group:default/platform-engineers'],
        },
        payload: expect.objectContaining({ link: `/chaos/runs/${id}` }),
      });
      expect((await get('/runs?state=active')).body.runs).toMatchObject([
        { id, state: 'awaiting-approval', startedBy: OLENA },
      ]);
      expect((await get(`/runs/${id}`)).body.run.approveBefore).toEqual(
        expect.any(String),
      );

      const own = await post(OLENA, `/runs/${id}/approve`);
      expect(own.status).toBe(403);
      expect(own.body.error.message).toMatch(/Another person/);
      chaos.granted.delete('chaos.approve');
      for (const verb of ['approve', 'reject']) {
        const { status } = await post(PETRO, `/runs/${id}/${verb}`, {
          reason: 'no',
        });
        expect(status).toBe(403);
      }
      chaos.granted.add('chaos.approve');
      expect(west.applied).toEqual([]);

      const both = await Promise.all([
        post(PETRO, `/runs/${id}/approve`),
        post('user:default/iryna', `/runs/${id}/approve`),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(west.applied).toMatchObject([
        { metadata: { annotations: { 'shop-platform.io/started-by': OLENA } } },
      ]);
      const { body } = await get(`/runs/${id}`);
      expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
        'requested',
        'approved',
      ]);
      expect(chaos.notify).toHaveBeenLastCalledWith(
        expect.objectContaining({
          recipients: { type: 'entity', entityRef: [OLENA] },
        }),
      );
    });

    it('knows the person who asked by any spelling of their name', async () => {
      const id = await ask();
      const own = await post('User:Default/OLENA', `/runs/${id}/approve`);
      expect(own.status).toBe(403);
      expect(own.body.error.message).toMatch(/Another person/);
      // As an earlier version kept it.
      const knex = await getDatabase().getClient();
      await knex('chaos_runs').update({ started_by: 'user:default/Olena' });
      expect((await post(OLENA, `/runs/${id}/approve`)).status).toBe(403);
      expect(west.applied).toEqual([]);
    });

    it('starts and ends without waiting for those who tell people of it', async () => {
      chaos.notify.mockImplementation(() => new Promise(() => {}));
      const id = await ask();
      const { status, body } = await post(PETRO, `/runs/${id}/approve`);
      expect(status).toBe(200);
      expect(body.state).toBe('starting');
      expect(west.applied).toHaveLength(1);
      expect(chaos.notify).toHaveBeenCalledTimes(2);

      const other = await post(PETRO, '/runs', {
        cluster: 'west',
        manifest: stringify({
          ...experiment,
          spec: {
            ...spec,
            selector: {
              namespaces: ['shop'],
              labelSelectors: { 'backstage.io/kubernetes-id': 'shipping' },
            },
          },
        }),
        confirmation: 'shop',
      });
      const { id: rejected } = other.body;
      await post(OLENA, `/runs/${rejected}/reject`, { reason: 'Sale today' });
      expect((await get(`/runs/${rejected}`)).body.run.state).toBe('rejected');
    });

    it('counts what one asked for among the runs of theirs, but not against its own approval', async () => {
      await chaos.stop();
      chaos = await start({ maxActive: 2 });
      const both = await Promise.all([askAs(), askAs(), askAs()]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
      const more = await askAs();
      expect(more.status).toBe(409);
      expect(more.body.error.message).toMatch(/2 runs already/);
      expect((await askAs(PETRO)).status).toBe(200);

      const { body } = await get('/runs?state=active');
      const own = body.runs.find(
        ({ startedBy }: { startedBy: string }) => startedBy === OLENA,
      );
      expect((await post(PETRO, `/runs/${own.id}/approve`)).status).toBe(200);
    });

    it('looks again at the rules and the levers when it is approved', async () => {
      const id = await ask();
      await post(PETRO, '/halts', { reason: 'fire' });
      expect((await post(PETRO, `/runs/${id}/approve`)).status).toBe(409);
      await request(chaos.server).delete('/api/chaos/halts');
      await chaos.stop();
      chaos = await start({ kinds: ['PodChaos'] });
      const { status, body } = await post(PETRO, `/runs/${id}/approve`);
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/NetworkChaos may not be started/);
      expect(west.applied).toEqual([]);
      expect((await get(`/runs/${id}`)).body.run.state).toBe(
        'awaiting-approval',
      );
    });

    it('is over when it is rejected, taken back, or nobody answers', async () => {
      const rejected = await ask();
      await post(PETRO, `/runs/${rejected}/reject`, { reason: 'Sale today' });
      expect((await get(`/runs/${rejected}`)).body.run).toMatchObject({
        state: 'rejected',
        haltedBy: PETRO,
        haltReason: 'Sale today',
      });
      expect((await post(PETRO, `/runs/${rejected}/approve`)).status).toBe(409);

      const takenBack = await ask();
      await post(OLENA, `/runs/${takenBack}/halt`);
      expect((await get(`/runs/${takenBack}`)).body.run.state).toBe('rejected');

      const late = await ask();
      await chaos.stop();
      chaos = await start({ approveWithin: { milliseconds: 1 } });
      await until(async () => {
        await chaos.look();
        expect((await get(`/runs/${late}`)).body.run.state).toBe('rejected');
      });
      const { body } = await get(`/runs/${late}`);
      expect(body.events.at(-1).type).toBe('expired');
      expect(west.applied).toEqual([]);
    });

    it('lets no service decide for people', async () => {
      const id = await ask();
      for (const verb of ['approve', 'reject']) {
        const { status, body } = await request(chaos.server)
          .post(`/api/chaos/runs/${id}/${verb}`)
          .set('authorization', mockCredentials.service.header())
          .send({ reason: 'no' });
        expect(status).toBe(403);
        expect(body.error.message).toMatch(/Only a person/);
      }
      expect((await get(`/runs/${id}`)).body.run.state).toBe(
        'awaiting-approval',
      );
      expect(west.applied).toEqual([]);
    });
  },
);
