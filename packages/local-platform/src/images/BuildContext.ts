import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, matchesGlob } from 'node:path';
import { orUndefined } from '../git/server/store/files';

/** What never belongs to the sources of a service. */
const NEVER = new Set(['node_modules', '.git', 'dist']);

/**
 * What a build gets to see of a folder: its files, except for those that its
 * `.dockerignore` keeps away, and its Dockerfile.
 */
export class BuildContext {
  readonly folder: string;
  readonly dockerfile: string | undefined;
  /** Of the names and contents of all of it. */
  readonly digest: string;
  readonly #files: Map<string, Buffer>;

  private constructor(
    folder: string,
    dockerfile: string | undefined,
    digest: string,
    files: Map<string, Buffer>,
  ) {
    this.folder = folder;
    this.dockerfile = dockerfile;
    this.digest = digest;
    this.#files = files;
  }

  static async read(folder: string): Promise<BuildContext> {
    const ignore = parseRules(await readText(join(folder, '.dockerignore')));
    const dockerfile = await readText(join(folder, 'Dockerfile'));
    const paths = (await listFiles(folder, ''))
      .filter(path => !isIgnored(path, ignore))
      .sort();
    const files = new Map<string, Buffer>();
    const sum = createHash('sha256').update(dockerfile ?? '');
    for (const path of paths) {
      const content = await readFile(join(folder, path));
      files.set(path, content);
      sum.update(`\0${path}\0${content.length}\0`).update(content);
    }
    return new BuildContext(folder, dockerfile, sum.digest('hex'), files);
  }

  /** Writes what was read, whatever became of the folder since. */
  async writeTo(target: string): Promise<void> {
    for (const [path, content] of this.#files) {
      const file = join(target, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}

type Rule = { pattern: string; keeps: boolean };

function parseRules(text = ''): Rule[] {
  return text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({
      keeps: line.startsWith('!'),
      pattern: line.replace(/^!?\/?/, '').replace(/\/$/, ''),
    }));
}

/** As Docker does it: the last rule that matches a file, or a folder it is in, decides. */
function isIgnored(path: string, rules: Rule[]): boolean {
  const segments = path.split('/');
  const names = segments.map((_, index) =>
    segments.slice(0, index + 1).join('/'),
  );
  const last = rules.findLast(({ pattern }) =>
    names.some(name => matchesGlob(showDots(name), showDots(pattern))),
  );
  return last !== undefined && !last.keeps;
}

/** For Docker, a `*` stands for names that begin with a dot, too; for Node it does not. */
function showDots(path: string): string {
  return path.replace(/(^|\/)\./g, '$1dot:');
}

async function listFiles(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async entry => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        return NEVER.has(entry.name) ? [] : await listFiles(folder, path);
      }
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

async function readText(file: string): Promise<string | undefined> {
  return await orUndefined(readFile(file, 'utf8'));
}
