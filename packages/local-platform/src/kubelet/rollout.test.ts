import { once } from 'node:events';
import { get, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Controllers, startControllers } from '../kubernetes/controllers';
import { SERVER } from './__testUtils__/programs';
import { TestNode } from './__testUtils__/TestNode';

jest.setTimeout(120_000);

const manifest = (image: string) => ({
  metadata: { name: 'core', labels: { app: 'core' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'core' } },
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels: { app: 'core' } },
      spec: {
        containers: [
          {
            name: 'service',
            image,
            ports: [{ name: 'http', containerPort: 8080 }],
            readinessProbe: {
              httpGet: { path: '/', port: 'http' },
              periodSeconds: 1,
            },
          },
        ],
      },
    },
  },
});

describe('With the controllers, under load', () => {
  let node: TestNode;
  let controllers: Controllers;

  beforeAll(async () => {
    node = await TestNode.start();
    node.addImage('server-1', SERVER);
    node.addImage('server-2', SERVER);
    controllers = startControllers(node.running.cluster);
  });

  afterAll(async () => {
    await controllers.stop();
    await node.stop();
  });

  it('no request fails while a rollout and its way back replace every pod', async () => {
    const deployments = node.client.resource('apps/v1', 'deployments');
    const { network } = node.kubelet;
    const images = () =>
      node
        .pods()
        .filter(({ metadata }) => metadata.labels?.app === 'core')
        .map(({ spec }) => spec.containers[0].image)
        .sort()
        .join();
    deployments.create('shop', manifest('server-1'));
    node.client.resource('v1', 'services').create('shop', {
      metadata: { name: 'core' },
      spec: {
        selector: { app: 'core' },
        ports: [{ port: 80, targetPort: 'http' }],
      },
    });
    node.createPod('web', { image: 'server-1' });
    await node.untilReady('web');
    const web = node.pod('web').status.podIP;
    await node.until(() => network.pick('shop', 'core', 80) !== undefined);

    let isOver = false;
    const answered = { outside: 0, pod: 0 };
    const load = async (from: 'outside' | 'pod', url: () => string) => {
      while (!isOver) {
        const request = get(url(), { agent: false });
        const [response]: IncomingMessage[] = await once(request, 'response');
        expect(await text(response)).toMatch(/^core-/);
        answered[from] += 1;
      }
    };
    const loads = [
      // As a load balancer asks: a connection of its own each.
      load('outside', () => {
        const { host, port } = network.pick('shop', 'core', 80)!;
        return `http://${host}:${port}/`;
      }),
      // As a service asks: by name, through its proxy, over connections that it keeps.
      load('pod', () => `http://${web}:8080/call/core:80/`),
    ];
    const roll = async (image: string) => {
      const before = { ...answered };
      deployments.update(manifestIn('shop', image));
      await node.until(
        () =>
          images() === `${image},${image}` &&
          answered.outside > before.outside + 50 &&
          answered.pod > before.pod + 50,
      );
    };
    await Promise.race([
      roll('server-2').then(() => roll('server-1')),
      // Fails with the first request that fails.
      Promise.all(loads),
    ]);
    isOver = true;
    await Promise.all(loads);
    expect(images()).toBe('server-1,server-1');
  });
});

function manifestIn(namespace: string, image: string) {
  const { metadata, spec } = manifest(image);
  return { metadata: { ...metadata, namespace }, spec };
}
