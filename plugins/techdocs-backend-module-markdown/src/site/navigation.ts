import { InputError } from '@backstage/errors';
import { posix } from 'node:path';
import type { NavigationEntry } from './navigationConfig';
import { comparePaths } from './sourceFiles';
import type { Page, SourceFile } from './types';

/** One line of the site's navigation. */
export type NavigationNode =
  | { kind: 'page'; title: string; page: Page }
  | { kind: 'file'; title: string; path: string }
  | { kind: 'link'; title: string; url: string }
  | { kind: 'section'; title: string; nodes: NavigationNode[] };

/** What `nav` may name. */
interface Targets {
  docsDir: string;
  pages: Map<string, Page>;
  files: Set<string>;
}

function resolveEntry(
  entry: NavigationEntry,
  targets: Targets,
): NavigationNode {
  if (entry.kind === 'link') {
    return entry;
  }
  if (entry.kind === 'section') {
    const nodes = entry.entries.map(child => resolveEntry(child, targets));
    return { kind: 'section', title: entry.title, nodes };
  }
  const path = posix.normalize(entry.path);
  const page = targets.pages.get(path);
  if (page) {
    return { kind: 'page', title: entry.title ?? page.title, page };
  }
  if (targets.files.has(path)) {
    const title = entry.title ?? posix.basename(path);
    return { kind: 'file', title, path };
  }
  throw new InputError(
    `${entry.at} names ${entry.path}, which does not exist in ${targets.docsDir}`,
  );
}

function sectionTitle(folder: string): string {
  const title = folder.replace(/[-_]+/g, ' ');
  return title === title.toLowerCase()
    ? title.charAt(0).toUpperCase() + title.slice(1)
    : title;
}

/** Pages of a folder first, its index before the others, then its folders. */
function arrange(pages: Page[], depth: number): NavigationNode[] {
  const here: Page[] = [];
  const folders = new Map<string, Page[]>();
  for (const page of pages) {
    const parts = page.path.split('/');
    if (parts.length === depth + 1) {
      here.push(page);
    } else {
      const folder = folders.get(parts[depth]) ?? [];
      folders.set(parts[depth], [...folder, page]);
    }
  }
  const isIndex = (page: Page) =>
    page.url.split('/').length === page.path.split('/').length;
  here.sort(
    (a, b) =>
      Number(isIndex(b)) - Number(isIndex(a)) || comparePaths(a.path, b.path),
  );
  return [
    ...here.map(
      (page): NavigationNode => ({ kind: 'page', title: page.title, page }),
    ),
    ...[...folders]
      .sort(([a], [b]) => comparePaths(a, b))
      .map(
        ([folder, content]): NavigationNode => ({
          kind: 'section',
          title: sectionTitle(folder),
          nodes: arrange(content, depth + 1),
        }),
      ),
  ];
}

/**
 * Builds the navigation: as `nav` says, or else from the files.
 *
 * @throws InputError when `nav` names a file that does not exist
 */
export function resolveNavigation(
  docsDir: string,
  entries: NavigationEntry[] | undefined,
  pages: Page[],
  files: SourceFile[],
): NavigationNode[] {
  if (entries === undefined) {
    return arrange(pages, 0);
  }
  const targets = {
    docsDir,
    pages: new Map(pages.map(page => [page.path, page])),
    files: new Set(files.map(({ path }) => path)),
  };
  return entries.map(entry => resolveEntry(entry, targets));
}

/** The pages in the order in which a reader turns them. */
export function pagesInOrder(nodes: NavigationNode[]): Page[] {
  const pages = nodes.flatMap(node => {
    if (node.kind === 'section') {
      return pagesInOrder(node.nodes);
    }
    return node.kind === 'page' ? [node.page] : [];
  });
  return [...new Set(pages)];
}
