import { posix } from 'node:path';
import { validate } from 'dockerfile-utils';
import { Finding, RenderedFiles } from '../types';
import { checkCopies } from './dockerfileCopies';
import { whole } from './lines';

const FROM = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i;
const USER = /^\s*USER\s+(\S+)/i;

/** A Dockerfile builds by its syntax, from fixed images and files that are there, for a user that is not root. */
export function checkDockerfile(rendered: RenderedFiles): Finding[] {
  return rendered.files
    .filter(({ path }) => posix.basename(path) === 'Dockerfile')
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      const problems = validate(text).map(({ range, message }) => ({
        where: `${path}:${range.start.line + 1}`,
        message: typeof message === 'string' ? message : message.value,
      }));
      return [
        ...problems,
        ...checkStages(path, text.split('\n')),
        ...checkCopies(path, text, rendered),
      ];
    });
}

function checkStages(path: string, lines: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const stages = new Set<string>();
  let user: string | undefined;
  // Who says for whom the last image runs, or should.
  let decided = whole(path);
  for (const [index, line] of lines.entries()) {
    const where = `${path}:${index + 1}`;
    const [, image, stage] = FROM.exec(line) ?? [];
    if (image) {
      const isStage = stages.has(image.toLowerCase());
      // A stage that builds on another keeps its user.
      user = isStage ? user : undefined;
      decided = user === undefined ? where : decided;
      if (!isStage && !isFixed(image)) {
        findings.push({ where, message: `${image} needs a version` });
      }
      stages.add((stage ?? '').toLowerCase());
    }
    const [, named] = USER.exec(line) ?? [];
    if (named) {
      user = named;
      decided = where;
    }
  }
  const isRoot = user === undefined || /^(root|0)(:|$)/.test(user);
  return isRoot
    ? [...findings, { where: decided, message: 'The image runs as root' }]
    : findings;
}

function isFixed(image: string): boolean {
  return (
    image === 'scratch' ||
    image.includes('$') ||
    /@sha256:[0-9a-f]{64}$/.test(image) ||
    /:(?!latest$)[^/:]+$/.test(image)
  );
}
