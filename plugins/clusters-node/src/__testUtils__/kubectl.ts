import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const FETCHED = '.toolchain/kubectl/unpacked/usr/bin/kubectl';

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
  resolve(__dirname, '../../../..', FETCHED),
  ...(process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'kubectl')),
].find(path => path !== '' && isExecutable(path));

/** For suites that compare with the kustomize of a stock kubectl. */
export const describeWithKubectl: jest.Describe = program
  ? describe
  : describe.skip;

export const whyNoKubectl = program ? '' : ' (there is no kubectl)';

/** What kustomize makes of a folder. */
export function kustomize(folder: string): string {
  return execFileSync(program ?? 'kubectl', ['kustomize', folder], {
    encoding: 'utf8',
  });
}
