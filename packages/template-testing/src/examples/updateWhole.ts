import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareWhole } from '../drift/compareWhole';
import { renderTemplate } from '../render/renderTemplate';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { RenderOptions } from '../types';
import { findRenderings } from './findRenderings';
import { writeRendered } from './updateRendering';

/**
 * Renders anew what a template makes with all that it is composed of, whoever owns
 * the files. What a manifest has and nothing renders any more is deleted; what
 * else there is may be somebody's work, and is told.
 */
export async function updateWhole(
  options: RenderOptions & { folder: string; renderer: TemplateRenderer },
): Promise<{ extra: string[] }> {
  const { folder } = options;
  const rendered = await renderTemplate(options);
  const before = findRenderings(folder).flatMap(known =>
    Object.keys(known.manifest.files).map(path => join(known.folder, path)),
  );
  const wanted = new Set(rendered.files.map(({ path }) => join(folder, path)));
  for (const file of before.filter(path => !wanted.has(path))) {
    await rm(file, { force: true });
  }
  const different = new Map(
    (await compareWhole(folder, rendered)).map(({ path, kind }) => [
      path,
      kind,
    ]),
  );
  for (const file of rendered.files) {
    if (different.has(file.path)) {
      await writeRendered(folder, file);
    }
  }
  return {
    extra: [...different]
      .filter(([, kind]) => kind === 'extra')
      .map(([path]) => path),
  };
}
