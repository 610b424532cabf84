import type { Token } from 'markdown-it';
import { posix } from 'node:path';
import type { Page, SourceFile } from './types';
import { decodePath, relativeUrl } from './urls';

const outside = /^(?:[a-z][a-z0-9+.-]*:|\/|\?|$)/i;

function hasAnchor(page: Page, anchor: string): boolean {
  return (
    page.markdown.headings.some(({ id }) => id === anchor) ||
    page.markdown.tokens.some(token => carriesId(token, anchor))
  );
}

function carriesId(token: Token, id: string): boolean {
  return (
    token.attrGet('id') === id ||
    (token.type.startsWith('html_') &&
      (token.content.includes(`id="${id}"`) ||
        token.content.includes(`name="${id}"`))) ||
    (token.children ?? []).some(child => carriesId(child, id))
  );
}

/** Turns links between files into links between pages. */
export class LinkResolver {
  private readonly pagesByFile: Map<string, Page>;
  private readonly pagesByUrl: Map<string, Page>;
  private readonly files: Set<string>;

  constructor(
    private readonly docsDir: string,
    pages: Page[],
    files: SourceFile[],
  ) {
    this.pagesByFile = new Map(pages.map(page => [page.file, page]));
    this.pagesByUrl = new Map(pages.map(page => [page.url, page]));
    this.files = new Set(files.map(({ path }) => path));
  }

  /**
   * Rewrites the links and images of a page in place.
   *
   * @returns what is wrong with them, in words
   */
  rewrite(page: Page): string[] {
    const problems: string[] = [];
    const visit = (token: Token) => {
      const attribute = token.type === 'image' ? 'src' : 'href';
      const address = token.attrGet(attribute);
      if (
        (token.type === 'link_open' || token.type === 'image') &&
        address !== null
      ) {
        const { url, problem } = this.resolve(page, String(address));
        token.attrSet(attribute, url);
        problems.push(...(problem ? [problem] : []));
      }
      token.children?.forEach(visit);
    };
    page.markdown.tokens.forEach(visit);
    return problems;
  }

  private resolve(
    from: Page,
    address: string,
  ): { url: string; problem?: string } {
    const [, path, rest, hash] =
      /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address) ?? [];
    if (path === '' && hash) {
      return this.resolveAnchor(from, from, '', hash);
    }
    if (path === undefined || outside.test(address)) {
      return { url: address };
    }
    const target = this.findTarget(from, decodePath(path));
    if (target === undefined) {
      return { url: address, problem: `broken link to ${address}` };
    }
    if (typeof target === 'string') {
      const url = relativeUrl(from.url, target);
      return { url: `${url}${rest ?? ''}${hash ?? ''}` };
    }
    const url = `${relativeUrl(from.url, target.url)}${rest ?? ''}`;
    return this.resolveAnchor(from, target, url, hash ?? '');
  }

  private resolveAnchor(from: Page, target: Page, url: string, hash: string) {
    const anchor = decodePath(hash.slice(1));
    const heading = target.markdown.headings.find(
      ({ wantedId }) => wantedId === anchor,
    );
    if (heading) {
      return { url: `${url}#${heading.id}` };
    }
    const known = !anchor || hasAnchor(target, anchor);
    // Footnotes and the like get their ids while rendering.
    const checkable = !anchor.includes(':');
    const name = target === from ? 'this page' : target.file;
    return known || !checkable
      ? { url: `${url}${hash}` }
      : {
          url: `${url}${hash}`,
          problem: `link to #${anchor}, which ${name} does not have`,
        };
  }

  /** A page, or the path of a file that is copied. */
  private findTarget(from: Page, path: string): Page | string | undefined {
    const file = posix.join(posix.dirname(from.file), path);
    const inDocs = posix.relative(this.docsDir, file);
    return (
      this.pagesByFile.get(file) ??
      (this.files.has(inDocs) ? inDocs : undefined) ??
      this.pagesByUrl.get(inDocs === '' ? '' : `${inDocs}/`)
    );
  }
}
