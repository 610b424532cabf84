import { parseTemplateManifest } from '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readRenderedManifest } from '../drift/checkDrift';
import { renderTemplate } from '../render/renderTemplate';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { RenderedFile, RenderOptions } from '../types';

/**
 * Renders a project anew: the files of the template are overwritten, those that
 * it no longer renders are deleted, and what the team owns stays as it is. A
 * folder without a manifest also gets the files that the team will own, except
 * where it has them already.
 */
export async function updateRendering(
  options: RenderOptions & { folder: string; renderer: TemplateRenderer },
): Promise<void> {
  const { folder } = options;
  const rendered = await renderTemplate(options);
  const { manifestPath, manifest: fresh } = readRenderedManifest(
    rendered,
    basename(options.template),
  );
  const before = readManifest(join(folder, manifestPath));

  for (const path of Object.keys(before?.files ?? {})) {
    if (!Object.hasOwn(fresh.files, path)) {
      await rm(join(folder, path), { force: true });
    }
  }
  for (const file of rendered.files) {
    const isTemplates =
      Object.hasOwn(fresh.files, file.path) || file.path === manifestPath;
    if (isTemplates || (!before && !existsSync(join(folder, file.path)))) {
      await writeRendered(folder, file);
    }
  }
}

function readManifest(path: string) {
  return existsSync(path)
    ? parseTemplateManifest(readFileSync(path, 'utf8'))
    : undefined;
}

/** Writes a file of a rendering with its mode. */
export async function writeRendered(
  folder: string,
  { path, content, executable }: RenderedFile,
): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, executable ? 0o755 : 0o644);
}
