// @ts-check
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run.mjs';

/** Whether this machine can fetch Debian's packages without installing them. */
export function hasApt() {
  return ['apt-get', 'dpkg-deb'].every(
    command => spawnSync(command, ['--version']).status === 0,
  );
}

/** Where `fetchPackages` unpacks to. @param {string} folder */
export const unpackedIn = folder => join(folder, 'unpacked');

/** Whether packages were fetched into the folder. @param {string} folder */
export const isFetched = folder => existsSync(join(folder, 'complete'));

/**
 * Fetches Debian's packages, with what they need and this machine lacks, and
 * unpacks them into a folder: that changes nothing on the machine and needs no
 * rights on it.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {string[]} options.packages
 * @param {string} options.what - for the progress: `the browser`
 * @param {string} [options.advice] - what to do when it fails
 * @param {string[]} [options.settings] - more of apt's settings
 */
export async function fetchPackages({
  folder,
  packages,
  what,
  advice,
  settings = [],
}) {
  for (const path of ['lists/partial', 'archives/partial', 'unpacked']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  // Its own lists and archives, so that it works for any user; the machine's own
  // status, so that only what is missing is fetched.
  const own = [
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::Cache=${folder}`,
    `Dir::Cache::Archives=${join(folder, 'archives')}`,
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
    'APT::Install-Recommends=false',
    ...settings,
  ].flatMap(option => ['-o', option]);
  await runQuietly({
    title: `Reading the package lists for ${what}`,
    command: 'apt-get',
    args: [...own, 'update'],
    advice,
  });
  await runQuietly({
    title: `Fetching ${what}`,
    command: 'apt-get',
    args: [
      ...own,
      '--download-only',
      '--yes',
      // Also where the machine has it, in a place that is not on the PATH.
      '--reinstall',
      'install',
      ...packages,
    ],
    advice,
  });
  for (const archive of readdirSync(join(folder, 'archives')).filter(name =>
    name.endsWith('.deb'),
  )) {
    await runQuietly({
      title: `Unpacking ${what}`,
      command: 'dpkg-deb',
      args: [
        '--extract',
        join(folder, 'archives', archive),
        unpackedIn(folder),
      ],
      advice,
    });
  }
  // What was unpacked is all that is needed from here on.
  for (const path of ['lists', 'archives', 'pkgcache.bin', 'srcpkgcache.bin']) {
    rmSync(join(folder, path), { recursive: true, force: true });
  }
  writeFileSync(join(folder, 'complete'), '');
}
