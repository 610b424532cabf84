import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Rendered, RenderedFile } from '../types';
import { Difference } from './checkDrift';

/** What is installed and built in a rendering, and in no repository. */
const MADE_LATER = new Set(['node_modules', 'dist', 'coverage']);

/**
 * Compares a folder with a rendering, file by file, whoever owns them: what the
 * folder has beyond it is a difference as well.
 */
export async function compareWhole(
  folder: string,
  { files }: Rendered,
): Promise<Difference[]> {
  const rendered = new Set(files.map(({ path }) => path));
  const [differences, present] = await Promise.all([
    Promise.all(files.map(file => compareFile(folder, file))),
    listKept(folder),
  ]);
  return [
    ...differences.flatMap(difference => difference ?? []),
    ...present
      .filter(path => !rendered.has(path))
      .map(path => ({ path, kind: 'extra' as const })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function compareFile(
  folder: string,
  { path, content, executable }: RenderedFile,
): Promise<Difference | undefined> {
  const file = join(folder, path);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    return { path, kind: 'missing' };
  }
  if (!content.equals(await readFile(file))) {
    return { path, kind: 'changed' };
  }
  return ((found.mode & 0o111) !== 0) === executable
    ? undefined
    : { path, kind: 'mode' };
}

async function listKept(root: string, folder = ''): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const paths = await Promise.all(
    entries
      .filter(({ name }) => !MADE_LATER.has(name))
      .map(entry => {
        const path = folder ? `${folder}/${entry.name}` : entry.name;
        return entry.isDirectory() ? listKept(root, path) : [path];
      }),
  );
  return paths.flat();
}
