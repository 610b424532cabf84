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
import { join } from 'node:path';
import { toolchainFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { Problem, say } from './say.mjs';

const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A Go program of Debian's sid, which runs on the older releases too, unpacked below
 * the toolchain: one version, whatever this machine has.
 *
 * @param {object} options
 * @param {string} options.program - its name, and that of its folder
 * @param {string[]} options.packages - the names that its package has had, the newest last
 * @param {string} options.variable - where a person can name another one
 * @returns {Promise<string>}
 */
export async function ensureSidProgram({ program, packages, variable }) {
  const folder = join(toolchainFolder, program);
  const path = join(folder, 'unpacked/usr/bin', program);
  if (isExecutable(path)) {
    return path;
  }
  const advice = `Install ${program}, or name one in ${variable}.`;
  const source = findSource(program, advice);
  say(`Fetching ${program} to .toolchain/${program}/`);
  for (const name of ['lists/partial', 'archives/partial', 'unpacked']) {
    mkdirSync(join(folder, name), { recursive: true });
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
  await runQuietly({
    title: 'Reading the package lists',
    command: 'apt-get',
    args: [...own, 'update'],
    advice,
  });
  const archives = join(folder, 'archives');
  for (const name of packages) {
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
      title: `Unpacking ${program}`,
      command: 'dpkg-deb',
      args: ['--extract', join(archives, archive), join(folder, 'unpacked')],
      advice,
    });
  }
  if (!existsSync(path)) {
    throw new Problem(`There is no ${program} in ${folder}. ${advice}`);
  }
  return path;
}

/**
 * Debian's sid, from where this machine gets its own packages.
 * @param {string} program
 * @param {string} advice
 */
function findSource(program, advice) {
  const { stdout } = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'],
    { encoding: 'utf8' },
  );
  const address = /^\S+\/debian\/?$/m.exec(stdout ?? '')?.[0];
  if (!address) {
    throw new Problem(
      `This machine has no source of Debian packages to fetch ${program} from. ${advice}`,
    );
  }
  return `deb [signed-by=${KEYS}] ${address} sid main`;
}
