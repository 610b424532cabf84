// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { binFolder, inRoot, root } from './paths.mjs';
import { toolchainEnvironment } from './run.mjs';
import { Problem } from './say.mjs';

const PARENT_CHECK_MS = 1_000;

/**
 * The command line of the embedded platform.
 * @param {string[]} args
 */
export function platformCommand(args) {
  return {
    command: join(binFolder, 'node'),
    args: [
      // It waits most of its time.
      '--max-semi-space-size=2',
      '--require',
      inRoot('packages/local-platform/src/portal/exitWithSupervisor.cjs'),
      '--require',
      inRoot('packages/local-platform/src/program/typescript.cjs'),
      inRoot('packages/local-platform/src/cli.ts'),
      ...args,
      '--root',
      root,
    ],
  };
}

/**
 * Runs a command of the embedded platform in the foreground until it ends.
 * Ctrl-C reaches it by itself; other signals are handed on, and it stops when
 * this process or npm is killed.
 *
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runPlatform(args) {
  const { command, args: all } = platformCommand(args);
  const child = spawn(command, all, {
    cwd: root,
    env: toolchainEnvironment(),
    // The child notices by the fourth pipe that this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      child.kill('SIGTERM');
    }
  }, PARENT_CHECK_MS);
  watch.unref();
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/**
 * Starts the embedded platform in the background and resolves when it is ready.
 * What it prints goes to this process's output.
 *
 * @param {string[]} args
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startPlatform(args) {
  const { command, args: all } = platformCommand(['start', ...args]);
  const child = spawn(command, all, {
    cwd: root,
    env: toolchainEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const ended = new Promise(resolve => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    void ended.then(() =>
      reject(new Problem('The embedded platform did not start.')),
    );
    child.stdout?.on('data', chunk => {
      process.stdout.write(chunk);
      if (/^(Portal|Embedded platform) ready/m.test(String(chunk))) {
        resolve(undefined);
      }
    });
  });
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
