import { stringify } from 'yaml';
import { readDefinitions } from '../chaos/readDefinitions';
import {
  createKubectl,
  describeWithKubectl,
  whyNoKubectl,
} from './__testUtils__/kubectl';
import { configMap, deployment } from './__testUtils__/manifests';
import { startTestCluster, TestCluster } from './__testUtils__/testCluster';
import { serviceAccountUser } from './auth/Tokens';

jest.setTimeout(120_000);

describeWithKubectl(`A stock kubectl${whyNoKubectl}`, () => {
  let running: TestCluster;
  let kubectl: ReturnType<typeof createKubectl>;

  const ok = async (args: string[], input?: string): Promise<string> => {
    const { code, out, err } = await kubectl(args, input);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return out;
  };

  beforeAll(async () => {
    running = await startTestCluster();
    running.cluster.setRuntime({
      async *logs(_pod, container) {
        yield `${container} says hello\n`;
        yield 'and goodbye\n';
      },
      podMetrics: () => [],
      nodeMetrics: () => [],
    });
    kubectl = createKubectl(running.scratch, running.cluster.kubeconfig());
    await ok(['create', 'namespace', 'shop']);
  });

  afterAll(async () => {
    await running.stop();
  });

  it('applies, changes, shows, explains and deletes a workload', async () => {
    const file = ['apply', '-n', 'shop', '-f', '-'];
    const first = stringify(deployment('core'));
    expect(await ok(file, first)).toBe('deployment.apps/core created\n');
    expect(await ok(file, first)).toBe('deployment.apps/core unchanged\n');
    const second = deployment('core', 'shop/core:2');
    second.spec.template.spec.containers[0].env = [];
    expect(await ok(file, stringify(second))).toBe(
      'deployment.apps/core configured\n',
    );
    const shown = JSON.parse(
      await ok(['get', '-n', 'shop', 'deployment', 'core', '-o', 'json']),
    );
    expect(shown.metadata.generation).toBe(2);
    expect(shown.spec.template.spec.containers[0]).toMatchObject({
      image: 'shop/core:2',
      imagePullPolicy: 'IfNotPresent',
    });
    // What was dropped from the manifest is gone from the object.
    expect(shown.spec.template.spec.containers[0].env).toBeUndefined();
    const table = await ok(['get', '-n', 'shop', 'deployments', '-o', 'wide']);
    expect(table.split('\n')[0].split(/\s{2,}/)).toEqual([
      ...['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
      ...['CONTAINERS', 'IMAGES', 'SELECTOR'],
    ]);
    expect(table).toMatch(/core\s+0\/2\s+0\s+0\s+\d+s\s+core\s+shop\/core:2/);
    expect(
      await ok(['describe', '-n', 'shop', 'deployment', 'core']),
    ).toContain('RollingUpdateStrategy:  25% max unavailable, 25% max surge');
    expect(await ok(['explain', 'deployment.spec.replicas'])).toContain(
      'FIELD: replicas <integer>',
    );
    expect(await ok(['delete', '-n', 'shop', 'deployment', 'core'])).toMatch(
      /^deployment.apps "core" deleted/,
    );
  });

  it('is told of a conflict between managers, and wins it by force', async () => {
    const apply = (manager: string, value: string, ...more: string[]) =>
      kubectl(
        [
          ...['apply', '-n', 'shop', '--server-side', '-f', '-'],
          ...['--field-manager', manager, ...more],
        ],
        stringify(configMap('settings', { level: value })),
      );
    expect((await apply('one', 'info')).code).toBe(0);
    const refused = await apply('two', 'debug');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      'Apply failed with 1 conflict: conflict with "one": .data.level',
    );
    expect((await apply('two', 'debug', '--force-conflicts')).code).toBe(0);
    expect((await apply('one', 'info')).err).toContain(
      'conflict with "two": .data.level',
    );
  });

  it('refuses what is wrong, in the words of the real server', async () => {
    const file = ['apply', '-n', 'shop', '-f', '-'];
    const typo = { ...configMap('typo'), dta: {} };
    expect((await kubectl(file, stringify(typo))).err).toContain(
      'strict decoding error: unknown field "dta"',
    );
    const broken = deployment('broken');
    broken.spec.selector.matchLabels.app = 'other';
    expect((await kubectl(file, stringify(broken))).err).toContain(
      'The Deployment "broken" is invalid: spec.template.metadata.labels: Invalid value: {"app":"broken"}: `selector` does not match template `labels`',
    );
    expect((await kubectl(['get', 'nonsense'])).err).toContain(
      'the server doesn\'t have a resource type "nonsense"',
    );
  });

  it('reads logs, and is told what is not served', async () => {
    await ok(['run', '-n', 'shop', 'web', '--image=shop/web:1']);
    expect((await kubectl(['logs', '-n', 'shop', 'web'])).err).toContain(
      'container "web" in pod "web" is waiting to start: ContainerCreating',
    );
    running.cluster
      .client('kubelet')
      .resource('v1', 'pods')
      .patch(
        'shop',
        'web',
        {
          status: {
            phase: 'Running',
            containerStatuses: [
              { name: 'web', ready: true, state: { running: {} } },
            ],
          },
        },
        { subresource: 'status' },
      );
    expect(await ok(['get', '-n', 'shop', 'pod', 'web'])).toMatch(
      /web\s+1\/1\s+Running\s+0/,
    );
    expect(await ok(['logs', '-n', 'shop', 'web'])).toBe(
      'web says hello\nand goodbye\n',
    );
    const refused = await kubectl(['exec', '-n', 'shop', 'web', '--', 'ls']);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('does not serve pods/exec');
    const statefulSets = ['get', '--raw', '/apis/apps/v1/statefulsets'];
    expect((await kubectl(statefulSets)).err).toContain(
      'does not serve statefulsets: its containers are processes without volumes',
    );
  });

  it('may do what its token may, and nothing else', async () => {
    await ok(['create', '-n', 'shop', 'serviceaccount', 'viewer']);
    await ok([
      ...['create', '-n', 'shop', 'rolebinding', 'viewers'],
      ...['--clusterrole=view', '--serviceaccount=shop:viewer'],
    ]);
    const token = (
      await ok(['create', '-n', 'shop', 'token', 'viewer'])
    ).trim();
    const viewer = createKubectl(
      running.scratch,
      running.cluster.kubeconfig(token),
    );
    expect((await viewer(['get', '-n', 'shop', 'pods'])).code).toBe(0);
    const name = serviceAccountUser('shop', { name: 'viewer' }).name;
    expect(
      (await viewer(['delete', '-n', 'shop', 'configmap', 'settings'])).err,
    ).toContain(
      `Error from server (Forbidden): configmaps "settings" is forbidden: User "${name}" cannot delete resource "configmaps" in API group "" in the namespace "shop"`,
    );
    expect(
      (await viewer(['auth', 'can-i', 'delete', 'pods', '-n', 'shop'])).out,
    ).toBe('no\n');
    expect((await viewer(['auth', 'whoami'])).out).toContain(name);
    const stranger = createKubectl(
      running.scratch,
      running.cluster.kubeconfig('nobody'),
    );
    expect((await stranger(['get', 'pods'])).err).toContain(
      'You must be logged in to the server',
    );
    // Without a token kubectl asks for a name, once it was answered with 401.
    const nobody = createKubectl(
      running.scratch,
      running.cluster.kubeconfig(''),
    );
    expect(await nobody(['get', 'pods'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('Please enter Username'),
    });
    kubectl = createKubectl(running.scratch, running.cluster.kubeconfig());
  });

  it('takes a large definition on the server side, as kubectl cannot by itself', async () => {
    const definition = readDefinitions().find(
      ({ metadata }) => metadata.name === 'workflownodes.chaos-mesh.org',
    );
    // What Chaos Mesh ships is large for its descriptions.
    const manifest = JSON.stringify({
      ...definition,
      metadata: {
        ...definition?.metadata,
        annotations: { about: 'A step of a workflow. '.repeat(4_000) },
      },
    });
    expect((await kubectl(['apply', '-f', '-'], manifest)).err).toContain(
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    );
    expect(await ok(['apply', '--server-side', '-f', '-'], manifest)).toContain(
      'serverside-applied',
    );
  });

  it('creates 500 objects, and a watch sees each', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `many-${i}`);
    const seen = new Set<string>();
    const stop = running.cluster
      .client('test')
      .resource('v1', 'configmaps')
      .watch({ namespace: 'shop', labelSelector: 'many' }, event => {
        if (event.type === 'ADDED') {
          seen.add(event.object.metadata.name ?? '');
        }
      });
    const manifest = names
      .map(name => {
        const map = configMap(name);
        return stringify({
          ...map,
          metadata: { ...map.metadata, labels: { many: '' } },
        });
      })
      .join('---\n');
    await ok(['create', '-n', 'shop', '-f', '-'], manifest);
    stop();
    expect(seen).toEqual(new Set(names));
  });
});
