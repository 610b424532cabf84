// @ts-check
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolchainFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { Problem, runMain, say } from './say.mjs';

const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';
const PACKAGES = ['kubectl', 'kubernetes-client'];
const folder = join(toolchainFolder, 'kubectl');
const fetched = join(folder, 'unpacked/usr/bin/kubectl');

/**
 * A kubectl for the tests: the one that `KUBECTL_PATH` names, one on the PATH, or
 * Debian's, unpacked below the toolchain.
 *
 * @returns {Promise<string>}
 */
export async function findKubectl() {
  const named = process.env.KUBECTL_PATH;
  if (named) {
    if (!isExecutable(named)) {
      throw new Problem(`KUBECTL_PATH names ${named}, which is not a program.`);
    }
    return named;
  }
  const installed = (process.env.PATH ?? '')
    .split(delimiter)
    .map(path => join(path, 'kubectl'))
    .find(isExecutable);
  return installed ?? (await ensureKubectl());
}

/**
 * Debian's kubectl of one version, whatever this machine has: for measurements.
 *
 * @returns {Promise<string>}
 */
export async function ensureKubectl() {
  return isExecutable(fetched) ? fetched : await fetchKubectl();
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Debian's sid, whose Go programs run on the older releases too, from where this
 * machine gets its own packages.
 */
function findSource() {
  const { stdout } = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'],
    { encoding: 'utf8' },
  );
  const address = /^\S+\/debian\/?$/m.exec(stdout ?? '')?.[0];
  if (!address) {
    throw new Problem(
      'This machine has no source of Debian packages to fetch kubectl from: install kubectl, or name one in KUBECTL_PATH.',
    );
  }
  return `deb [signed-by=${KEYS}] ${address} sid main`;
}

async function fetchKubectl() {
  const source = findSource();
  say('Fetching kubectl to .toolchain/kubectl/');
  for (const path of ['lists/partial', 'archives/partial', 'unpacked']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  const sources = join(folder, 'sources.list');
  const status = join(folder, 'status');
  writeFileSync(sources, `${source}\n`);
  writeFileSync(status, '');
  const own = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::State::Status=${status}`,
    `Dir::Cache=${folder}`,
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
  ].flatMap(option => ['-o', option]);
  const advice = 'Install kubectl, or name one in KUBECTL_PATH.';
  await runQuietly({
    title: 'Reading the package lists',
    command: 'apt-get',
    args: [...own, 'update'],
    advice,
  });
  const archives = join(folder, 'archives');
  for (const name of PACKAGES) {
    // The package has had both names.
    const { status: code } = spawnSync('apt-get', [...own, 'download', name], {
      cwd: archives,
    });
    if (code === 0) {
      break;
    }
  }
  for (const archive of readdirSync(archives).filter(name =>
    name.endsWith('.deb'),
  )) {
    await runQuietly({
      title: 'Unpacking kubectl',
      command: 'dpkg-deb',
      args: ['--extract', join(archives, archive), join(folder, 'unpacked')],
      advice,
    });
  }
  if (!existsSync(fetched)) {
    throw new Problem(`There is no kubectl in ${folder}. ${advice}`);
  }
  return fetched;
}

if (import.meta.filename === process.argv[1]) {
  await runMain(async () => {
    process.stdout.write(`${await findKubectl()}\n`);
  });
}
