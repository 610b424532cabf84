import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { z } from 'zod';

/** More of them are not listed: whoever changed so much keeps a project of their own. */
const MAX_CHANGED_FILES = 200;

const MAX_MANIFEST_BYTES = 5 * 1024 * 1024;

/** Without the answers, which are nobody's business who only wants the version. */
const manifestSchema = z.object({
  template: z.string().min(1),
  version: z.string().min(1),
  files: z.record(z.string(), z.string()),
});

/** A manifest that a template wrote, with what has become of its files. */
export type FoundManifest = {
  /** Relative to the root that was read: `services/core/.template/manifest.json`. */
  path: string;
  /** The folder of the project, empty for the root itself. */
  project: string;
  template: string;
  version: string;
  /** The folders below the root that have files of the template. */
  folders: string[];
  /** Which of the template's files are no longer what it wrote, some hundred at most. */
  changedFiles: string[];
};

/** Finds the manifests in a folder and all below it. */
export async function findManifests(root: string): Promise<FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const project of await findProjects(root, '')) {
    found.push(...(await readManifests(root, project)));
  }
  return found;
}

/** Reads the manifests of one project; what is no manifest is left out. */
export async function readManifests(
  root: string,
  project: string,
): Promise<FoundManifest[]> {
  const folder = posix.join(project, '.template');
  const entries = await readdir(join(root, folder), {
    withFileTypes: true,
  }).catch(() => []);
  const found: FoundManifest[] = [];
  for (const entry of entries) {
    const path = posix.join(folder, entry.name);
    const manifest =
      entry.isFile() && /^[a-z0-9]+(-[a-z0-9]+)*\.json$/.test(entry.name)
        ? await readManifest(join(root, path))
        : undefined;
    if (manifest) {
      const { template, version, files } = manifest;
      found.push({
        path,
        project,
        template,
        version,
        folders: foldersOf(project, Object.keys(files)),
        changedFiles: await findChanged(join(root, project), files),
      });
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function findProjects(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory());
  const found = folders.some(({ name }) => name === '.template')
    ? [folder]
    : [];
  for (const { name } of folders) {
    if (name !== '.template' && name !== '.git' && name !== 'node_modules') {
      found.push(...(await findProjects(root, posix.join(folder, name))));
    }
  }
  return found;
}

async function readManifest(path: string) {
  const { size } = await lstat(path);
  if (size > MAX_MANIFEST_BYTES) {
    return undefined;
  }
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));
    return manifestSchema.safeParse(json).data;
  } catch {
    return undefined;
  }
}

async function findChanged(
  project: string,
  files: Record<string, string>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, hash] of Object.entries(files)) {
    const isInside = !posix.normalize(path).startsWith('..');
    if (isInside && (await hashOf(join(project, path))) !== hash) {
      changed.push(path);
    }
    if (changed.length === MAX_CHANGED_FILES) {
      break;
    }
  }
  return changed;
}

/** As the manifest has it: a link counts by the name of what it leads to. */
async function hashOf(path: string): Promise<string | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() && !stats.isSymbolicLink()) {
      return undefined;
    }
    const content = stats.isSymbolicLink()
      ? await readlink(path)
      : await readFile(path);
    return createHash('sha256').update(content).digest('hex');
  } catch {
    return undefined;
  }
}

function foldersOf(project: string, paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (
      let folder = posix.dirname(path);
      folder !== '.' && folder !== '/';
      folder = posix.dirname(folder)
    ) {
      folders.add(posix.join(project, folder));
    }
  }
  return [...folders];
}
