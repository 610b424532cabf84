import { SERVER } from '../__testUtils__/programs';
import { TestNode } from '../__testUtils__/TestNode';

jest.setTimeout(120_000);

describe("A container's probes", () => {
  let node: TestNode;

  beforeAll(async () => {
    node = await TestNode.start();
    node.addImage('server', SERVER);
    node.addImage('deaf', 'setInterval(() => {}, 1000);');
    node.addImage('silent', "require('node:net').createServer().listen(8080);");
  });

  afterAll(async () => {
    await node.stop();
  });

  it('keep a pod from being ready that never answers, and restart one that is not alive', async () => {
    const tcp = { tcpSocket: { port: 8080 }, periodSeconds: 1 };
    node.createPod('unready', { image: 'deaf', readinessProbe: tcp });
    node.createPod('unlively', {
      image: 'deaf',
      livenessProbe: { ...tcp, failureThreshold: 2 },
    });
    node.createPod('unstarted', {
      image: 'deaf',
      startupProbe: { ...tcp, failureThreshold: 2 },
      livenessProbe: tcp,
      readinessProbe: tcp,
    });
    await node.until(() =>
      ['unlively', 'unstarted'].every(
        name => (node.container(name)?.restartCount ?? 0) >= 1,
      ),
    );
    node.createPod('silent', {
      readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 },
    });
    await node.until(() =>
      node
        .events('silent')
        .some(event => event.includes('context deadline exceeded')),
    );
    expect(node.isReady('silent')).toBe(false);
    await node.until(() =>
      node.events('unready').some(event => event.includes('Unhealthy')),
    );
    expect(node.container('unready')).toMatchObject({
      ready: false,
      started: true,
      restartCount: 0,
    });
    const { podIP } = node.pod('unready').status;
    expect(node.events('unready')).toContain(
      `Warning Unhealthy: Readiness probe failed: dial tcp ${podIP}:8080: connect: connection refused`,
    );
    expect(node.events('unlively')).toContain(
      'Normal Killing: Container app failed liveness probe, will be restarted',
    );
    expect(node.events('unstarted')).toContain(
      'Normal Killing: Container app failed startup probe, will be restarted',
    );
    expect(node.events('unstarted').join()).not.toContain('Liveness');
    expect(node.container('unlively')?.lastState.terminated).toMatchObject({
      exitCode: 143,
      reason: 'Error',
    });
  });

  it('ask by HTTP and by running a program, one after the other', async () => {
    node.createPod('server', {
      ports: [{ name: 'http', containerPort: 8080 }],
      startupProbe: {
        httpGet: { path: '/call/nobody:80/', port: 'http' },
        periodSeconds: 1,
        failureThreshold: 1000,
      },
      readinessProbe: {
        exec: {
          command: ['node', '-e', "fetch('http://localhost:8080/')"],
        },
        periodSeconds: 1,
        timeoutSeconds: 50,
      },
    });
    await node.until(() =>
      node
        .events('server')
        .includes(
          'Warning Unhealthy: Startup probe failed: HTTP probe failed with statuscode: 502',
        ),
    );
    expect(node.container('server')?.started).toBe(false);
    // Now somebody answers there.
    node.client.resource('v1', 'services').create('shop', {
      metadata: { name: 'nobody' },
      spec: { ports: [{ port: 80 }] },
    });
    node.client
      .resource('discovery.k8s.io/v1', 'endpointslices')
      .create('shop', {
        metadata: {
          name: 'nobody',
          labels: { 'kubernetes.io/service-name': 'nobody' },
        },
        addressType: 'IPv4',
        ports: [{ port: 8080 }],
        endpoints: [{ addresses: [node.pod('server').status.podIP] }],
      });
    await node.untilReady('server');
  });
});
