// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder, inRoot } from './paths.mjs';
import { npmCommand, runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { hashOf, isCurrent, leaveStamp } from './stamp.mjs';

const installStamp = inRoot('node_modules/.shop-platform-install');
const enginesFolder = inRoot('packages/local-platform/engines');
const enginesStamp = join(enginesFolder, 'node_modules/.shop-platform-install');

function installInputs() {
  const packages = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(inRoot(folder)).map(name =>
      inRoot(folder, name, 'package.json'),
    ),
  );
  return hashOf([
    inRoot('package.json'),
    inRoot('yarn.lock'),
    inRoot('.yarnrc.yml'),
    ...packages,
  ]);
}

const enginesInputs = () =>
  hashOf([
    join(enginesFolder, 'package.json'),
    join(enginesFolder, 'package-lock.json'),
  ]);

/** Whether packages have still to be fetched. */
export const needsInstall = () => !isCurrent(installStamp, installInputs());

/** Installs the workspace by its lockfile, with install scripts off. */
export async function ensureInstalled() {
  if (!needsInstall()) {
    return;
  }
  say('Installing packages by the lockfile, install scripts off');
  await runQuietly({
    title: 'Installing packages',
    command: join(binFolder, 'yarn'),
    args: ['install', '--immutable'],
    progress: line => /┌ (\w+ step)/.exec(line)?.[1]?.toLowerCase(),
    advice:
      'A changed package.json needs a new lockfile: run "yarn install" and commit yarn.lock.',
  });
  leaveStamp(installStamp, installInputs());
}

/** Installs the server programs of the embedded platform. */
export async function ensureEngines() {
  if (isCurrent(enginesStamp, enginesInputs())) {
    return;
  }
  say('Getting PostgreSQL and ClickHouse');
  await runQuietly({
    title: 'Getting the engines',
    ...npmCommand(['ci', '--ignore-scripts', '--no-audit', '--no-fund']),
    cwd: enginesFolder,
    env: process.env,
  });
  leaveStamp(enginesStamp, enginesInputs());
}
