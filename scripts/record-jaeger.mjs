// @ts-check
/*
 * Records what a real Jaeger answers, for plugins/traces-backend-module-jaeger
 * to be tested without one. Start a Jaeger with an empty storage in memory
 * first. With JAEGER_METRICS_*, a second one is recorded that keeps metrics: its
 * spanmetrics connector flushes every second, and a Prometheus reads them every
 * two; that takes three minutes.
 *
 *   JAEGER_URL=http://127.0.0.1:16686 JAEGER_OTLP_URL=http://127.0.0.1:4318 \
 *     [JAEGER_METRICS_URL=… JAEGER_METRICS_OTLP_URL=…] \
 *     node scripts/record-jaeger.mjs
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { runQuietly, toolchainEnvironment } from './lib/run.mjs';
import { Problem, runMain, say } from './lib/say.mjs';

const packageFolder = inRoot('plugins/traces-backend-module-jaeger');

/**
 * What is recorded: by which test, from the Jaeger of which variables.
 * @type {{ test: string; fixtures: string; urls: string[]; folderName: string; optional: boolean }[]}
 */
const recordings = [
  {
    test: 'JaegerTraceStore.conformance',
    fixtures: 'src/__fixtures__/recorded',
    urls: ['JAEGER_URL', 'JAEGER_OTLP_URL'],
    folderName: 'JAEGER_RECORD',
    optional: false,
  },
  {
    test: 'red.recorded',
    fixtures: 'src/__fixtures__/metrics',
    urls: ['JAEGER_METRICS_URL', 'JAEGER_METRICS_OTLP_URL'],
    folderName: 'JAEGER_METRICS_RECORD',
    optional: true,
  },
];

await runMain(async () => {
  for (const recording of recordings) {
    const missing = recording.urls.filter(
      name => !URL.canParse(process.env[name] ?? ''),
    );
    if (missing.length === 0) {
      await record(recording);
    } else if (!recording.optional || missing.length < recording.urls.length) {
      throw new Problem(
        `${missing.join(
          ', ',
        )}: the address of a Jaeger is needed, see the top of this script.`,
      );
    }
  }
});

/** @param {typeof recordings[number]} recording */
async function record({ test, fixtures, urls, folderName }) {
  const environment = toolchainEnvironment();
  const folder = mkdtempSync(join(tmpdir(), 'jaeger-recordings-'));
  try {
    await runTest(test, `Asking Jaeger: ${test}`, {
      ...environment,
      [folderName]: folder,
    });
    // Only a whole recording takes the place of the one before.
    const target = join(packageFolder, fixtures);
    rmSync(target, { recursive: true, force: true });
    cpSync(folder, target, { recursive: true });
    const none = Object.fromEntries(urls.map(name => [name, undefined]));
    await runTest(test, `Asking the recorded Jaeger: ${test}`, {
      ...environment,
      ...none,
    });
    say(`${fixtures} is recorded, and passes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} test @param {string} title @param {NodeJS.ProcessEnv} env */
async function runTest(test, title, env) {
  await runQuietly({
    title,
    command: 'backstage-cli',
    args: ['package', 'test', '--watchAll=false', '--maxWorkers=1', test],
    cwd: packageFolder,
    env,
  });
}
