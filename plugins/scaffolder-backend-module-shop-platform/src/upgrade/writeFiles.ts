import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type GitFile } from './types';

/** Writes files into a folder, which is there afterwards even without any. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, GitFile>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, file] of files) {
    const target = resolveSafeChildPath(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (file.symlink) {
      await symlink(file.content.toString('utf8'), target);
    } else {
      await writeFile(target, file.content, {
        mode: file.executable ? 0o755 : 0o644,
      });
    }
  }
}
