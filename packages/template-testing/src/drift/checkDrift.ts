import {
  hashTemplateFile,
  isManifestPath,
  parseTemplateManifest,
  TemplateManifest,
} from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
import { InputError } from '@backstage/errors';
import { readFile, stat } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { renderTemplate } from '../render/renderTemplate';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { Rendered, RenderOptions } from '../types';

/**
 * How a checked-in file differs from what the template renders today.
 *
 * - `missing`: the template renders it, the folder lacks it
 * - `changed`: the contents differ
 * - `mode`: one is executable, the other is not
 * - `stale`: the folder's manifest has it, the template renders it no more
 * - `extra`: the folder has it, and nothing renders it
 *
 * @public
 */
export type Difference = {
  path: string;
  kind: 'missing' | 'changed' | 'mode' | 'stale' | 'extra';
};

/**
 * Compares a checked-in rendering with a fresh one. Only the files that the
 * template owns by its manifest count: the rest belongs to the team. Of a template
 * that is composed of others, the files that those own count as well.
 *
 * @public
 */
export async function checkDrift(
  options: RenderOptions & { folder: string; renderer?: TemplateRenderer },
): Promise<Difference[]> {
  const { folder } = options;
  const rendered = await renderTemplate(options);
  const name = basename(options.template);
  const { manifestPath, manifest: fresh } = readRenderedManifest(
    rendered,
    name,
  );
  const recorded = await readRecordedManifest(join(folder, manifestPath));

  const owned = await Promise.all(
    Object.keys(fresh.files).map(path =>
      compareFile({ path, folder, fresh, rendered }),
    ),
  );
  const stale = Object.keys(recorded?.files ?? {})
    .filter(path => !Object.hasOwn(fresh.files, path))
    .map(path => ({ path, kind: 'stale' as const }));
  return [
    ...owned.flatMap(difference => difference ?? []),
    ...stale,
    ...compareManifests(manifestPath, recorded, fresh),
    ...(await compareParts(folder, rendered, manifestPath)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The manifest of a template in a rendering, and where it lies. */
export function readRenderedManifest(
  rendered: Rendered,
  template: string,
): { manifestPath: string; manifest: TemplateManifest } {
  const manifests = readManifests(rendered);
  const found =
    manifests.length === 1
      ? manifests[0]
      : manifests.find(({ manifest }) => manifest.template === template);
  if (!found) {
    throw new InputError(
      'The template writes no manifest: add the step shop-platform:template:manifest',
    );
  }
  return found;
}

/** All manifests of a rendering, those of services in their folders included. */
export function readManifests({ files }: Rendered) {
  return files
    .map(({ path, content }) => ({
      content,
      manifestPath: path,
      root: posix.dirname(posix.dirname(path)),
    }))
    .filter(({ manifestPath, root }) =>
      isManifestPath(posix.relative(root, manifestPath)),
    )
    .map(({ content, ...place }) => ({
      ...place,
      manifest: parseTemplateManifest(content.toString('utf8')),
    }));
}

/**
 * The files of the templates that a rendering is composed of. Their manifests
 * may differ: an answer that changes no file is the composing template's matter.
 */
async function compareParts(
  folder: string,
  rendered: Rendered,
  own: string,
): Promise<Difference[]> {
  const parts = readManifests(rendered).filter(
    ({ manifestPath }) => manifestPath !== own,
  );
  const differences = await Promise.all(
    parts.flatMap(({ root, manifest }) =>
      Object.entries(manifest.files).map(async ([path, hash]) => {
        const file = join(folder, root, path);
        const found = await stat(file).catch(() => undefined);
        if (!found?.isFile()) {
          return [{ path: posix.join(root, path), kind: 'missing' as const }];
        }
        return (await hashTemplateFile(file)) === hash
          ? []
          : [{ path: posix.join(root, path), kind: 'changed' as const }];
      }),
    ),
  );
  return differences.flat();
}

async function readRecordedManifest(
  path: string,
): Promise<TemplateManifest | undefined> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists
    ? parseTemplateManifest(await readFile(path, 'utf8'))
    : undefined;
}

async function compareFile(options: {
  path: string;
  folder: string;
  fresh: TemplateManifest;
  rendered: Rendered;
}): Promise<Difference | undefined> {
  const { path, folder, fresh, rendered } = options;
  const file = join(folder, path);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    return { path, kind: 'missing' };
  }
  if ((await hashTemplateFile(file)) !== fresh.files[path]) {
    return { path, kind: 'changed' };
  }
  const expected = rendered.files.find(other => other.path === path);
  const executable = (found.mode & 0o111) !== 0;
  return expected && expected.executable !== executable
    ? { path, kind: 'mode' }
    : undefined;
}

function compareManifests(
  path: string,
  recorded: TemplateManifest | undefined,
  fresh: TemplateManifest,
): Difference[] {
  if (!recorded) {
    return [{ path, kind: 'missing' }];
  }
  return JSON.stringify(recorded) === JSON.stringify(fresh)
    ? []
    : [{ path, kind: 'changed' }];
}
