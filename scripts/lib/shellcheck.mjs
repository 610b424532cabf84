// @ts-check
import { join } from 'node:path';
import { fetchPackages, hasApt, isFetched, unpackedIn } from './apt.mjs';
import { toolchainFolder } from './paths.mjs';
import { Problem } from './say.mjs';

const folder = join(toolchainFolder, 'shellcheck');
const advice = 'Install ShellCheck, and name it in SHELLCHECK_PATH.';

/**
 * ShellCheck of this machine's own Debian release: being no Go program, that of a
 * newer release would want a newer C library.
 *
 * @returns {Promise<string>}
 */
export async function ensureShellCheck() {
  if (process.env.SHELLCHECK_PATH) {
    return process.env.SHELLCHECK_PATH;
  }
  if (!isFetched(folder)) {
    if (!hasApt()) {
      throw new Problem(
        `This machine has no source of Debian packages. ${advice}`,
      );
    }
    await fetchPackages({
      folder,
      packages: ['shellcheck'],
      what: 'ShellCheck',
      advice,
      settings: ['Acquire::Retries=0', 'Acquire::http::Timeout=10'],
    });
  }
  return join(unpackedIn(folder), 'usr/bin/shellcheck');
}
