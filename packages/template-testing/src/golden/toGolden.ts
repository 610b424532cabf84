import { posix } from 'node:path';
import { readParts } from '../template/composition';
import {
  pathPattern,
  SkeletonFile,
  TemplateSource,
} from '../template/TemplateSource';
import { Rendered } from '../types';

const PATHS = 'paths.txt';

/**
 * What is golden of a rendering: all of it, or, of a template that is composed of
 * others, its own files and the paths of theirs, whose contents are golden there.
 * Of what it copies the paths are enough: that it is what the skeleton has is
 * how a skeleton is known to have been taken.
 */
export async function toGolden(
  source: TemplateSource,
  rendered: Rendered,
): Promise<Rendered> {
  const parts = await readParts(source);
  if (parts.length === 0) {
    return rendered;
  }
  const contents = new Map(
    rendered.files.map(({ path, content }) => [path, content]),
  );
  const taken = source.skeletons
    .filter(({ files }) =>
      files
        .filter(isCopied)
        .every(({ target, content }) => contents.get(target)?.equals(content)),
    )
    .flatMap(({ files }) => files);
  const copies = new Set(taken.filter(isCopied).map(({ target }) => target));
  const patterns = [
    pathPattern(posix.join('.template', `${source.name}.json`)),
    ...taken.map(({ target }) => pathPattern(target)),
  ];
  const isGolden = (path: string) =>
    !copies.has(path) &&
    patterns.some(pattern => pattern.exec(path)?.[0].length === path.length);
  const others = rendered.files.filter(({ path }) => !isGolden(path));
  return {
    ...rendered,
    files: [
      ...rendered.files.filter(({ path }) => isGolden(path)),
      {
        path: PATHS,
        content: Buffer.from(others.map(({ path }) => `${path}\n`).join('')),
        executable: false,
      },
    ],
  };
}

function isCopied({ rendered }: SkeletonFile): boolean {
  return !rendered;
}
