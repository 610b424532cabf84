import { join } from 'node:path';
import { startKubelet } from '.';
import { imagesIn } from './__testUtils__/images';
import { SERVER } from './__testUtils__/programs';
import { TestNode } from './__testUtils__/TestNode';

jest.setTimeout(120_000);

const http = { ports: [{ name: 'http', containerPort: 8080 }] };
const readiness = {
  ...http,
  readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
};
const forever = 'setInterval(() => {}, 1000);';

describe('A kubelet', () => {
  let node: TestNode;

  beforeAll(async () => {
    node = await TestNode.start();
    node.addImage('server', SERVER);
    node.addImage('forever', forever);
    node.addImage(
      'environment',
      `console.log(JSON.stringify({ ...process.env, argv: process.argv.slice(2) })); ${forever}`,
    );
  });

  afterAll(async () => {
    await node.stop();
  });

  const waiting = (name: string) => node.container(name)?.state.waiting;

  const logOf = async (name: string, container = 'app'): Promise<string> => {
    const { body } = await node.running.api.get(
      `/api/v1/namespaces/shop/pods/${name}/log?container=${container}`,
    );
    return String(body.text);
  };

  it('runs pods that serve each other by the names of Services', async () => {
    for (const name of ['core', 'web']) {
      node.createPod(name, { image: 'server', ...readiness });
    }
    await node.untilReady('core', 'web');
    node.createService('core', ['core']);
    await node.until(
      () => node.kubelet.network.pick('shop', 'core', 80) !== undefined,
    );
    const { podIP } = node.pod('web').status;
    const { clusterIP } = Object(
      node.client.resource('v1', 'services').get('shop', 'core').spec,
    );
    for (const name of ['core.shop.svc.cluster.local', 'core:80', clusterIP]) {
      const answer = await fetch(`http://${podIP}:8080/call/${name}/`);
      expect(await answer.text()).toBe('core');
    }
    expect(node.pod('core').status).toMatchObject({
      phase: 'Running',
      hostIP: '127.0.0.1',
      qosClass: 'BestEffort',
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'PodScheduled', status: 'True' }),
        expect.objectContaining({ type: 'Initialized', status: 'True' }),
        expect.objectContaining({ type: 'Ready', status: 'True' }),
      ]),
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          started: true,
          restartCount: 0,
          image: 'server',
          imageID: expect.stringMatching(/^server@sha256:/),
          containerID: expect.stringMatching(/^process:\/\//),
        },
      ],
    });
    expect(node.events('core')).toEqual(
      expect.arrayContaining([
        'Normal Pulled: Container image "server" already present on machine',
        'Normal Created: Created container: app',
        'Normal Started: Started container app',
      ]),
    );
  });

  it('gives a container the environment, command and arguments of its manifest', async () => {
    node.client.resource('v1', 'configmaps').create('shop', {
      metadata: { name: 'settings' },
      data: { LEVEL: 'info', mode: 'dark' },
    });
    node.client.resource('v1', 'secrets').create('shop', {
      metadata: { name: 'access' },
      stringData: { token: 'a$b' },
    });
    node.createPod(
      'environment',
      {
        args: ['main.js', '--at', '$(WHERE)', '$(NOWHERE)', '$$(WHERE)'],
        envFrom: [
          { configMapRef: { name: 'settings' }, prefix: 'FROM_' },
          { secretRef: { name: 'absent', optional: true } },
        ],
        env: [
          { name: 'WHERE', value: 'here' },
          { name: 'BOTH', value: '$(WHERE)-$(FROM_LEVEL)' },
          {
            name: 'MODE',
            valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } },
          },
          {
            name: 'TOKEN',
            valueFrom: { secretKeyRef: { name: 'access', key: 'token' } },
          },
          {
            name: 'ABSENT',
            valueFrom: {
              secretKeyRef: { name: 'access', key: 'other', optional: true },
            },
          },
          {
            name: 'MY_IP',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
          {
            name: 'MY_APP',
            valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } },
          },
          {
            name: 'MY_MEMORY',
            valueFrom: {
              resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
            },
          },
        ],
        resources: { limits: { memory: '256Mi' } },
        volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
      },
      {
        labels: { app: 'shop' },
        volumes: [{ name: 'scratch', emptyDir: {} }],
      },
    );
    await node.untilReady('environment');
    await node.until(async () => (await logOf('environment')) !== '');
    const environment = JSON.parse(await logOf('environment'));
    expect(environment).toMatchObject({
      HOSTNAME: 'environment',
      FROM_LEVEL: 'info',
      FROM_mode: 'dark',
      WHERE: 'here',
      BOTH: 'here-info',
      MODE: 'dark',
      TOKEN: 'a$b',
      MY_IP: node.pod('environment').status.podIP,
      MY_APP: 'shop',
      MY_MEMORY: '256',
      NODE_OPTIONS: expect.stringContaining('--max-old-space-size=128'),
      TMPDIR: expect.stringMatching(/volumes\/scratch$/),
      argv: ['--at', 'here', '$(NOWHERE)', '$(WHERE)'],
    });
    expect(environment).not.toHaveProperty('ABSENT');
    // What the platform itself was started with is not a container's business.
    expect(environment).not.toHaveProperty('HOME');
  });

  it('waits for the Secret, the key or the image that is missing, and goes on when it appears', async () => {
    node.createPod('secretive', {
      image: 'forever',
      env: [
        {
          name: 'TOKEN',
          valueFrom: { secretKeyRef: { name: 'late', key: 'token' } },
        },
      ],
    });
    await node.until(() => waiting('secretive') !== undefined);
    await node.until(
      () => waiting('secretive')?.reason === 'CreateContainerConfigError',
    );
    expect(waiting('secretive')?.message).toBe('secret "late" not found');
    const secrets = node.client.resource('v1', 'secrets');
    secrets.create('shop', { metadata: { name: 'late' } });
    await node.until(
      () =>
        waiting('secretive')?.message ===
        "couldn't find key token in Secret shop/late",
    );
    expect(node.pod('secretive').status.phase).toBe('Pending');
    secrets.patch('shop', 'late', { stringData: { token: 'x' } });
    await node.untilReady('secretive');
    expect(node.events('secretive')).toContain(
      'Warning Failed: Error: secret "late" not found',
    );

    node.createPod('imageless');
    const seen = new Set<string | undefined>();
    await node.until(() => {
      seen.add(waiting('imageless')?.reason);
      return seen.has('ErrImagePull') && seen.has('ImagePullBackOff');
    });
    expect(node.events('imageless')).toEqual(
      expect.arrayContaining([
        'Warning Failed: Failed to pull image "imageless": not found',
        'Normal BackOff: Back-off pulling image "imageless"',
      ]),
    );
    node.addImage('imageless', forever);
    await node.untilReady('imageless');
  });

  it('refuses what a process cannot have', async () => {
    node.createPod(
      'mounting',
      {
        image: 'forever',
        volumeMounts: [{ name: 'settings', mountPath: '/etc/settings' }],
      },
      { volumes: [{ name: 'settings', emptyDir: {} }] },
    );
    node.createPod('grpc', {
      image: 'forever',
      livenessProbe: { grpc: { port: 8080 } },
    });
    await node.until(() =>
      ['mounting', 'grpc'].every(
        name => waiting(name)?.reason === 'CreateContainerConfigError',
      ),
    );
    expect(waiting('mounting')?.message).toContain(
      'volume "settings" cannot be mounted at /etc/settings',
    );
    expect(waiting('grpc')?.message).toBe(
      'livenessProbe: grpc probes are not supported here',
    );
  });

  it('starts what crashes again, later and later', async () => {
    node.addImage('crash', 'console.error("no map"); process.exit(3);');
    node.createPod('crash', {
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
    await node.until(
      () =>
        waiting('crash')?.reason === 'CrashLoopBackOff' &&
        node.container('crash')!.restartCount >= 2,
    );
    expect(waiting('crash')?.message).toMatch(
      /^back-off [\d.]+s restarting failed container=app pod=crash_shop\(/,
    );
    expect(node.container('crash')).toMatchObject({
      ready: false,
      lastState: {
        terminated: { exitCode: 3, reason: 'Error', message: 'no map\n' },
      },
    });
    expect(node.pod('crash').status.phase).toBe('Running');
    expect(node.events('crash').join('\n')).toMatch(
      /Warning BackOff: Back-off restarting failed container app in pod crash_shop\(/,
    );

    node.createPod('unstartable', { image: 'forever', command: ['/no/such'] });
    await node.until(() =>
      [
        ...node.events('unstartable'),
        node.container('unstartable')?.lastState.terminated?.reason,
      ].includes('StartError'),
    );
    expect(node.container('unstartable')?.lastState.terminated).toMatchObject({
      exitCode: 128,
      message:
        'failed to start container "app": exec: "/no/such": executable file not found in $PATH',
    });
  });

  it('runs to the end what is not to be restarted, and its init containers before', async () => {
    const shell = (text: string) => ['/bin/sh', '-c', text];
    const init = (name: string, text: string) => ({
      name,
      image: 'forever',
      command: shell(text),
    });
    node.createPod(
      'once',
      { image: 'forever', command: shell('echo done') },
      {
        restartPolicy: 'Never',
        initContainers: [
          init('first', 'sleep 0.2; echo first'),
          init('second', 'echo second'),
        ],
      },
    );
    node.createPod(
      'twice',
      {
        image: 'forever',
        command: shell(
          'test -e $TMPDIR/been && exit; touch $TMPDIR/been; exit 1',
        ),
        volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
      },
      {
        restartPolicy: 'OnFailure',
        volumes: [{ name: 'scratch', emptyDir: {} }],
      },
    );
    node.createPod(
      'failing',
      { image: 'forever' },
      {
        restartPolicy: 'Never',
        initContainers: [init('first', 'exit 7')],
      },
    );
    await node.until(() =>
      ['once', 'twice', 'failing'].every(name =>
        ['Succeeded', 'Failed'].includes(String(node.pod(name).status.phase)),
      ),
    );
    const { status } = node.pod('once');
    expect(status.phase).toBe('Succeeded');
    const [first, second] = status.initContainerStatuses ?? [];
    expect(
      first.state.terminated!.finishedAt <= second.state.terminated!.startedAt!,
    ).toBe(true);
    expect(await logOf('once', 'second')).toBe('second\n');
    expect(status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', reason: 'PodCompleted' }),
    );
    expect(node.pod('twice').status.phase).toBe('Succeeded');
    expect(node.container('twice')).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 1 } },
    });
    expect(node.pod('failing').status).toMatchObject({
      phase: 'Failed',
      containerStatuses: [{ restartCount: 0, started: false }],
    });
    expect(node.events('once').join()).toContain(
      'is not a Node program: it has this machine',
    );
  });

  it('shares its cluster with other nodes', async () => {
    const { cluster, scratch, api } = node.running;
    const other = await startKubelet({
      cluster,
      nodeName: 'node-2',
      labels: { 'topology.kubernetes.io/zone': 'europe-west1-c' },
      capacity: { cpu: '2', memory: '4Gi', pods: '10' },
      folder: join(scratch, 'node-2'),
      images: imagesIn(join(scratch, 'images')),
    });
    try {
      node.createPod('guest', { image: 'server' }, { nodeName: 'node-2' });
      await node.untilReady('guest');
      await node.until(async () => (await logOf('guest')) === 'listening\n');
      const { body } = await api.get('/apis/metrics.k8s.io/v1beta1/nodes');
      expect(body.items?.map(({ metadata }) => metadata?.name).sort()).toEqual([
        'node-1',
        'node-2',
      ]);
      expect((await api.get('/api/v1/nodes/node-2')).body).toMatchObject({
        metadata: {
          labels: {
            'kubernetes.io/hostname': 'node-2',
            'topology.kubernetes.io/zone': 'europe-west1-c',
          },
        },
        status: {
          allocatable: { cpu: '2', memory: '4Gi', pods: '10' },
          conditions: expect.arrayContaining([
            expect.objectContaining({ type: 'Ready', status: 'True' }),
          ]),
        },
      });
    } finally {
      await other.stop();
    }
    const gone = await api.get('/api/v1/namespaces/shop/pods/guest/log');
    expect(gone.body.message).toBe(
      'the kubelet of node "node-2" does not answer',
    );
  });
});
