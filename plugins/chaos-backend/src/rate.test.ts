import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type JsonObject } from '@backstage/types';
import request from 'supertest';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

const API_VERSION = 'chaos-mesh.org/v1alpha1';
const kill = (name: string) => ({
  action: 'pod-kill',
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': name },
  },
});
const killOf = (name: string) => ({
  apiVersion: API_VERSION,
  kind: 'PodChaos',
  metadata: { name: `kill-${name}`, namespace: 'shop' },
  spec: kill(name),
});
const drillOf = (name: string) => ({
  apiVersion: API_VERSION,
  kind: 'Workflow',
  metadata: { name: `drill-${name}`, namespace: 'shop' },
  spec: {
    entry: 'kill',
    templates: [
      {
        name: 'kill',
        templateType: 'PodChaos',
        deadline: '1m',
        podChaos: kill(name),
      },
    ],
  },
});

describeOnPostgres(`The rate of starts on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  const portals: Awaited<ReturnType<typeof startChaos>>[] = [];

  const start = async (rate: JsonObject, hidden: string[] = []) => {
    const portal = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: ['payments', 'shipping', 'core', 'web'].map(name =>
        createService(name),
      ),
      hidden,
      chaos: { policy: { namespaces: ['shop'], maxActive: 20, rate } },
    });
    portals.push(portal);
    return portal;
  };
  type Portal = Awaited<ReturnType<typeof start>>;
  const post = (portal: Portal, path: string, manifest: object) =>
    request(portal.server)
      .post(`/api/chaos${path}`)
      .send({
        cluster: 'west',
        manifest: stringify(manifest),
        ...(path === '/dry-runs' ? {} : { confirmation: 'shop' }),
      });
  const ratesOf = async (portal: Portal, manifest: object) => {
    const { body } = await post(portal, '/dry-runs', manifest);
    return body.findings
      .filter(({ rule }: { rule: string }) => rule === 'rate')
      .map(({ ok, message }: { ok: boolean; message: string }) => [
        ok,
        message,
      ]);
  };

  beforeEach(async () => {
    west = await FakeCluster.start();
    for (const name of ['payments', 'shipping', 'core', 'web']) {
      west.runPod(`${name}-1`, name);
    }
  });

  afterEach(async () => {
    await Promise.all(portals.splice(0).map(portal => portal.stop()));
    await west.stop();
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').delete();
    await knex('chaos_begun_workflows').delete();
  });

  it('holds over replicas and a restart, for runs and for Workflows', async () => {
    const rate = { perPerson: { starts: 2, within: '1h' } };
    const [one, other] = [await start(rate), await start(rate)];
    expect((await post(one, '/standing', drillOf('web'))).status).toBe(200);

    // Two at once, of which one is the second within the hour.
    const both = await Promise.all([
      post(one, '/runs', killOf('payments')),
      post(other, '/runs', killOf('shipping')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.body.error.message).toMatch(
      /^You started 2 within 60 min, and may start 2 \(chaos\.policy\.rate\.perPerson\); wait until 20/,
    );
    const again = await start(rate);
    expect((await post(again, '/runs', killOf('core'))).status).toBe(409);
    expect((await post(again, '/standing', drillOf('core'))).status).toBe(409);
    expect(await ratesOf(again, killOf('core'))).toContainEqual([
      false,
      expect.stringMatching(/^You started 2 within 60 min/),
    ]);
    expect(west.applied).toHaveLength(2);

    // By then the first two lie further back.
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').update({
      started_at: new Date(Date.now() - 61 * 60_000),
    });
    expect((await post(again, '/runs', killOf('core'))).status).toBe(200);
  });

  it('spares what was hit often enough, whoever did it', async () => {
    const rate = { perTarget: { starts: 1, within: '30m' } };
    const portal = await start(rate);
    expect((await post(portal, '/runs', killOf('payments'))).status).toBe(200);
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').update({
      started_by: 'user:default/else',
      state: 'recovered',
      ended_at: new Date(),
    });
    expect(await ratesOf(portal, killOf('payments'))).toContainEqual([
      false,
      expect.stringMatching(
        /^Hits on payments within 30 min: 1 of at most 1 \(chaos\.policy\.rate\.perTarget\); wait until/,
      ),
    ]);
    expect((await post(portal, '/runs', killOf('payments'))).status).toBe(409);
    expect((await post(portal, '/runs', killOf('shipping'))).status).toBe(200);

    // What the cluster did not take hit nothing.
    await knex('chaos_runs').update({ state: 'failed' });
    expect((await post(portal, '/runs', killOf('payments'))).status).toBe(200);
  });

  it('spares what a person may not see as well, without its name', async () => {
    const rate = { perTarget: { starts: 1, within: '30m' } };
    const portal = await start(rate, ['payments']);
    const { status, body } = await post(portal, '/runs', killOf('payments'));
    expect(status).toBe(200);
    expect(body.entities).toEqual(['component:default/payments']);
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').update({ state: 'recovered' });
    expect(await ratesOf(portal, killOf('payments'))).toContainEqual([
      false,
      expect.stringMatching(
        /^Hits on a component that you may not see within 30 min: 1 of/,
      ),
    ]);
    expect((await post(portal, '/runs', killOf('payments'))).status).toBe(409);

    await knex('chaos_runs').update({ state: 'running' });
    const beside = await post(portal, '/dry-runs', killOf('payments'));
    expect(JSON.stringify(beside.body.findings)).not.toContain('default/pay');
    expect(beside.body.findings).toContainEqual(
      expect.objectContaining({
        rule: 'overlap',
        ok: false,
        message: expect.stringContaining(
          'hits a component that you may not see',
        ),
      }),
    );
  });
});
