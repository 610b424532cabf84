import { execFile } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../../__testUtils__/scratch';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const program = [
  process.env.KUBECTL_PATH ?? '',
  join(repositoryRoot, '.toolchain/kubectl/unpacked/usr/bin/kubectl'),
  ...(process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'kubectl')),
].find(path => path !== '' && isExecutable(path));

/** For suites that need a stock kubectl. */
export const describeWithKubectl: jest.Describe = program
  ? describe
  : describe.skip;

/** Belongs into the title of such a suite. */
export const whyNoKubectl = program
  ? ''
  : ' (there is no kubectl: node scripts/lib/kubectl.mjs)';

export type Ran = { code: number; out: string; err: string };

/** kubectl on a cluster, with a home of its own. */
export function createKubectl(scratch: string, kubeconfig: string) {
  const config = join(scratch, 'kubeconfig');
  writeFileSync(config, kubeconfig, { mode: 0o600 });
  return async (args: string[], input = ''): Promise<Ran> =>
    await new Promise(resolve => {
      const child = execFile(
        program ?? 'kubectl',
        args,
        { env: { KUBECONFIG: config, HOME: scratch, PATH: process.env.PATH } },
        (error, out, err) =>
          resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
      );
      child.stdin?.end(input);
    });
}
