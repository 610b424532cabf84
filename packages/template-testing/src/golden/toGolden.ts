import { posix } from 'node:path';
import { readParts } from '../template/composition';
import { pathPattern, TemplateSource } from '../template/TemplateSource';
import { Rendered } from '../types';

const PATHS = 'paths.txt';

/**
 * What is golden of a rendering: all of it, or, of a template that is composed of
 * others, its own files and the paths of theirs, whose contents are golden there.
 */
export async function toGolden(
  source: TemplateSource,
  rendered: Rendered,
): Promise<Rendered> {
  const parts = await readParts(source);
  if (parts.length === 0) {
    return rendered;
  }
  const patterns = [
    pathPattern(posix.join('.template', `${source.name}.json`)),
    ...source.skeletons
      .flatMap(({ files }) => files)
      .map(({ target }) => pathPattern(target)),
  ];
  const isOwn = (path: string) =>
    patterns.some(pattern => pattern.exec(path)?.[0].length === path.length);
  const others = rendered.files
    .map(({ path }) => path)
    .filter(path => !isOwn(path));
  return {
    ...rendered,
    files: [
      ...rendered.files.filter(({ path }) => isOwn(path)),
      {
        path: PATHS,
        content: Buffer.from(others.map(path => `${path}\n`).join('')),
        executable: false,
      },
    ],
  };
}
