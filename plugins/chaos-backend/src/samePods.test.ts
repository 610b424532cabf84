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

jest.setTimeout(60_000);

const slow = (selector: object) => ({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: {
    action: 'delay',
    mode: 'all',
    duration: '2m',
    selector: { namespaces: ['shop'], ...selector },
    delay: { latency: '300ms' },
  },
});
const labelled = (name: string) =>
  slow({ labelSelectors: { 'backstage.io/kubernetes-id': name } });

describeOnPostgres(
  `Runs on pods that no component has, on PostgreSQL${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    let west: FakeCluster;
    let east: FakeCluster;
    let chaos: Awaited<ReturnType<typeof startChaos>>;

    const post = (path: string, body: object) =>
      request(chaos.server).post(`/api/chaos${path}`).send(body);
    const begin = (experiment: object, cluster = 'west') =>
      post('/runs', {
        cluster,
        manifest: stringify(experiment),
        confirmation: 'shop',
      });

    beforeEach(async () => {
      const knex = await getDatabase().getClient();
      for (const table of ['chaos_run_events', 'chaos_runs']) {
        if (await knex.schema.hasTable(table)) {
          await knex(table).delete();
        }
      }
      [west, east] = [await FakeCluster.start(), await FakeCluster.start()];
      for (const cluster of [west, east]) {
        cluster.runPod('worker-1', 'worker');
        cluster.runPod('worker-2', 'worker');
        cluster.runPod('mailer-1', 'mailer');
        for (const name of ['payments', 'core', 'shipping']) {
          cluster.runPod(`${name}-1`, name);
        }
      }
      chaos = await startChaos({
        database: getDatabase(),
        clusters: [
          { name: 'west', url: west.url },
          { name: 'east', url: east.url },
        ],
        entities: [
          createService('payments', ['core']),
          createService('core'),
          createService('shipping'),
        ],
      });
    });

    afterEach(async () => {
      await chaos.stop();
      await west.stop();
      await east.stop();
    });

    it('are one at a time, also when both start at once', async () => {
      const both = await Promise.all([
        begin(labelled('worker')),
        begin(labelled('worker')),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const third = await begin(slow({ pods: { shop: ['worker-2-abc12-x'] } }));
      expect(third.status).toBe(409);
      expect(third.body.error.message).toMatch(
        /is on, and hits the same pods, of shop\/Deployment\/worker; wait for its end or halt it/,
      );
      expect((await begin(labelled('mailer'))).status).toBe(200);
      // Pods that no component has are others in each cluster.
      expect((await begin(labelled('worker'), 'east')).status).toBe(200);
    });

    it('are one at a time over all clusters where a component has them', async () => {
      expect((await begin(labelled('payments'), 'west')).status).toBe(200);
      for (const name of ['payments', 'core']) {
        const { status, body } = await begin(labelled(name), 'east');
        expect(status).toBe(409);
        expect(body.error.message).toMatch(
          /NetworkChaos shop\/slow-\w+ of user:default\/mock is on in west, and hits .*payments, on the same path of dependencies; wait for its end/,
        );
      }
      expect((await begin(labelled('shipping'), 'east')).status).toBe(200);
    });

    it('are kept apart from those of others by what they hit, once that is known', async () => {
      west.create('networkchaos', {
        ...slow({}),
        metadata: { name: 'by-kubectl' },
        spec: { ...slow({}).spec, mode: 'one' },
      });
      west.report('Injected', 'worker-1-abc12-x');
      await until(async () => {
        const { body } = await request(chaos.server).get(
          '/api/chaos/runs?state=active',
        );
        expect(body.runs).toMatchObject([{ state: 'running' }]);
      });
      const { status, body } = await begin(labelled('worker'));
      expect([status, body.error.message]).toEqual([
        409,
        expect.stringMatching(
          /NetworkChaos shop\/by-kubectl of somebody outside the portal is on, and hits the same pods/,
        ),
      ]);
      expect((await begin(labelled('mailer'))).status).toBe(200);
    });
  },
);
