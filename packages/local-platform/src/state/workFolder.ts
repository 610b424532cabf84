import { createHash } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataFolder } from './DataFolder';

/** Where Linux keeps files in memory. */
const SHARED_MEMORY = '/dev/shm';
/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x01021994;
/** A container has 64 MB there, where a repository that is upgraded may not fit. */
const ROOM_BYTES = 1024 ** 3;

/**
 * A folder of the machine's whose files are in memory, where there is one with
 * room. To make a file on a disk may take half a millisecond, and a template
 * makes hundreds, each of them several times.
 */
export async function findMemoryFolder(
  folder = SHARED_MEMORY,
): Promise<string | undefined> {
  try {
    const { type, bavail, bsize } = await statfs(folder);
    return type === TMPFS && bavail * bsize >= ROOM_BYTES ? folder : undefined;
  } catch {
    // Not Linux, or nothing there that one may ask about.
    return undefined;
  }
}

/**
 * Makes the folder in which the portal works on tasks, empty. It is in memory
 * where that has room, else beside the data.
 */
export async function openWorkFolder(
  data: DataFolder,
  memory?: string,
): Promise<string> {
  const inMemory = await findMemoryFolder(memory);
  if (inMemory) {
    const folder = join(inMemory, nameOf(data));
    try {
      return await makeEmpty(folder);
    } catch {
      // Somebody else's: anybody may make folders there.
    }
  }
  return await makeEmpty(data.path('work'));
}

async function makeEmpty(folder: string): Promise<string> {
  // A run that was killed leaves it behind.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** The same for each start with the same data, so that nothing is left for ever. */
function nameOf({ root }: DataFolder): string {
  return `shop-platform-${createHash('sha256')
    .update(root)
    .digest('hex')
    .slice(0, 12)}`;
}
