import { join } from 'node:path';

/**
 * The arguments with which Node runs a TypeScript program of this repository, which
 * ends itself when its supervisor is gone.
 *
 * @param main - its file, from the root of the repository
 */
export function nodeProgram(
  repositoryRoot: string,
  main: string,
  options: { flags?: readonly string[] } = {},
): string[] {
  const source = join(repositoryRoot, 'packages/local-platform/src');
  return [
    ...(options.flags ?? []),
    '--require',
    join(source, 'portal/exitWithSupervisor.cjs'),
    '--require',
    join(source, 'program/typescript.cjs'),
    join(repositoryRoot, main),
  ];
}
