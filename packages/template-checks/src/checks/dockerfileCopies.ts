import { minimatch } from 'minimatch';
import { posix } from 'node:path';
import { Finding, RenderedFiles } from '../types';

const COPY = /^\s*COPY\s+(.*)$/i;
const FLAG = /^--/;
/** From another stage, or another image. */
const FROM = /^--from=/i;

type Instruction = { line: number; written: string };

/**
 * What a Dockerfile copies is in the folder that it is built from, its own, and
 * `.dockerignore` lets it in. What it copies by a variable is not known here.
 */
export function checkCopies(
  path: string,
  text: string,
  { files }: RenderedFiles,
): Finding[] {
  const folder = posix.dirname(path);
  const within = folder === '.' ? '' : `${folder}/`;
  const context = files
    .filter(file => file.path.startsWith(within))
    .map(file => ({ ...file, path: file.path.slice(within.length) }));
  const ignore = context.find(file => file.path === '.dockerignore');
  const isIgnored = readIgnore(ignore?.content.toString('utf8') ?? '');

  return readCopies(text).flatMap(({ line, sources }) =>
    sources
      .filter(source => !/\$|^<</.test(source))
      .flatMap(source => {
        const copied = context.filter(file => isOf(file.path, source));
        const problem =
          copied.length === 0
            ? 'is copied and not rendered'
            : 'is copied, and .dockerignore leaves it out';
        return copied.some(file => !isIgnored(file.path))
          ? []
          : [{ where: `${path}:${line}`, message: `${source} ${problem}` }];
      }),
  );
}

/** The sources of each COPY out of the folder. */
function readCopies(text: string): { line: number; sources: string[] }[] {
  return readInstructions(text).flatMap(({ line, written }) => {
    const words = COPY.exec(written)?.[1]?.trim().split(/\s+/) ?? [];
    const isFromElsewhere = words.some(word => FROM.test(word));
    const paths = readPaths(words.filter(word => !FLAG.test(word)).join(' '));
    return isFromElsewhere ? [] : [{ line, sources: paths.slice(0, -1) }];
  });
}

/** Words, or a list of strings, which is for names with spaces. */
function readPaths(written: string): string[] {
  return written.startsWith('[')
    ? [...written.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
    : written.split(' ');
}

/** Each with its first line; it goes on behind a backslash, past comments. */
function readInstructions(text: string): Instruction[] {
  const instructions: Instruction[] = [];
  let open: Instruction | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*#/.test(line)) {
      continue;
    }
    const { line: first, written } = open ?? { line: index + 1, written: '' };
    const part = line.replace(/\\\s*$/, '');
    const joined = { line: first, written: `${written} ${part}` };
    open = part === line ? undefined : joined;
    if (!open) {
      instructions.push(joined);
    }
  }
  return instructions;
}

/** A file by its path or by a folder that it is in, as Docker takes both. */
function isOf(path: string, pattern: string): boolean {
  const wanted = posix.normalize(pattern).replace(/^\/|\/$/g, '');
  return (
    wanted === '.' ||
    wanted === '' ||
    parentsOf(path).some(each => minimatch(each, wanted, { dot: true }))
  );
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/** The last of its patterns that is true of a file decides. */
function readIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  return path =>
    patterns.reduce((isOut, pattern) => {
      const isException = pattern.startsWith('!');
      const wanted = isException ? pattern.slice(1) : pattern;
      return isOf(path, wanted) ? !isException : isOut;
    }, false);
}
