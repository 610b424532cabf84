import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, isError } from '@backstage/errors';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type RenderedFiles } from './renderTemplates';

type FileToWrite = {
  /** Absolute. */
  path: string;
  /** Below the folder that its template's files go to. */
  name: string;
  content: Buffer;
  mode: number;
};

/** Writes all of the files into the workspace, or none of them. */
export async function writeRenderings(
  workspace: string,
  renderings: readonly RenderedFiles[],
): Promise<void> {
  const writing = new Map<string, FileToWrite>();
  const folders = new Map<string, Set<string>>();
  for (const rendering of renderings) {
    const files = locate(workspace, rendering);
    const taken: string[] = [];
    for (const file of files) {
      const other =
        writing.get(file.path)?.content ??
        (await readIfThere(workspace, file.path, folders));
      if (other && !other.equals(file.content)) {
        taken.push(file.name);
      }
      writing.set(file.path, file);
    }
    if (taken.length > 0) {
      throw new ConflictError(
        `${
          rendering.template
        } and what was rendered before it make different files of the same name: ${taken.join(
          ', ',
        )}`,
      );
    }
  }
  for (const folder of folders.keys()) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all(
    [...writing.values()].map(({ path, content, mode }) =>
      writeFile(path, content, { mode }),
    ),
  );
}

/** Where the files of a template go; nothing leads out of the workspace. */
function locate(
  workspace: string,
  { files, targetPath }: RenderedFiles,
): FileToWrite[] {
  const target = resolveSafeChildPath(workspace, targetPath);
  // Many files share a folder, and to ask where one leads takes its time.
  const folders = new Map(
    [...new Set(files.map(({ path }) => dirname(path)))].map(folder => [
      folder,
      resolveSafeChildPath(target, folder),
    ]),
  );
  return files.map(file => ({
    path: join(folders.get(dirname(file.path)) ?? target, basename(file.path)),
    name: file.path,
    content: Buffer.from(file.content, file.encoding),
    mode: file.executable ? 0o755 : 0o644,
  }));
}

/**
 * What the workspace has at a path.
 *
 * @param folders - what is known to be in folders, which grows
 */
async function readIfThere(
  workspace: string,
  path: string,
  folders: Map<string, Set<string>>,
): Promise<Buffer | undefined> {
  const folder = dirname(path);
  const names = folders.get(folder) ?? new Set(await listIfThere(folder));
  folders.set(folder, names);
  if (!names.has(basename(path))) {
    return undefined;
  }
  // What is there may be a link that leads out of the workspace.
  resolveSafeChildPath(workspace, path);
  return readFile(path);
}

async function listIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
