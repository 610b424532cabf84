// @ts-check
/* Programs that are built with Go, each in a folder of its own by its version. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './debianSid.mjs';
import { runQuietly } from './run.mjs';
import { Problem } from './say.mjs';

/** Where Go's own archive is unpacked to is not on every path. */
const GO_PROGRAMS = ['go', '/usr/local/go/bin/go'];

/**
 * Built from its module by its name.
 * @param {string} name
 * @param {{ package: string; version: string; built: string; env?: NodeJS.ProcessEnv }} options
 */
export async function installGo(name, { package: path, version, built, env }) {
  const program = join(built, name);
  if (!isExecutable(program)) {
    const args = ['install', `${path}@v${version}`];
    await buildGo(name, { args, built, ...(env && { env }) });
  }
  return program;
}

/**
 * Built with the sums of all that it needs, and nothing else, as `<name>.mod` and
 * `<name>.sum` in that folder say.
 * @param {string} name
 * @param {{ pins: string; built: string }} options
 */
export async function installBySums(name, { pins, built }) {
  const program = join(built, name);
  if (isExecutable(program)) {
    return program;
  }
  mkdirSync(built, { recursive: true });
  for (const kind of ['mod', 'sum']) {
    copyFileSync(join(pins, `${name}.${kind}`), join(built, `go.${kind}`));
  }
  const args = ['install', '-mod=readonly', 'tool'];
  await buildGo(name, { args, built, cwd: built });
  return program;
}

/**
 * Built in its module's own folder, with the sums that lie there: a module that
 * replaces others is not built by its name.
 * @param {string} name
 * @param {{ module: string; version: string; built: string; env?: NodeJS.ProcessEnv }} options
 */
export async function installReplacing(name, { module, version, built, env }) {
  const program = join(built, name);
  if (!isExecutable(program)) {
    const printed = await runQuietly({
      title: `Getting the sources of ${name}`,
      command: findGo(name),
      args: ['mod', 'download', '-json', `${module}@v${version}`],
      advice: `The proofs with ${name} need it.`,
    });
    // Between lines that say what is fetched.
    const cwd = JSON.parse(/"Dir": (".*")/.exec(printed)?.[1] ?? '""');
    const args = ['install', '-mod=readonly', '.'];
    await buildGo(name, { args, built, cwd, ...(env && { env }) });
  }
  return program;
}

/**
 * @param {string} name
 * @param {{ args: string[]; built: string; cwd?: string; env?: NodeJS.ProcessEnv }} options
 */
export async function buildGo(name, { args, built, cwd, env }) {
  await runQuietly({
    title: `Building ${name}`,
    command: findGo(name),
    args,
    ...(cwd && { cwd }),
    // A newer Go is not fetched for it: that takes minutes.
    env: { ...process.env, GOTOOLCHAIN: 'local', GOBIN: built, ...env },
    advice: `The proofs with ${name} need it.`,
  });
}

/** @param {string} name - of the program that needs it */
export function findGo(name) {
  const go = GO_PROGRAMS.find(
    command => spawnSync(command, ['version']).status === 0,
  );
  if (!go) {
    throw new Problem(
      `${name} is built with Go, which is not on this machine. The proofs with it need that.`,
    );
  }
  return go;
}
