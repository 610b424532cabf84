import { isChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import ignore, { type Ignore } from 'ignore';
import { promises as fs, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { SiteLimits } from '../config';
import type { SiteLogger, SourceFile } from './types';

/** What to read, and how much of it at most. */
export interface SourceOptions {
  inputDir: string;
  docsDir: string;
  /** Patterns in the form of a `.gitignore`. */
  excludeDocs: string;
  limits: SiteLimits;
  logger: SiteLogger;
}

const pageExtensions = /\.(?:md|markdown)$/i;

/** Whether a file becomes a page rather than being copied. */
export function isPageFile(path: string): boolean {
  return pageExtensions.test(path);
}

/** Byte order, so that a site looks the same whatever the machine's locale. */
export function comparePaths(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** Walks the documentation folder within its bounds. */
class SourceWalk {
  readonly files: SourceFile[] = [];
  private totalBytes = 0;
  private readonly excluded: Ignore;

  constructor(private readonly options: SourceOptions) {
    // MkDocs leaves out dot files too, unless exclude_docs says otherwise.
    this.excluded = ignore().add('.*').add(options.excludeDocs);
  }

  async walk(folder: string): Promise<void> {
    const { inputDir, docsDir } = this.options;
    const directory = join(inputDir, docsDir, folder);
    const entries = await fs.readdir(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => comparePaths(a.name, b.name))) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      await this.visit(entry, path, join(directory, entry.name));
    }
  }

  private async visit(entry: Dirent, path: string, absolutePath: string) {
    if (this.excluded.ignores(entry.isDirectory() ? `${path}/` : path)) {
      return;
    }
    if (entry.isDirectory()) {
      await this.walk(path);
    } else if (entry.isSymbolicLink()) {
      await this.visitLink(path, absolutePath);
    } else if (entry.isFile()) {
      await this.add(path, absolutePath);
    }
  }

  private async visitLink(path: string, absolutePath: string) {
    const { inputDir, docsDir, logger } = this.options;
    const name = join(docsDir, path);
    const target = await fs.realpath(absolutePath).catch(() => undefined);
    if (target === undefined) {
      logger.warn(`${name} is a symbolic link to nothing, skipped`);
      return;
    }
    if (!isChildPath(inputDir, target)) {
      throw new NotAllowedError(
        `${name} is a symbolic link that leaves the documentation's directory`,
      );
    }
    if ((await fs.stat(target)).isFile()) {
      await this.add(path, target);
    } else {
      logger.warn(`${name} is a symbolic link to a folder, skipped`);
    }
  }

  private async add(path: string, absolutePath: string) {
    const { docsDir, limits } = this.options;
    const { size } = await fs.stat(absolutePath);
    const limit = isPageFile(path) ? limits.pageBytes : limits.fileBytes;
    if (size > limit) {
      throw new InputError(
        `${join(docsDir, path)} has ${size} bytes, the limit is ${limit}`,
      );
    }
    this.totalBytes += size;
    if (this.totalBytes > limits.totalBytes) {
      throw new InputError(
        `${docsDir} holds more than ${limits.totalBytes} bytes, which is the limit of a documentation site`,
      );
    }
    this.files.push({ path, absolutePath, size });
    if (this.files.length > limits.files) {
      throw new InputError(
        `${docsDir} holds more than ${limits.files} files, which is the limit of a documentation site`,
      );
    }
  }
}

/**
 * Lists the files of the documentation folder.
 *
 * @throws InputError when the folder is missing or over a limit,
 * NotAllowedError when a symbolic link leaves the input directory
 */
export async function listSourceFiles(
  options: SourceOptions,
): Promise<SourceFile[]> {
  const { inputDir, docsDir } = options;
  const folder = await fs.stat(join(inputDir, docsDir)).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new InputError(
      `No documentation folder: create "${docsDir}" with an index.md in it, or name another folder as docs_dir in mkdocs.yml`,
    );
  }
  const walk = new SourceWalk(options);
  await walk.walk('');
  return walk.files;
}
