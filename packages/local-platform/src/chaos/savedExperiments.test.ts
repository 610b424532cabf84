import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { repositoryRoot } from '../__testUtils__/scratch';
import { applyManifests } from '../clusters/server/applyManifests';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../git/__testUtils__/startHost';
import { WorkingCopy } from '../git/__testUtils__/workingCopy';
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
  startChaosPortal,
} from './__testUtils__/chaosPortal';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

const FILE = 'services/payments/chaos/payments-delay.yaml';
/** What the template renders there. */
const rendered = readFileSync(
  join(
    repositoryRoot,
    'templates/save-experiment/tests/golden/payments-delay',
    FILE,
  ),
  'utf8',
);
const olena = mockCredentials.user.header('user:default/olena');

describeOnPostgres(
  `An experiment that is kept in a repository${whySkipped}`,
  () => {
    const getDatabase = createTestSchema();
    const workspace = createMockDirectory({ content: { [FILE]: rendered } });
    let jump = 0;
    let host: RunningHost;
    let running: TestCluster;
    let portal: Awaited<ReturnType<typeof startChaosPortal>>;

    const git = () => {
      const address = new URL(host.url).host;
      return {
        host: address,
        apiBaseUrl: `http://${address}/api/v3`,
        token: HOST_TOKEN,
      };
    };

    beforeAll(async () => {
      const now = Date.now;
      jest.spyOn(Date, 'now').mockImplementation(() => now() + jump);
      host = await startHost();
      await createRepository(host, 'platform');
      const copy = await WorkingCopy.create(host, 'platform', 'platform');
      await copy.commit({ 'services/payments/README.md': '# Payments' });
      await copy.push();
      running = await startTestCluster({
        tokens: [{ token: PORTAL_TOKEN, user: portalUser }],
      });
      ChaosMesh.install(running.cluster);
      const labels = { 'app.kubernetes.io/name': 'payments' };
      applyManifests(
        running.cluster,
        [
          namespace('shop'),
          ...portalRights([]),
          { ...pod, metadata: { ...pod.metadata, labels } },
        ],
        () => {},
      );
      const sources = `url:${host.url}/shop-platform/platform/tree/main/services/payments/`;
      portal = await startChaosPortal({
        running,
        database: getDatabase(),
        git: git(),
        entities: [
          {
            ...payments,
            metadata: {
              ...payments.metadata,
              annotations: {
                ...payments.metadata.annotations,
                'backstage.io/source-location': sources,
              },
            },
          },
        ],
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await running?.stop();
      await host?.stop();
      jest.restoreAllMocks();
    });

    const presets = async () => {
      // Repositories are read again after half a minute.
      jump += 31_000;
      const { body } = await portal.ask(
        'GET',
        '/presets?entity=component:default/payments',
        olena,
      );
      return body;
    };

    /** The last step of the template. */
    const propose = async (repoUrl: string) => {
      const config = new ConfigReader({ integrations: { github: [git()] } });
      const action = createPublishGithubPullRequestAction({
        integrations: ScmIntegrations.fromConfig(config),
        config,
      });
      type Context = Parameters<typeof action.handler>[0];
      await action.handler(
        createMockActionContext<Context['input']>({
          workspacePath: workspace.path,
          input: {
            repoUrl,
            branchName: 'chaos/services.payments.chaos.payments-delay.yaml',
            title: `Keep the chaos experiment ${FILE}`,
            description: 'Written in the portal.',
            update: true,
          },
        }),
      );
    };

    it('is one to begin with as soon as its pull request is merged', async () => {
      const { saved, saveTo } = await presets();
      expect(saved).toEqual({ presets: [], problems: [] });
      expect(FILE).toBe(`${saveTo.folder}/payments-delay.yaml`);

      await propose(saveTo.repoUrl);
      expect((await presets()).saved.presets).toEqual([]);
      const merged = await host.api(
        '/repos/shop-platform/platform/pulls/1/merge',
        { method: 'PUT' },
      );
      expect(merged.status).toBe(200);

      const [preset, ...others] = (await presets()).saved.presets;
      expect(others).toEqual([]);
      expect(preset).toMatchObject({
        name: 'payments-delay',
        kind: 'NetworkChaos',
        file: FILE,
        manifest: rendered,
      });
      const { body } = await portal.ask('POST', '/dry-runs', olena, {
        cluster: 'test',
        manifest: preset.manifest,
      });
      expect(body.targets).toMatchObject([{ name: 'payments-1' }]);
    });

    it('is still there while the repository is away, which is said', async () => {
      const { saved } = await presets();
      await host.host.close();
      expect((await presets()).saved).toEqual({
        ...saved,
        failure: { reason: expect.any(String), since: expect.any(String) },
      });
    });
  },
);
