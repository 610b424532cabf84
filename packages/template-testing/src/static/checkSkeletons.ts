import { toError } from '@backstage/errors';
import { readBlock } from '../template/blocks';
import { readReferences, readTags, Tag } from '../template/nunjucks';
import {
  Skeleton,
  SkeletonFile,
  TemplateSource,
} from '../template/TemplateSource';
import { Finding } from '../types';

const BUILT_IN = new Set([
  'values',
  'loop',
  'range',
  'cycler',
  'joiner',
  'caller',
]);

type Use = { where: string; name: string };

/**
 * Every value that a skeleton uses is passed to it, and every value that is
 * passed is used by one of the skeletons that get it.
 */
export function checkSkeletons(source: TemplateSource): Finding[] {
  const skeletons = source.skeletons.map(skeleton => ({
    skeleton,
    ...readUses(skeleton),
  }));
  const used = new Set(
    skeletons.flatMap(({ uses }) => uses.map(({ name }) => name)),
  );
  const passed = new Set(
    skeletons.flatMap(({ skeleton }) => Object.keys(skeleton.values)),
  );
  return [
    ...skeletons.flatMap(({ findings }) => findings),
    ...skeletons.flatMap(({ skeleton, uses }) =>
      uses
        .filter(({ name }) => !Object.hasOwn(skeleton.values, name))
        .map(({ where, name }) => ({
          where,
          message: `values.${name} is used, and ${
            skeleton.step.id ?? 'the fetch:template step'
          } does not pass it`,
        })),
    ),
    ...[...passed]
      .filter(name => !used.has(name))
      .map(name => ({
        where: 'template.yaml',
        message: `The value ${name} is passed and never used`,
      })),
    ...findOrphans(source),
  ];
}

function readUses(skeleton: Skeleton): { uses: Use[]; findings: Finding[] } {
  const uses: Use[] = [];
  const findings: Finding[] = [];
  for (const file of skeleton.files) {
    try {
      readFileUses(file, uses, findings);
    } catch (error) {
      findings.push({ where: file.path, message: toError(error).message });
    }
  }
  return { uses, findings };
}

function readFileUses(
  file: SkeletonFile,
  uses: Use[],
  findings: Finding[],
): void {
  const tags = [
    ...readTags(file.target),
    ...(file.rendered ? readTags(file.content.toString('utf8')) : []),
  ];
  const known = new Set([...BUILT_IN, ...tags.flatMap(declaredNames)]);
  for (const tag of tags) {
    const where = `${file.path}:${tag.line}`;
    for (const { root, path } of readReferences(expressionOf(tag))) {
      if (!known.has(root)) {
        findings.push({ where, message: `${root} is no known name` });
      } else if (root === 'values' && path.length > 0) {
        uses.push({ where, name: path[0] });
      }
    }
  }
}

function declaredNames(tag: Tag): string[] {
  return tag.kind === 'block' ? readBlock(tag.inner).declares : [];
}

function expressionOf(tag: Tag): string {
  return tag.kind === 'output'
    ? tag.inner
    : readBlock(tag.inner).expression?.text ?? '';
}

/** Files that no step would ever take. */
function findOrphans(source: TemplateSource): Finding[] {
  const taken = new Set(
    source.skeletons.flatMap(({ files }) => files.map(({ path }) => path)),
  );
  return source.files
    .filter(({ path }) => path.startsWith('skeleton/') && !taken.has(path))
    .map(({ path }) => ({ where: path, message: 'No step renders this file' }));
}
