import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Streams with consumer groups came with 5. */
const NEEDED_MAJOR = 5;

/** A real Redis on this machine. */
export type RedisProgram = {
  command: string;
  version: string;
  environment: Record<string, string>;
};

/**
 * The `redis-server` on the PATH, or Debian's that `npm start` unpacked below the
 * toolchain; undefined where there is neither, or one that does not run.
 */
export async function findRedis(
  repositoryRoot: string,
): Promise<RedisProgram | undefined> {
  const unpacked = join(repositoryRoot, '.toolchain/redis/unpacked');
  const candidates = [
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map(folder => ({
        command: join(folder, 'redis-server'),
        environment: {},
      })),
    {
      command: join(unpacked, 'usr/bin/redis-server'),
      environment: { LD_LIBRARY_PATH: await libraryFolders(unpacked) },
    },
  ];
  for (const candidate of candidates) {
    const version = await versionOf(candidate.command, candidate.environment);
    if (version && Number(version.split('.')[0]) >= NEEDED_MAJOR) {
      return { ...candidate, version };
    }
  }
  return undefined;
}

async function versionOf(
  command: string,
  environment: Record<string, string>,
): Promise<string | undefined> {
  try {
    await access(command, constants.X_OK);
    const { stdout } = await run(command, ['--version'], { env: environment });
    return /v=(\d+(?:\.\d+)*)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Debian's folders for shared libraries, whatever the architecture. */
async function libraryFolders(unpacked: string): Promise<string> {
  const folders: string[] = [];
  for (const parent of ['usr/lib', 'lib']) {
    const names = await readdir(join(unpacked, parent)).catch(() => []);
    folders.push(
      ...names
        .filter(name => name.endsWith('-linux-gnu'))
        .map(name => join(unpacked, parent, name)),
    );
  }
  return folders.join(':');
}
