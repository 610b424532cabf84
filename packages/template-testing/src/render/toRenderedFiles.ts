import { pathPattern, TemplateSource } from '../template/TemplateSource';
import { RenderedFile } from '../types';

/**
 * The files of a dry run. It loses the executable bit of the files it is
 * sent, which a real run keeps, so the bit is taken from the skeleton. What other
 * templates made has kept its own.
 */
export function toRenderedFiles(
  source: TemplateSource,
  contents: readonly {
    path: string;
    base64Content: string;
    executable?: boolean | undefined;
  }[],
): RenderedFile[] {
  const executables = source.skeletons
    .flatMap(skeleton => skeleton.files)
    .filter(file => file.executable)
    .map(file => pathPattern(file.target));

  return contents
    .map(({ path, base64Content, executable }) => ({
      path,
      content: Buffer.from(base64Content, 'base64'),
      executable:
        executable === true ||
        executables.some(
          pattern => pattern.exec(path)?.[0].length === path.length,
        ),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
