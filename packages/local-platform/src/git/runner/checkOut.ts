import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ObjectStore } from '../server/store/ObjectStore';
import { walkTree } from '../server/store/trees';
import { BuildError } from '../../images/BuildError';

/** Writes the files of a commit into a folder. */
export async function checkOut(
  objects: ObjectStore,
  commit: string,
  folder: string,
): Promise<void> {
  const tree = (await objects.readCommit(commit))?.tree;
  if (!tree) {
    throw new BuildError(`There is no commit ${commit}`);
  }
  await mkdir(folder, { recursive: true });
  for await (const { path, mode, type, oid } of walkTree(objects, tree)) {
    const target = join(folder, path);
    if (type !== 'blob') {
      await mkdir(target, { recursive: true });
      continue;
    }
    const content = (await objects.read(oid))?.content ?? Buffer.alloc(0);
    if (mode !== '120000') {
      await writeFile(target, content, {
        mode: mode === '100755' ? 0o755 : 0o644,
      });
      continue;
    }
    const destination = content.toString('utf8');
    const end = resolve(dirname(target), destination);
    if (relative(folder, end).startsWith('..')) {
      throw new BuildError(`The link ${path} leads out of the repository`);
    }
    await symlink(destination, target);
  }
}
