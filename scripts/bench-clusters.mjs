// @ts-check
/*
 * npm run bench:clusters: how long the regional clusters take until the shop in
 * both is ready, what they take when nobody buys, how fast the Kubernetes API
 * takes objects from kubectl and lists pods, and how the regions page does with
 * 50 clusters of which five hang.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { treeCpuSeconds } from './lib/processes.mjs';
import { printFigures } from './lib/figures.mjs';
import { ensureKubectl } from './lib/kubectl.mjs';
import { KubectlClient } from './lib/KubectlClient.mjs';
import { binFolder, inRoot } from './lib/paths.mjs';
import { measureProxyCost } from './lib/proxyCost.mjs';
import { runQuietly } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';

const OBJECTS = 500;
const PODS = 2_000;
const LISTS = 9;
const HANGING = 5;
const REGIONS_PAGE_MS = 500;
const SETTLE_MS = 45_000;
const IDLE_MS = 60_000;

/** @typedef {import('./lib/figures.mjs').Row} Row */

await runMain(async () => {
  const data = mkdtempSync(join(tmpdir(), 'bench-clusters-'));
  const kubectl = await ensureKubectl();
  const args = [
    ...['--data', data, '--port', '0'],
    '--without-portal',
    '--without-customers',
  ];
  /** @type {Row[]} */
  const rows = [];
  try {
    const regionsPage = await measureRegionsPage();
    // Builds the images.
    await (await startPlatform(args)).stop();
    const client = new KubectlClient(kubectl, join(data, 'kubeconfig'));
    const began = Date.now();
    const platform = await startPlatform(args);
    try {
      await client.waitForShop();
      rows.push(
        row(
          'Both clusters with the shop ready',
          (Date.now() - began) / 1000,
          20,
          's',
        ),
      );
      rows.push(await measureIdle(data));
      rows.push(await measureProxyCost(client));
      rows.push(await measureApply(client, data));
      rows.push(await measureList(client, data));
      rows.push(...regionsPage);
    } finally {
      await platform.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  printFigures(rows);
  return rows.every(({ reached }) => reached) ? 0 : 1;
});

/** @param {string} figure @param {number} value @param {number} limit @param {string} unit @returns {Row} */
function row(figure, value, limit, unit) {
  return {
    figure,
    measured: `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`,
    target: `${limit} ${unit}`,
    reached: value <= limit,
  };
}

/**
 * Of the clusters' process and its pods, the global entry included.
 * @param {string} data
 */
async function measureIdle(data) {
  say(`Measuring ${IDLE_MS / 1000} s without customers`);
  await delay(SETTLE_MS);
  const pids = ['clusters', 'shop-entry'].map(name =>
    Number(
      JSON.parse(readFileSync(join(data, `run/${name}.process.json`), 'utf8'))
        .pid,
    ),
  );
  const work = () => pids.reduce((sum, pid) => sum + treeCpuSeconds(pid), 0);
  const before = work();
  await delay(IDLE_MS);
  const busy = ((work() - before) / (IDLE_MS / 1000)) * 100;
  return row(
    'Work of both clusters without customers',
    busy,
    10,
    '% of a core',
  );
}

/** @param {KubectlClient} client @param {string} data */
async function measureApply(client, data) {
  const file = join(data, 'objects.yaml');
  const objects = Array.from({ length: OBJECTS }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `object-${index}`, namespace: 'default' },
    data: { index: String(index) },
  }));
  writeDocuments(file, objects);
  const watch = client.watch(['configmaps', '-n', 'default'], OBJECTS);
  await watch.begun;
  const began = Date.now();
  await client.run(['apply', '--server-side', '-f', file]);
  await watch.seen;
  return row(
    `${OBJECTS} objects applied by kubectl, each seen by a watch`,
    (Date.now() - began) / 1000,
    2,
    's',
  );
}

/**
 * A file that begins with a brace is taken for one JSON object.
 * @param {string} file @param {object[]} objects
 */
function writeDocuments(file, objects) {
  const documents = objects.map(each => `# YAML\n${JSON.stringify(each)}`);
  writeFileSync(file, documents.join('\n---\n'));
}

/**
 * Of pods that no node takes, over HTTPS as kubectl asks for them.
 * @param {KubectlClient} client @param {string} data
 */
async function measureList(client, data) {
  const file = join(data, 'pods.yaml');
  const objects = Array.from({ length: PODS }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${index}`,
      namespace: 'default',
      labels: { app: 'many' },
    },
    spec: {
      nodeSelector: { nowhere: 'true' },
      containers: [
        { name: 'main', image: 'none', env: [{ name: 'A', value: 'b' }] },
      ],
    },
  }));
  writeDocuments(file, objects);
  await client.run(['create', '-f', file]);
  const path = '/api/v1/namespaces/default/pods?labelSelector=app%3Dmany';
  const { times, bodies } = await client.timeRequests(path, LISTS);
  if (bodies.some(body => JSON.parse(body).items.length !== PODS)) {
    throw new Error('Not all pods were listed');
  }
  const median = [...times].sort((a, b) => a - b)[Math.floor(LISTS / 2)];
  return row(
    `${PODS} pods listed by label (median of ${LISTS})`,
    median,
    200,
    'ms',
  );
}

/**
 * What the regions page asks for, of a back end of its own with clusters in
 * memory: before the platform starts, so that it has the machine to itself.
 */
async function measureRegionsPage() {
  const output = await runQuietly({
    title: 'Measuring the regions page',
    command: join(binFolder, 'node'),
    args: [
      '--require',
      inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      inRoot('plugins/regions-backend/dev/benchmark.ts'),
    ],
  });
  // Beside warnings of Node, if it has any.
  const line = output.split('\n').find(each => each.startsWith('{'));
  /** @type {{ clusters: number; firstMs: number; medianMs: number; slowestMs: number; silent: string[] }} */
  const { clusters, firstMs, medianMs, silent } = JSON.parse(line ?? '');
  if (silent.length !== HANGING) {
    throw new Error(
      `${HANGING} of ${clusters} clusters hang, and the regions page calls ${
        silent.length
      } silent: ${silent.join(', ')}`,
    );
  }
  const figure = `Regions page, ${clusters} clusters of which five hang`;
  return [
    row(`${figure} (median)`, medianMs, REGIONS_PAGE_MS, 'ms'),
    row(
      `${figure} (first request after the start)`,
      firstMs,
      REGIONS_PAGE_MS,
      'ms',
    ),
  ];
}
