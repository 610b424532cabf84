import { minimatch } from 'minimatch';
import { SkeletonFile, TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';

/** In these, `${{ … }}` is GitHub's, and the workflow check reads each one. */
const GITHUB_EXPRESSIONS = '**/.github/{workflows,actions}/**';

/** The space tells a block from a placeholder of `printf`. */
const TAGS = /(\$\{\{|\{%-?(?=\s))[^{}]*\}*/g;

/**
 * What is copied is rendered by nobody: an expression in it would lie in the
 * project as it is. Literal ones are allowed under `copyWithoutTemplating`, which
 * names the file, unless they read what the form was answered.
 */
export function checkCopied(source: TemplateSource): Finding[] {
  return source.skeletons.flatMap(({ step, files }) =>
    files
      .filter(({ rendered, content }) => !rendered && !content.includes(0))
      .flatMap(file =>
        findTags(file).filter(
          ({ tag }) => step.action === 'fetch:plain' || readsAnswers(tag),
        ),
      )
      .map(({ where, tag }) => ({
        where,
        message: `${step.action} copies the file, and would leave ${tag} in it`,
      })),
  );
}

function findTags({ path, target, content }: SkeletonFile) {
  const text = content.toString('utf8');
  const isGitHub = minimatch(target, GITHUB_EXPRESSIONS, { dot: true });
  return [...text.matchAll(TAGS)]
    .filter(([, opening]) => !(isGitHub && opening === '${{'))
    .map(({ 0: tag, index }) => ({
      tag,
      where: `${path}:${text.slice(0, index).split('\n').length}`,
    }));
}

function readsAnswers(tag: string): boolean {
  return /\bvalues\b/.test(tag);
}
