/*
 * How long the answer about 50 clusters takes while 5 of them hang, and which
 * it names: a line of JSON. It starts clusters and a back end of its own.
 *
 *   node --require <root>/node_modules/@backstage/cli-node/config/nodeTransform.cjs dev/benchmark.ts
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createRegionsClient } from '@shop-platform/backstage-plugin-regions-common';
import { startClusters } from './startClusters';

const COUNT = 50;
const HANGING = 5;
const RUNS = 100;
const START_TIMEOUT_MS = 60_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function main(): Promise<void> {
  const port = await freePort();
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: await startClusters({ port, count: COUNT, hanging: HANGING }),
    }),
  );
  backend.add(mockServices.rootLogger.factory({ level: 'error' }));
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(catalogServiceMock.factory({ entities: [] }));
  backend.add(import('../src'));
  await backend.start();

  const client = createRegionsClient({
    fetchApi: { fetch },
    baseUrl: `http://127.0.0.1:${port}/api/regions`,
  });
  const ask = async () => {
    const began = performance.now();
    const { regions } = await client.getRegions();
    return { ms: performance.now() - began, regions };
  };
  // The first answer of a back end that has just started waits for nobody either.
  const first = await ask();
  const deadline = performance.now() + START_TIMEOUT_MS;
  const silentIn = ({ regions }: typeof first) =>
    regions.flatMap(({ clusters }) =>
      clusters
        .filter(({ workloads }) => workloads.state === 'unknown')
        .map(({ name }) => name),
    );
  let last = first;
  while (silentIn(last).length > HANGING && performance.now() < deadline) {
    await delay(100);
    last = await ask();
  }
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    last = await ask();
    times.push(last.ms);
  }
  times.sort((left, right) => left - right);
  process.stdout.write(
    `${JSON.stringify({
      clusters: COUNT,
      firstMs: first.ms,
      medianMs: times[RUNS / 2],
      slowestMs: times[RUNS - 1],
      silent: silentIn(last),
    })}\n`,
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
