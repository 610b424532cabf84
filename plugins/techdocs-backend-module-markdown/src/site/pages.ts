import { InputError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { splitFrontMatter } from '../markdown/frontMatter';
import { parseMarkdown } from '../markdown/parseMarkdown';
import { mapInBatches } from './mapInBatches';
import { isPageFile } from './sourceFiles';
import type { Page, SiteLogger, SourceFile } from './types';

const indexNames = ['index.md', 'index.markdown', 'README.md', 'readme.md'];

/** Where the pages are read from. */
export interface PageOptions {
  inputDir: string;
  docsDir: string;
  pageBytes: number;
  logger: SiteLogger;
}

function isIndex(path: string): boolean {
  return indexNames.includes(posix.basename(path));
}

/** `guide/setup.md` becomes `guide/setup/`, an index its folder's address. */
export function pageUrl(path: string): string {
  const folder = posix.dirname(path);
  const parts = folder === '.' ? [] : folder.split('/');
  if (!isIndex(path)) {
    parts.push(posix.basename(path, posix.extname(path)));
  }
  return parts.map(part => `${part}/`).join('');
}

function titleFromName(path: string): string {
  const name = isIndex(path)
    ? basename(dirname(path))
    : posix.basename(path, posix.extname(path));
  const title = name === '.' ? 'Home' : name.replace(/[-_]+/g, ' ').trim();
  return title === title.toLowerCase()
    ? title.charAt(0).toUpperCase() + title.slice(1)
    : title;
}

async function readPage(file: string, source: SourceFile): Promise<Page> {
  const text = await fs.readFile(source.absolutePath, 'utf8');
  const { frontMatter, content } = splitFrontMatter(file, text);
  const markdown = parseMarkdown(content);
  const heading = markdown.headings.find(({ level }) => level === 1);
  return {
    path: source.path,
    file,
    url: pageUrl(source.path),
    title: frontMatter.title ?? (heading?.title || titleFromName(source.path)),
    isRootReadme: false,
    hidden: frontMatter.hide,
    markdown,
  };
}

/** Leaves out a README beside an index, as MkDocs does. */
function chooseSources(
  files: SourceFile[],
  { docsDir, logger }: PageOptions,
): SourceFile[] {
  const chosen = new Map<string, SourceFile>();
  for (const file of files.filter(({ path }) => isPageFile(path))) {
    const url = pageUrl(file.path);
    const rival = chosen.get(url);
    if (rival === undefined) {
      chosen.set(url, file);
    } else if (isIndex(rival.path) && isIndex(file.path)) {
      const [first, second] = [rival, file].sort(
        (a, b) => indexRank(a.path) - indexRank(b.path),
      );
      chosen.set(url, first);
      logger.warn(
        `${join(docsDir, second.path)} is ignored: ${
          first.path
        } is the index of its folder`,
      );
    } else {
      throw new InputError(
        `${join(docsDir, rival.path)} and ${
          file.path
        } would become the same page, ${url}: rename one`,
      );
    }
  }
  return [...chosen.values()];
}

function indexRank(path: string): number {
  return indexNames.indexOf(posix.basename(path));
}

/** TechDocs falls back on the README beside `mkdocs.yml`. */
async function readRootReadme({
  inputDir,
  pageBytes,
}: PageOptions): Promise<Page | undefined> {
  for (const name of ['README.md', 'readme.md']) {
    const absolutePath = join(inputDir, name);
    const status = await fs.lstat(absolutePath).catch(() => undefined);
    if (status?.isFile() && status.size <= pageBytes) {
      const source = { path: 'index.md', absolutePath, size: status.size };
      return { ...(await readPage(name, source)), isRootReadme: true };
    }
  }
  return undefined;
}

/**
 * Reads and parses the pages of a site.
 *
 * @throws InputError when there is no page to start from, or two pages want
 * the same address
 */
export async function readPages(
  files: SourceFile[],
  options: PageOptions,
): Promise<Page[]> {
  const { docsDir, logger } = options;
  const pages = await mapInBatches(chooseSources(files, options), source =>
    readPage(join(docsDir, source.path), source),
  );
  if (!pages.some(({ url }) => url === '')) {
    const readme = await readRootReadme(options);
    if (!readme) {
      throw new InputError(
        `No start page: create ${join(docsDir, 'index.md')} or ${join(
          docsDir,
          'README.md',
        )}`,
      );
    }
    logger.warn(
      `${join(docsDir, 'index.md')} not found, ${
        readme.file
      } is the start page`,
    );
    pages.unshift(readme);
  }
  return pages;
}
