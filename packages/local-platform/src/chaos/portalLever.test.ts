import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { renderKustomization } from '@shop-platform/backstage-plugin-clusters-node';
import { eventually, repositoryRoot } from '../__testUtils__/scratch';
import { applyManifests, Manifest } from '../clusters/server/applyManifests';
import {
  startTestCluster,
  TestCluster,
} from '../kubernetes/__testUtils__/testCluster';
import {
  namespace,
  payments,
  pod,
  PORTAL_TOKEN,
  portalRights,
  portalUser,
  slowPayments,
  startChaosPortal,
} from './__testUtils__/chaosPortal';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

const LEVER = '/api/v1/namespaces/chaos-mesh/configmaps/chaos-halt-lever';
const EXPERIMENTS =
  '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';
const suite = join(
  repositoryRoot,
  'examples/shop-platform/infrastructure/kubernetes/chaos-mesh',
);
const olena = mockCredentials.user.header('user:default/olena');

describeOnPostgres(
  `the portal and the lever of a real API server${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    const log: string[] = [];
    let running: TestCluster;
    let portal: Awaited<ReturnType<typeof startChaosPortal>>;

    const lever = async () => (await running.api.get(LEVER)).body.data;
    const set = (data: object) => running.api.patch(LEVER, 'merge', { data });
    /** On other pods than what the portal is asked for: the lever is to say no. */
    const create = async (name: string) =>
      running.api.post(EXPERIMENTS, {
        ...slowPayments,
        metadata: { name },
        spec: {
          ...slowPayments.spec,
          selector: {
            namespaces: ['shop'],
            labelSelectors: { 'backstage.io/kubernetes-id': 'core' },
          },
        },
      });
    const apply = (manifests: Manifest[]) =>
      applyManifests(running.cluster, manifests, line => log.push(line));
    const isThere = async (name: string) =>
      (await running.api.get(`${EXPERIMENTS}/${name}`)).code === 200;
    const cluster = async () =>
      (await portal.ask('GET', '/clusters', olena)).body.clusters[0];

    beforeAll(async () => {
      running = await startTestCluster({
        tokens: [{ token: PORTAL_TOKEN, user: portalUser }],
      });
      ChaosMesh.install(running.cluster);
      apply([
        ...['shop', 'chaos-mesh'].map(namespace),
        pod,
        ...portalRights([
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: ['chaos-halt-lever'],
            verbs: ['get', 'update', 'patch'],
          },
        ]),
      ]);
      portal = await startChaosPortal({
        running,
        database: getDatabase(),
        entities: [payments],
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await running?.stop();
    });

    it('are one, whoever pulls it and whoever arms it', async () => {
      expect(log).toEqual([]);
      await portal.look();
      expect((await cluster()).lever.state).toBe('absent');
      apply(
        (await renderKustomization(suite)).filter(
          ({ metadata }) => metadata.name === 'chaos-halt-lever',
        ),
      );

      expect(log).toEqual([]);

      // In the portal, then kubectl starts nothing.
      const halted = await portal.ask('POST', '/halts', olena, {
        reason: 'fire',
      });
      expect(halted.body.clusters[0].lever.state).toBe('same');
      expect(await lever()).toMatchObject({ state: 'pulled', reason: 'fire' });
      const held = await create('held');
      expect(held.code).toBe(403);
      expect(held.body.message).toMatch(/halted by user:default\/olena: fire/);

      // With kubectl armed, then the portal starts again.
      expect((await set({ state: 'armed' })).code).toBe(200);
      await portal.look();
      expect((await cluster()).halt).toBeUndefined();
      expect((await create('let-through')).code).toBe(201);

      // With kubectl pulled: refused at once, ended with the next look.
      await set({ state: 'pulled', by: 'Taras', reason: 'more fire' });
      const early = await portal.ask('POST', '/dry-runs', olena, {
        cluster: 'test',
        manifest: JSON.stringify(slowPayments),
      });
      expect(early.text).toContain('halted by Taras: more fire');
      await eventually(async () => {
        await portal.look();
        return !(await isThere('let-through'));
      });
      expect(await cluster()).toMatchObject({
        halt: { by: 'Taras', reason: 'more fire', from: 'cluster' },
        lever: { state: 'same' },
      });

      // In the portal armed, then kubectl starts again.
      await portal.ask('DELETE', '/halts', olena);
      expect(await lever()).toEqual({ state: 'armed' });
      expect((await create('after')).code).toBe(201);
    });
  },
);
