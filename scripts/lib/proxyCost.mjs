// @ts-check
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { binFolder } from './paths.mjs';

const REQUESTS = 4_000;
const LIMIT_MS = 0.3;
const PORT = 8080;
const CLUSTER = ['--context', 'europe-west1', '-n', 'shop'];

const SERVER = `require('node:http').createServer((request, response) => response.end('ok')).listen(${PORT})`;

/** Asks over one connection that it keeps, and prints the median of a request in milliseconds. */
const CLIENT = `
const http = require('node:http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ask = () => new Promise((done, fail) =>
  http.get(process.env.TARGET, { agent }, response => response.resume().on('end', done)).on('error', fail));
(async () => {
  const times = [];
  for (let index = 0; index < ${REQUESTS} * 1.25; index += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  const measured = times.slice(-${REQUESTS}).sort((a, b) => a - b);
  console.log(measured[${REQUESTS} / 2]);
  agent.destroy();
})();`;

/**
 * What a request from pod to pod takes more for passing the proxy of the pod
 * that asks, when nothing is disturbed: the same program asks as a pod, and as
 * a process of the machine before and after.
 * @param {import('./KubectlClient.mjs').KubectlClient} client
 * @returns {Promise<import('./figures.mjs').Row>}
 */
export async function measureProxyCost(client) {
  const image = await client.run([
    ...CLUSTER,
    ...['get', 'deployment', 'core'],
    ...['-o', 'jsonpath={.spec.template.spec.containers[0].image}'],
  ]);
  try {
    await create(client, podOf('bench-answers', image, SERVER));
    await client.run([
      ...CLUSTER,
      ...['wait', 'pod/bench-answers', '--for', 'condition=Ready'],
    ]);
    const address = await client.run([
      ...CLUSTER,
      ...['get', 'pod', 'bench-answers', '-o', 'jsonpath={.status.podIP}'],
    ]);
    const target = `http://${address}:${PORT}/`;
    const before = await askDirectly(target);
    await create(client, podOf('bench-asks', image, CLIENT, target));
    await client.run([
      ...[...CLUSTER, 'wait', 'pod/bench-asks', '--timeout', '60s'],
      ...['--for', 'jsonpath={.status.phase}=Succeeded'],
    ]);
    const proxied = Number(
      await client.run([...CLUSTER, 'logs', 'bench-asks']),
    );
    const direct = (before + (await askDirectly(target))) / 2;
    const cost = proxied - direct;
    return {
      figure: `A request from pod to pod for its proxy (${direct.toFixed(
        2,
      )} ms without, median of ${REQUESTS})`,
      measured: `${cost.toFixed(2)} ms`,
      target: `${LIMIT_MS} ms`,
      reached: cost < LIMIT_MS,
    };
  } finally {
    await client.run([
      ...[...CLUSTER, 'delete', 'pod', 'bench-answers', 'bench-asks'],
      ...['--ignore-not-found', '--grace-period', '1'],
    ]);
  }
}

/**
 * @param {import('./KubectlClient.mjs').KubectlClient} client
 * @param {object} pod
 */
async function create(client, pod) {
  await client.run([...CLUSTER, 'create', '-f', '-'], JSON.stringify(pod));
}

/**
 * @param {string} name
 * @param {string} image - any with Node
 * @param {string} program
 * @param {string} [target]
 */
function podOf(name, image, program, target) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'main',
          image,
          command: ['node', '--input-type=commonjs', '-e', program],
          env: target ? [{ name: 'TARGET', value: target }] : [],
          resources: {
            requests: { cpu: '50m', memory: '64Mi' },
            limits: { memory: '256Mi' },
          },
          ports: [{ containerPort: PORT }],
          ...(target
            ? {}
            : {
                readinessProbe: {
                  tcpSocket: { port: PORT },
                  periodSeconds: 1,
                },
              }),
        },
      ],
    },
  };
}

/** @param {string} target @returns {Promise<number>} milliseconds */
async function askDirectly(target) {
  const child = spawn(
    join(binFolder, 'node'),
    ['--input-type=commonjs', '-e', CLIENT],
    { env: { TARGET: target }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return Number(await text(child.stdout));
}
