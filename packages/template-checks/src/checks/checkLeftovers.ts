import { minimatch } from 'minimatch';
import { Finding, RenderedFiles } from '../types';
import { lineAt } from './lines';

/** In these, `${{ … }}` is GitHub's, and the workflow check reads each one. */
const GITHUB_EXPRESSIONS = '**/.github/{workflows,actions}/**/*.{yml,yaml}';

const MARKS = /\$\{\{|\{%|\{#|\[object Object\]/g;

/** No expression of the template is left, except in files that were copied. */
export function checkLeftovers(
  rendered: RenderedFiles,
  isCopied: (path: string) => boolean,
): Finding[] {
  return rendered.files
    .filter(({ path, content }) => !content.includes(0) && !isCopied(path))
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      const isGitHub = minimatch(path, GITHUB_EXPRESSIONS, { dot: true });
      const marks = [...text.matchAll(MARKS)].filter(
        ([mark]) => !(isGitHub && mark === '${{'),
      );
      return marks.map(match => ({
        where: `${path}:${lineAt(text, match.index)}`,
        message: `${match[0]} was left by the rendering`,
      }));
    });
}
