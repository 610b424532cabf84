import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { scaffolderModuleShopPlatform } from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
import { repositoryRoot } from '../__testUtils__/scratch';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../git/__testUtils__/startHost';
import { WorkingCopy } from '../git/__testUtils__/workingCopy';
import { startTestCluster, TestCluster } from './__testUtils__/testCluster';
import { FakeKubelet, Fate } from './controllers/__testUtils__/FakeKubelet';
import { Controllers, startControllers } from './controllers';
import { systemClock } from './controllers/work/Clock';

jest.setTimeout(120_000);

const DEPLOYER = 'the-token-of-the-deployer';
const SERVICE = join(
  repositoryRoot,
  'examples/shop-platform/services/core/k8s',
);

/** What the template renders for a service of this organisation. */
const manifests = Object.fromEntries(
  readdirSync(SERVICE).map(name => [
    `k8s/${name}`,
    readFileSync(join(SERVICE, name), 'utf8').replaceAll(
      'shop-example',
      'shop-platform',
    ),
  ]),
);

type DeploymentSpec = {
  spec: {
    replicas: number;
    template: { spec: { containers: { image: string; env: object[] }[] } };
  };
};

/** A cluster with its controllers, where the test says what becomes of pods. */
class Region {
  readonly name: string;
  readonly running: TestCluster;
  readonly kubelet: FakeKubelet;
  readonly #controllers: Controllers;

  private constructor(name: string, running: TestCluster) {
    this.name = name;
    this.running = running;
    this.#controllers = startControllers(running.cluster);
    this.kubelet = new FakeKubelet(running.cluster, systemClock);
    this.kubelet.addNode('node-1');
  }

  static async start(name: string): Promise<Region> {
    const running = await startTestCluster({
      name,
      tokens: [
        {
          token: DEPLOYER,
          user: { name: 'deployer', groups: ['system:authenticated'] },
        },
      ],
    });
    const region = new Region(name, running);
    region.resource('v1', 'namespaces').create('', {
      metadata: { name: 'shop' },
    });
    region
      .resource('rbac.authorization.k8s.io/v1', 'rolebindings')
      .create('shop', {
        metadata: { name: 'deployer' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'edit',
        },
        subjects: [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'deployer',
          },
        ],
      });
    return region;
  }

  resource<T>(apiVersion: string, plural: string) {
    return this.running.cluster.client('test').resource<T>(apiVersion, plural);
  }

  get deployment() {
    return this.resource<DeploymentSpec>('apps/v1', 'deployments').find(
      'shop',
      'core',
    );
  }

  get image(): string | undefined {
    return this.deployment?.spec.template.spec.containers[0].image;
  }

  /** The names of everything that a deploy of the service makes. */
  get objects(): string[] {
    const resources = [
      ['v1', 'serviceaccounts'],
      ['v1', 'services'],
      ['apps/v1', 'deployments'],
      ['autoscaling/v2', 'horizontalpodautoscalers'],
      ['policy/v1', 'poddisruptionbudgets'],
      ['networking.k8s.io/v1', 'networkpolicies'],
    ];
    return resources.flatMap(([apiVersion, plural]) =>
      this.resource(apiVersion, plural).find('shop', 'core') ? [plural] : [],
    );
  }

  async stop(): Promise<void> {
    this.kubelet.stop();
    await this.#controllers.stop();
    await this.running.stop();
  }
}

describe('platform:deploy on embedded clusters', () => {
  let git: RunningHost;
  let copy: WorkingCopy;
  let regions: Region[];
  let backend: TestBackend;
  let deployAction: TemplateAction | undefined;

  beforeAll(async () => {
    git = await startHost();
    await createRepository(git, 'core');
    copy = await WorkingCopy.create(git, 'core', 'copy');
    regions = await Promise.all(
      ['europe-west1', 'europe-west4'].map(name => Region.start(name)),
    );
    backend = await startBackend();
  });

  afterAll(async () => {
    await backend?.stop();
    await Promise.all((regions ?? []).map(region => region.stop()));
    await git?.stop();
  });

  /** A back end in which the actions of the module are caught. */
  async function startBackend(): Promise<TestBackend> {
    const host = new URL(git.url).host;
    return await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'scaffolder',
          register(reg) {
            reg.registerExtensionPoint(scaffolderActionsExtensionPoint, {
              addActions: (...actions) => {
                deployAction = actions.find(
                  ({ id }) => id === 'platform:deploy',
                );
              },
            });
            reg.registerExtensionPoint(scaffolderTemplatingExtensionPoint, {
              addTemplateFilters: () => {},
              addTemplateGlobals: () => {},
            });
            reg.registerInit({ deps: {}, async init() {} });
          },
        }),
        scaffolderModuleShopPlatform,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'core-service',
                annotations: {
                  'backstage.io/kubernetes-id': 'core-service',
                  'backstage.io/kubernetes-namespace': 'shop',
                  'backstage.io/source-location': `url:${git.url}/shop-platform/core/tree/main/`,
                },
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { reading: { allow: [{ host }] } },
            integrations: {
              github: [
                { host, apiBaseUrl: `${git.url}/api/v3`, token: HOST_TOKEN },
              ],
            },
            kubernetes: {
              clusterLocatorMethods: [
                {
                  type: 'config',
                  clusters: regions.map(({ name, running: { cluster } }) => ({
                    name,
                    url: cluster.url,
                    authProvider: 'serviceAccount',
                    serviceAccountToken: DEPLOYER,
                    caData: Buffer.from(cluster.ca).toString('base64'),
                  })),
                },
              ],
            },
          },
        }),
      ],
    });
  }

  /** Pushes a change and says that its image was built. */
  async function push(files: Record<string, string>): Promise<string> {
    const commit = await copy.commit(files);
    await copy.push();
    const { status } = await git.api('/repos/shop-platform/core/check-runs', {
      method: 'POST',
      body: JSON.stringify({
        name: 'build',
        head_sha: commit,
        conclusion: 'success',
      }),
    });
    expect(status).toBe(201);
    return commit;
  }

  async function deploy(
    input: object = {},
    signal?: AbortSignal,
  ): Promise<{ error: string | undefined; lines: string[] }> {
    const lines: string[] = [];
    const logger = mockServices.logger.mock();
    logger.info.mockImplementation(line => lines.push(line));
    const error = await deployAction
      ?.handler({
        ...createMockActionContext({
          input: {
            entityRef: 'component:default/core-service',
            path: 'k8s',
            imageChecks: ['build'],
            buildTimeoutSeconds: 20,
            timeoutSeconds: 30,
            force: false,
            ...input,
          },
        }),
        logger,
        getInitiatorCredentials: async () => mockCredentials.user(),
        ...(signal && { signal }),
      })
      .then(
        () => undefined,
        (reason: unknown) =>
          reason instanceof Error ? reason.message : String(reason),
      );
    return { error, lines };
  }

  const image = (commit: string) => `ghcr.io/shop-platform/core:${commit}`;

  function become(fate: Fate, commit: string, region = regions[1]): void {
    region.kubelet.become(
      fate,
      pod => pod.spec.containers[0].image === image(commit),
    );
  }

  let first: string;

  it('leaves nothing of a new service that crashes', async () => {
    first = await push(manifests);
    become('crashing', first);
    const { error } = await deploy();
    expect(error).toContain('CrashLoopBackOff');
    expect(error).toContain('Everything is as it was before');
    expect(regions.flatMap(({ objects }) => objects)).toEqual([]);
    become('ready', first);
  });

  it('brings a service with all that belongs to it into both clusters', async () => {
    const { error, lines } = await deploy();
    expect(error).toBeUndefined();
    expect(lines.at(-1)).toBe(
      'component:default/core-service runs in europe-west1 and europe-west4',
    );
    for (const region of regions) {
      expect(region.image).toBe(image(first));
      expect(region.objects).toHaveLength(6);
      expect(region.deployment?.metadata.labels).toMatchObject({
        'backstage.io/kubernetes-id': 'core-service',
      });
    }
  });

  it('brings the earlier version back, and leaves what others have set', async () => {
    const [west] = regions;
    const deployments = west.resource('apps/v1', 'deployments');
    deployments.patch('shop', 'core', {
      metadata: { labels: { team: 'theirs' } },
      spec: { replicas: 4 },
    });
    const before = west.deployment?.spec;
    const bad = await push({
      'k8s/deployment.yaml': manifests['k8s/deployment.yaml'].replace(
        '          env:\n',
        '          env:\n            - { name: BROKEN, value: "yes" }\n',
      ),
    });
    become('crashing', bad);

    const { error } = await deploy();

    expect(error).toContain('europe-west4: core-');
    expect(error).toContain('Everything is as it was before');
    expect(west.deployment?.spec).toEqual(before);
    expect(west.deployment?.metadata.labels).toMatchObject({ team: 'theirs' });
    expect(regions[1].image).toBe(image(first));
  });

  it('is not in its own way afterwards', async () => {
    const next = await push({
      'k8s/deployment.yaml': manifests['k8s/deployment.yaml'],
    });
    expect((await deploy()).error).toBeUndefined();
    expect(regions.map(region => region.image)).toEqual([
      image(next),
      image(next),
    ]);
    expect(regions[0].deployment?.spec.replicas).toBe(4);
  });

  it('overwrites nobody without being told to, and gives back what it took', async () => {
    const [west] = regions;
    west
      .resource('apps/v1', 'deployments')
      .patch('shop', 'core', { spec: { minReadySeconds: 1 } });
    const wanted = await push({
      'k8s/deployment.yaml': manifests['k8s/deployment.yaml'].replace(
        'spec:\n',
        'spec:\n  minReadySeconds: 0\n',
      ),
    });
    const earlier = west.image;
    const { error } = await deploy();
    expect(error).toMatch(/Deployment core has fields that somebody else set/);
    expect(west.image).toBe(earlier);

    become('crashing', wanted);
    expect((await deploy({ force: true })).error).toContain('as it was before');
    expect(west.deployment?.spec).toMatchObject({ minReadySeconds: 1 });

    become('ready', wanted);
    expect((await deploy({ force: true })).error).toBeUndefined();
    expect(west.image).toBe(image(wanted));
  });

  it('goes back when it is cancelled in mid-rollout', async () => {
    const [west] = regions;
    const earlier = west.image;
    const slow = await push({ 'README.md': 'slow' });
    become('running', slow, west);
    const cancel = new AbortController();
    const cancelled = deploy({}, cancel.signal);
    const informer = west
      .resource<DeploymentSpec>('apps/v1', 'deployments')
      .informer()
      .on(({ object }) => {
        if (object.spec.template.spec.containers[0].image === image(slow)) {
          cancel.abort();
        }
      })
      .start();
    expect((await cancelled).error).toBe(
      'The task was cancelled. Everything is as it was before',
    );
    informer.stop();
    expect(west.image).toBe(earlier);
  });

  it('says what the cluster does not take', async () => {
    await push({
      'k8s/service.yaml': `${manifests['k8s/service.yaml']}\n  unknown: 1\n`,
    });
    expect((await deploy()).error).toMatch(
      /The cluster refused Service core: .*unknown/,
    );
  });
});
