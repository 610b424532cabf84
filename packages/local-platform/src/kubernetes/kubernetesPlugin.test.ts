import { fork, ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { mockCredentials } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { startTestCluster, TestCluster } from './__testUtils__/testCluster';

jest.setTimeout(60_000);

const VIEWER = 'the-token-of-the-viewer';
const PEOPLE = {
  developer: 'user:default/taras',
  viewer: 'user:default/guest',
};
const LABELS = { 'backstage.io/kubernetes-id': 'core-service' };

const workloadsSchema = z.object({
  items: z.tuple([
    z.object({
      cluster: z.object({ name: z.string() }),
      errors: z.array(z.unknown()),
      resources: z.array(
        z.object({
          type: z.string(),
          resources: z.array(
            z.object({ metadata: z.object({ name: z.string() }) }),
          ),
        }),
      ),
    }),
  ]),
});

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'core-service',
    namespace: 'default',
    annotations: {
      ...LABELS,
      'backstage.io/kubernetes-namespace': 'shop',
    },
  },
};

/** Waits for the program to say where it listens, among what its loader says. */
async function portOf(program: ChildProcess): Promise<number> {
  for await (const [message] of on(program, 'message')) {
    const said = z.object({ port: z.number() }).safeParse(message);
    if (said.success) {
      return said.data.port;
    }
  }
  throw new Error('The back end has said nothing');
}

describe("Backstage's Kubernetes plugin on an embedded cluster", () => {
  let running: TestCluster;
  let backend: ChildProcess | undefined;
  let port: number;

  beforeAll(async () => {
    running = await startTestCluster({
      name: 'europe-west1',
      tokens: [
        {
          token: VIEWER,
          user: { name: 'viewer', groups: ['system:authenticated'] },
        },
      ],
    });
    const { cluster } = running;
    const client = cluster.client('test');
    client.resource('v1', 'namespaces').create('', {
      metadata: { name: 'shop' },
    });
    client
      .resource('rbac.authorization.k8s.io/v1', 'clusterrolebindings')
      .create('', {
        metadata: { name: 'viewer' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'viewer',
          },
        ],
      });
    client.resource('v1', 'pods').create('shop', {
      metadata: { name: 'core-1', labels: LABELS },
      spec: { containers: [{ name: 'service', image: 'core:1' }] },
    });
    const startedAt = new Date().toISOString();
    client.resource('v1', 'pods').updateStatus({
      metadata: { namespace: 'shop', name: 'core-1' },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'service',
            image: 'core:1',
            imageID: 'core:1',
            ready: true,
            restartCount: 0,
            state: { running: { startedAt } },
          },
        ],
      },
    });
    cluster.setRuntime({
      async *logs() {
        yield 'listening\n';
      },
      podMetrics: () => [],
      nodeMetrics: () => [],
    });
    backend = fork(require.resolve('./__testUtils__/kubernetesBackend'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      env: {
        ...process.env,
        KUBERNETES_BACKEND: JSON.stringify({
          name: cluster.name,
          url: cluster.url,
          ca: cluster.ca,
          token: VIEWER,
          entity,
          viewer: PEOPLE.viewer,
        }),
      },
    });
    port = await Promise.race([
      portOf(backend),
      once(backend, 'exit').then(([code]) => {
        throw new Error(`The back end ended with ${code}`);
      }),
    ]);
  });

  afterAll(async () => {
    if (backend && backend.exitCode === null) {
      backend.kill();
      await once(backend, 'exit');
    }
    await running?.stop();
  });

  const request = async (
    path: string,
    { who = PEOPLE.developer, ...init }: RequestInit & { who?: string } = {},
  ) =>
    await fetch(`http://localhost:${port}/api/kubernetes/${path}`, {
      ...init,
      headers: {
        authorization: mockCredentials.user.header(who),
        'content-type': 'application/json',
        'backstage-kubernetes-cluster': 'europe-west1',
      },
    });

  const pod = 'proxy/api/v1/namespaces/shop/pods/core-1';

  it('shows the workloads of a component without a complaint', async () => {
    const response = await request('resources/workloads/query', {
      method: 'POST',
      body: JSON.stringify({
        auth: {},
        entityRef: 'component:default/core-service',
      }),
    });
    expect(response.status).toBe(200);
    const {
      items: [found],
    } = workloadsSchema.parse(await response.json());
    expect(found.cluster.name).toBe('europe-west1');
    expect(found.errors).toEqual([]);
    expect(
      found.resources
        .filter(({ type }) => type === 'pods')
        .flatMap(({ resources }) => resources)
        .map(({ metadata }) => metadata.name),
    ).toEqual(['core-1']);
  });

  it('reads logs, and can do nothing else to a pod, whoever asks', async () => {
    const log = await request(`${pod}/log?container=service`);
    expect([log.status, await log.text()]).toEqual([200, 'listening\n']);
    const refused: [string, string][] = [
      ['DELETE', pod],
      ['POST', `${pod}/exec?command=sh`],
      ['GET', 'proxy/api/v1/namespaces/shop/secrets'],
      ['PATCH', pod],
    ];
    for (const [method, path] of refused) {
      const response = await request(path, {
        method,
        ...(method === 'PATCH' && { body: '{}' }),
      });
      expect([method, path, response.status]).toEqual([method, path, 403]);
    }
    expect(
      running.cluster
        .client('test')
        .resource('v1', 'pods')
        .find('shop', 'core-1'),
    ).toBeDefined();
  });

  it('lets those without kubernetes.proxy see workloads, and no logs', async () => {
    const who = PEOPLE.viewer;
    const log = await request(`${pod}/log?container=service`, { who });
    expect(log.status).toBe(403);
    expect(await log.text()).not.toContain('listening');
    expect((await request('clusters', { who })).status).toBe(200);
  });
});
