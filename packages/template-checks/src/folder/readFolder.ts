import { minimatch } from 'minimatch';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderedFile, RenderedFiles } from '../types';

const NOT_RENDERED = new Set(['.git', 'node_modules']);

const MAX_FILES = 10_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** The files of a folder without links, which may lead out of it. */
export async function readFolder(
  folder: string,
  ignored: readonly string[],
): Promise<RenderedFiles> {
  const files: RenderedFile[] = [];
  let bytes = 0;
  for (const path of await listFiles(folder, ignored)) {
    const { mode, size } = await stat(join(folder, path));
    bytes += size;
    if (files.length >= MAX_FILES || bytes > MAX_BYTES) {
      throw new Error(
        `There is too much to check: more than ${MAX_FILES} files, or ${
          MAX_BYTES / 1024 / 1024
        } MB. Name a folder of the workspace, or what to ignore`,
      );
    }
    const content = await readFile(join(folder, path));
    // eslint-disable-next-line no-bitwise
    files.push({ path, content, executable: (mode & 0o100) !== 0 });
  }
  return { files };
}

async function listFiles(
  root: string,
  ignored: readonly string[],
  folder = '',
): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (
      NOT_RENDERED.has(entry.name) ||
      ignored.some(glob => minimatch(path, glob, { dot: true }))
    ) {
      continue;
    }
    if (entry.isDirectory()) {
      paths.push(...(await listFiles(root, ignored, path)));
    } else if (entry.isFile()) {
      paths.push(path);
    }
  }
  return paths.sort();
}
