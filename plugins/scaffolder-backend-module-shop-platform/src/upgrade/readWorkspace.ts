import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitFile } from './types';

/** All files of a folder as Git would know them, by their paths below it. */
export async function readWorkspace(
  root: string,
): Promise<Map<string, GitFile>> {
  const files = new Map<string, GitFile>();
  const readFolder = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isSymbolicLink()) {
        files.set(path, {
          content: Buffer.from(await readlink(join(root, path))),
          executable: false,
          symlink: true,
        });
      } else if (!entry.isDirectory()) {
        files.set(path, {
          content: await readFile(join(root, path)),
          executable: ((await lstat(join(root, path))).mode & 0o100) !== 0,
          symlink: false,
        });
      } else if (path !== '.git') {
        await readFolder(path);
      }
    }
  };
  await readFolder('');
  return files;
}
