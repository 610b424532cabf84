import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { get, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createScratch, eventually } from '../__testUtils__/scratch';
import { startCluster } from '../kubernetes';
import { isRunning } from '../state/processes';
import { addImage, imagesIn } from './__testUtils__/images';
import { PRINTER, SERVER } from './__testUtils__/programs';
import { TestNode } from './__testUtils__/TestNode';
import { startKubelet } from '.';
import { Pod } from './types';
import { readSessions } from './usage/procfs';

jest.setTimeout(120_000);

const readiness = {
  readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
};
const DEAF = `process.on('SIGTERM', () => console.log('no')); console.log('deaf'); setInterval(() => {}, 1000);`;

/** As a load balancer asks: a connection of its own, to the endpoint that is its turn. */
async function ask(url: string): Promise<string> {
  const request = get(url, { agent: false });
  const [response]: IncomingMessage[] = await once(request, 'response');
  const answer = await text(response);
  if (response.statusCode !== 200) {
    throw new Error(`${response.statusCode} ${answer}`);
  }
  return answer;
}

describe("A pod's life", () => {
  let node: TestNode;

  beforeAll(async () => {
    node = await TestNode.start();
    node.addImage('server', SERVER);
    node.addImage('printer', PRINTER);
    node.addImage('deaf', DEAF);
  });

  afterAll(async () => {
    await node.stop();
  });

  const logOf = async (name: string): Promise<string> => {
    const { body } = await node.running.api.get(
      `/api/v1/namespaces/shop/pods/${name}/log`,
    );
    return String(body.text);
  };

  it('ends without a request that fails', async () => {
    const names = ['core-1', 'core-2', 'web'];
    names.forEach(name =>
      node.createPod(name, { image: 'server', ...readiness }),
    );
    await node.untilReady(...names);
    node.createService('core', ['core-1', 'core-2']);
    const { network } = node.kubelet;
    await node.until(() => network.pick('shop', 'core', 80) !== undefined);
    const web = node.pod('web').status.podIP;
    const answered: string[] = [];
    let isOver = false;
    const load = async (url: () => string) => {
      while (!isOver) {
        answered.push(await ask(url()));
      }
    };
    const loads = [
      load(() => {
        const { host, port } = network.pick('shop', 'core', 80)!;
        return `http://${host}:${port}/`;
      }),
      load(() => `http://${web}:8080/call/core:80/`),
    ];
    await node.until(() => answered.length > 50);
    node.deletePod('core-1');
    await Promise.race([
      Promise.all(loads),
      node.until(() => node.find('core-1') === undefined),
    ]);
    const rest = answered.length;
    await Promise.race([
      Promise.all(loads),
      node.until(() => answered.length > rest + 50),
    ]);
    isOver = true;
    await Promise.all(loads);
    expect(new Set(answered)).toEqual(new Set(['core-1', 'core-2']));
    expect(new Set(answered.slice(rest + 10))).toEqual(new Set(['core-2']));
  });

  it('runs the image that its manifest has in the end, however soon it is changed back', async () => {
    node.createPod('fickle', { image: 'server', ...readiness });
    await node.untilReady('fickle');
    const pods = node.client.resource<Pick<Pod, 'spec'>>('v1', 'pods');
    const change = (image: string) => {
      const pod = structuredClone(pods.get('shop', 'fickle'));
      pod.spec.containers[0].image = image;
      pods.update(pod);
    };
    let isChangedBack = false;
    const events = node.client
      .resource<{ message?: string }>('v1', 'events')
      .informer()
      .on(({ object: { message = '' } }) => {
        // Between the image and the process that it is started as.
        if (message.includes('"printer" already present') && !isChangedBack) {
          isChangedBack = true;
          change('server');
        }
      })
      .start();
    change('printer');
    await node.until(() => isChangedBack);
    await node.until(
      () =>
        node.isReady('fickle') && node.container('fickle')?.image === 'server',
    );
    events.stop();
    expect(node.pod('fickle').spec.containers[0].image).toBe('server');
    node.deletePod('fickle', 0);
  });

  it('ends as its manifest says, and no later than it is allowed to', async () => {
    const hook = (preStop: object) => ({
      image: 'printer',
      ...readiness,
      lifecycle: { preStop },
    });
    node.createPod(
      'hooked',
      hook({ httpGet: { port: 8080, path: '/print/goodbye' } }),
    );
    node.createPod('sleeper', hook({ sleep: { seconds: 1 } }));
    node.createPod('deaf', {}, { terminationGracePeriodSeconds: 3000 });
    await node.untilReady('hooked', 'sleeper', 'deaf');

    await node.until(async () => (await logOf('deaf')) === 'deaf\n');
    const following = node.running.api.get(
      '/api/v1/namespaces/shop/pods/hooked/log?follow=1',
    );
    ['hooked', 'sleeper', 'deaf'].forEach(name => node.deletePod(name));
    expect(String((await following).body.text)).toBe('start\ngoodbye\n');
    await node.until(() =>
      ['hooked', 'sleeper'].every(name => node.find(name) === undefined),
    );
    await node.until(async () => (await logOf('deaf')) === 'deaf\nno\n');
    expect(node.pod('deaf').metadata.deletionTimestamp).toBeDefined();
    // Whoever has no patience may ask again.
    node.deletePod('deaf', 1);
    await node.until(() => node.find('deaf') === undefined);
    expect(node.events('deaf')).toContain(
      'Normal Killing: Stopping container app',
    );

    node.createPod('forced', { image: 'deaf' });
    await node.untilReady('forced');
    const meters = () =>
      node.running.api.get('/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods');
    await node.until(async () =>
      JSON.stringify((await meters()).body).includes('forced'),
    );
    node.deletePod('forced', 0);
    expect(node.find('forced')).toBeUndefined();
    await node.until(
      async () => !JSON.stringify((await meters()).body).includes('forced'),
    );
  });

  it('is ended for memory, and for time', async () => {
    node.createPod('hungry', {
      image: 'printer',
      ...readiness,
      resources: { limits: { memory: '150Mi' } },
    });
    node.createPod(
      'slow',
      { image: 'printer' },
      { activeDeadlineSeconds: 20, restartPolicy: 'Never' },
    );
    await node.untilReady('hungry');
    await ask(`http://${node.pod('hungry').status.podIP}:8080/take`);
    await node.until(() => node.container('hungry')?.restartCount === 1);
    expect(node.container('hungry')?.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
    await node.until(() => node.pod('slow').status.phase === 'Failed');
    await node.until(() => !node.container('slow')?.state.running);
    expect(node.pod('slow').status).toMatchObject({
      reason: 'DeadlineExceeded',
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Ready', status: 'False' }),
      ]),
    });
  });

  it('has containers that share an address, each a process', async () => {
    node.client.resource('v1', 'pods').create('shop', {
      metadata: { name: 'pair' },
      spec: {
        nodeName: 'node-1',
        containers: [
          { name: 'server', image: 'server', ...readiness },
          {
            name: 'client',
            image: 'server',
            command: [
              'node',
              '-e',
              "require('node:http').createServer((_, response) => fetch('http://localhost:8080/').then(async answer => response.end(await answer.text()))).listen(9090)",
            ],
            readinessProbe: { httpGet: { port: 9090 }, periodSeconds: 1 },
          },
        ],
      },
    });
    await node.untilReady('pair');
    expect(await ask(`http://${node.pod('pair').status.podIP}:9090/`)).toBe(
      'pair',
    );
  });

  it('goes on where the kubelet is started again', async () => {
    node.createPod('steady', { image: 'server', ...readiness });
    await node.untilReady('steady');
    const { podIP } = node.pod('steady').status;
    const before = node.container('steady')!;
    await node.restartKubelet();
    await node.until(() => node.container('steady')?.restartCount === 1);
    await node.untilReady('steady');
    expect(node.pod('steady').status.podIP).toBe(podIP);
    expect(node.container('steady')?.lastState.terminated).toMatchObject({
      exitCode: 255,
      reason: 'Unknown',
      containerID: before.containerID,
    });
    expect(await ask(`http://${podIP}:8080/`)).toBe('steady');
  });
});

it('A kubelet that is killed leaves nothing that the next one does not end', async () => {
  const scratch = createScratch();
  addImage(
    join(scratch.path, 'images'),
    'app',
    `require('node:child_process').spawn('sleep', ['1000']); ${DEAF}`,
  );
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      require.resolve('./__testUtils__/nodeProcess.ts'),
      scratch.path,
    ],
    { stdio: 'inherit' },
  );
  const records = join(scratch.path, 'node-1/processes');
  const readRecords = () => {
    try {
      return readdirSync(records).map(file =>
        JSON.parse(readFileSync(join(records, file), 'utf8')),
      );
    } catch {
      return [];
    }
  };
  await eventually(() => readRecords().length === 2);
  const identities = readRecords();
  const family = () => {
    const sessions = readSessions();
    return identities.flatMap(({ pid }) => sessions.get(pid) ?? []);
  };
  // With the child of the first, which is told of nothing.
  await eventually(() => family().length >= 4);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const cluster = await startCluster({
    folder: join(scratch.path, 'cluster'),
    name: 'test',
  });
  const pods = cluster
    .client('test')
    .resource<Pick<Pod, 'spec' | 'status'>>('v1', 'pods');
  const kubelet = await startKubelet({
    cluster,
    nodeName: 'node-1',
    labels: {},
    capacity: { cpu: '4', memory: '8Gi', pods: '110' },
    folder: join(scratch.path, 'node-1'),
    images: imagesIn(join(scratch.path, 'images')),
    timings: { secondMs: 100 },
  });
  try {
    // A process that was killed stays in the list until the system has buried it.
    await eventually(() => family().length === 0);
    for (const identity of identities) {
      expect(await isRunning(identity)).toBe(false);
    }
    await eventually(() =>
      pods
        .list()
        .items.every(
          ({ status }) =>
            status.containerStatuses?.[0].restartCount === 1 &&
            status.containerStatuses[0].state.running,
        ),
    );
  } finally {
    await kubelet.stop();
    await cluster.stop();
    scratch.remove();
  }
});
