import { pathPattern, TemplateSource } from '../template/TemplateSource';

/** Tells the files that the template copies as they are, expressions included. */
export function copiedFiles(source: TemplateSource): (path: string) => boolean {
  const patterns = source.skeletons
    .flatMap(({ files }) => files)
    .filter(({ rendered }) => !rendered)
    .map(({ target }) => pathPattern(target));
  return path =>
    patterns.some(pattern => pattern.exec(path)?.[0].length === path.length);
}
