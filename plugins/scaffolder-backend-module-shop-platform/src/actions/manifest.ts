import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Minimatch } from 'minimatch';
import { z } from 'zod';

/**
 * Where a project keeps the record of its template, relative to its root.
 *
 * @public
 */
export const TEMPLATE_MANIFEST_PATH = '.template/manifest.json';

/**
 * Whether a path, relative to a project's root, is that of a manifest: the usual
 * one, or one of several templates that share the project.
 *
 * @public
 */
export function isManifestPath(path: string): boolean {
  return /^\.template\/[a-z0-9]+(-[a-z0-9]+)*\.json$/.test(path);
}

/**
 * What a template rendered into a project and still answers for.
 *
 * @public
 */
export type TemplateManifest = {
  /** The name of the template. */
  template: string;
  /** The version of the template that rendered the files. */
  version: string;
  /** What the form was filled in with, so that the same can be rendered again. */
  answers: Record<string, JsonValue>;
  /** The SHA-256 of each file that the template owns, by its path. */
  files: Record<string, string>;
  /**
   * What the template wrote of files that an upgrade merged with the team's: the
   * next upgrade starts from it, and Git has never seen it. Gzip in base64.
   */
  bases?: Record<string, string> | undefined;
};

const jsonSchema: z.ZodType<JsonValue> = z.json();

/** Whether JSON can hold a value. */
export function isJson(value: unknown): boolean {
  return jsonSchema.safeParse(value).success;
}

const manifestSchema = z.strictObject({
  template: z.string().min(1),
  version: z.string().min(1),
  answers: z.record(z.string(), jsonSchema),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  bases: z.record(z.string(), z.base64()).optional(),
});

/**
 * Reads the text of a manifest, and refuses anything that is none.
 *
 * @public
 */
export function parseTemplateManifest(text: string): TemplateManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError('The template manifest is not JSON');
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) {
    throw new InputError(
      `This is no template manifest: ${z.prettifyError(manifest.error)}`,
    );
  }
  return manifest.data;
}

/**
 * The hash that a manifest has for a file. A link counts by its target's
 * name, as in Git.
 *
 * @public
 */
export async function hashTemplateFile(path: string): Promise<string> {
  const content = (await lstat(path)).isSymbolicLink()
    ? await readlink(path)
    : await readFile(path);
  return createHash('sha256').update(content).digest('hex');
}

/** Files that are open at the same time. */
const AT_ONCE = 50;

/** Hashes the files under a folder that no glob gives to the team. */
export async function hashOwnedFiles(
  folder: string,
  teamOwned: readonly string[],
): Promise<Record<string, string>> {
  const root = await realpath(folder);
  // Reading a glob takes longer than trying it on a path.
  const globs = teamOwned.map(glob => new Minimatch(glob, { dot: true }));
  const paths = (await listFiles(root, '')).filter(
    path => !isManifestPath(path) && !globs.some(glob => glob.match(path)),
  );

  // By code unit and not by locale, so that every machine writes the same file.
  paths.sort();
  const hashes: string[] = [];
  // One after the other, a hash is mostly waiting.
  for (let index = 0; index < paths.length; index += AT_ONCE) {
    const some = paths.slice(index, index + AT_ONCE);
    hashes.push(
      ...(await Promise.all(
        some.map(path => hashTemplateFile(join(root, path))),
      )),
    );
  }
  return Object.fromEntries(paths.map((path, index) => [path, hashes[index]]));
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(root, folder), {
    withFileTypes: true,
  })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isSymbolicLink()) {
      await assertLinkStaysInside(root, path);
      paths.push(path);
    } else if (!entry.isDirectory()) {
      paths.push(path);
    } else if (path !== '.git') {
      paths.push(...(await listFiles(root, path)));
    }
  }
  return paths;
}

async function assertLinkStaysInside(
  root: string,
  path: string,
): Promise<void> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target === undefined) {
    throw new InputError(`The link ${path} leads nowhere`);
  }
  if (target !== root && !target.startsWith(root + sep)) {
    throw new InputError(`The link ${path} leads out of the workspace`);
  }
}
