// @ts-check
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binFolder } from './paths.mjs';
import { toolchainEnvironment } from './run.mjs';
import { Problem } from './say.mjs';

const START_TIMEOUT_MS = 120_000;

/** @returns {Promise<number>} a port of the loopback address that is free now */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(
          address !== null && typeof address === 'object' ? address.port : 0,
        ),
      );
    });
  });
}

/**
 * Runs the back end of an app, which serves its built front end too.
 * @param {string} folder - the app, installed and built
 * @returns {Promise<{ url: string; stop: () => Promise<void> }>}
 */
export async function startPortalOf(folder) {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const address = join(folder, 'app-config.address.yaml');
  writeFileSync(
    address,
    `app: { baseUrl: '${url}' }\nbackend:\n  baseUrl: '${url}'\n  listen: { host: 127.0.0.1, port: ${port} }\n`,
  );
  const child = spawn(
    join(binFolder, 'node'),
    [
      '--require',
      join(folder, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      'src/index.ts',
      ...['app-config.yaml', 'app-config.local.yaml', address].flatMap(file => [
        '--config',
        file === address ? file : join(folder, file),
      ]),
    ],
    {
      cwd: join(folder, 'packages/backend'),
      env: { ...toolchainEnvironment(), NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  let ended = false;
  const end = new Promise(resolve =>
    child.once('close', () => {
      ended = true;
      resolve(undefined);
    }),
  );
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (ended || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Problem(`The app did not start:\n${output.slice(-4_000)}`);
    }
    await delay(250);
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await end;
    },
  };
}

/** @param {string} url */
async function isReady(url) {
  try {
    return (await fetch(`${url}/.backstage/health/v1/readiness`)).ok;
  } catch {
    return false;
  }
}
