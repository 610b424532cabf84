// @ts-check
import { delimiter, join } from 'node:path';
import { ensureSidProgram, isExecutable } from './debianSid.mjs';
import { Problem, runMain } from './say.mjs';

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
  return ensureSidProgram({
    program: 'kubectl',
    packages: ['kubectl', 'kubernetes-client'],
    variable: 'KUBECTL_PATH',
  });
}

if (import.meta.filename === process.argv[1]) {
  await runMain(async () => {
    process.stdout.write(`${await findKubectl()}\n`);
  });
}
