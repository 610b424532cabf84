import { minimatch } from 'minimatch';
import { posix } from 'node:path';
import { z } from 'zod';
import { readParts } from '../template/composition';
import { pathPattern, TemplateSource } from '../template/TemplateSource';

const validateSchema = z.looseObject({
  copied: z.array(z.string()).default([]),
});

/**
 * Tells the files that the template copies as they are, expressions included, and
 * those that the templates copy that it is composed of. A template that checks what
 * it made says it itself: what is found here would fail its task.
 */
export async function copiedFiles(
  source: TemplateSource,
): Promise<(path: string) => boolean> {
  const validate = source.steps.find(
    ({ action }) => action === 'platform:validate',
  );
  if (validate) {
    const { copied } = validateSchema.parse(validate.input);
    return path => copied.some(glob => minimatch(path, glob, { dot: true }));
  }
  const parts = await readParts(source);
  const patterns = [{ source, targetPath: '.' }, ...parts].flatMap(part =>
    part.source.skeletons
      .flatMap(({ files }) => files)
      .filter(({ rendered }) => !rendered)
      .map(({ target }) => pathPattern(posix.join(part.targetPath, target))),
  );
  return path =>
    patterns.some(pattern => pattern.exec(path)?.[0].length === path.length);
}
