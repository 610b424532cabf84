import { isError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = '/var/lib/shop-platform-portal';
/** Says in a folder which data folder it belongs to. */
const OWNER_FILE = 'data-folder';

/** A folder outside the repository for a server that may not enter it. One per data folder. */
export function outsideFolder(dataFolder: string, root = ROOT): string {
  const id = createHash('sha256')
    .update(resolve(dataFolder))
    .digest('hex')
    .slice(0, 12);
  return join(root, id);
}

/**
 * Makes that folder, and removes those whose data folder is gone, since nobody else
 * knows of them.
 */
export async function prepareOutsideFolder(
  dataFolder: string,
  root = ROOT,
): Promise<string> {
  const folder = outsideFolder(dataFolder, root);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await writeFile(join(folder, OWNER_FILE), resolve(dataFolder));
  await removeOrphans(root);
  return folder;
}

async function removeOrphans(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    if ((await isOrphan(folder)) && !(await isServed(folder))) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function isOrphan(folder: string): Promise<boolean> {
  const owner = await readIfThere(join(folder, OWNER_FILE));
  return owner !== undefined && !existsSync(owner);
}

/** Whether a server still runs on one of the databases of a folder. */
async function isServed(folder: string): Promise<boolean> {
  // Another start may just have removed it.
  const databases = await readdir(folder).catch(() => []);
  const pids = await Promise.all(
    databases.map(name => readIfThere(join(folder, name, 'postmaster.pid'))),
  );
  return pids.some(text => text !== undefined && isRunning(parseInt(text, 10)));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isError(error) && error.code === 'EPERM';
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(() => undefined);
}
