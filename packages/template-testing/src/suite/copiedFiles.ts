import { posix } from 'node:path';
import { readParts } from '../template/composition';
import { pathPattern, TemplateSource } from '../template/TemplateSource';

/**
 * Tells the files that the template copies as they are, expressions included, and
 * those that the templates copy that it is composed of.
 */
export async function copiedFiles(
  source: TemplateSource,
): Promise<(path: string) => boolean> {
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
