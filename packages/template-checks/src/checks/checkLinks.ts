import MarkdownIt from 'markdown-it';
import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';
import { describeMissingLink } from './missingLink';

const markdown = new MarkdownIt();
const EXTERNAL = /^([a-z][a-z0-9+.-]*:|\/\/|#)/i;

const mkdocsSchema = z.looseObject({
  docs_dir: z.string().default('docs'),
  nav: z.unknown(),
});

/** Links between the rendered files lead somewhere. */
export function checkLinks(rendered: RenderedFiles): Finding[] {
  const paths = new Set(rendered.files.map(({ path }) => path));
  const exists = (path: string) =>
    paths.has(path) ||
    [...paths].some(other => other.startsWith(`${path.replace(/\/$/, '')}/`));

  const pages = rendered.files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, content }) =>
      readLinks(content.toString('utf8')).map(link => ({
        where: path,
        target: posix.join(posix.dirname(path), link),
      })),
    );
  return [...pages, ...readNavigation(rendered)]
    .filter(({ target }) => target !== '.' && !exists(target))
    .map(({ where, target }) => ({
      where,
      message: describeMissingLink(target),
    }));
}

function readLinks(text: string): string[] {
  return markdown
    .parse(text, {})
    .flatMap(token => token.children ?? [])
    .flatMap(token => [token.attrGet('href'), token.attrGet('src')])
    .flatMap(link =>
      typeof link === 'string' && link && !EXTERNAL.test(link)
        ? [decode(link.replace(/[?#].*$/, ''))]
        : [],
    );
}

/** As it is, where its escapes are no UTF-8: no such file is there then. */
function decode(link: string): string {
  try {
    return decodeURI(link);
  } catch {
    return link;
  }
}

function readNavigation(
  rendered: RenderedFiles,
): { where: string; target: string }[] {
  return readDocuments(rendered)
    .documents.filter(({ path }) => /^mkdocs\.ya?ml$/.test(path))
    .flatMap(({ path, value }) => {
      const { data } = mkdocsSchema.safeParse(value);
      return textsOf(data?.nav)
        .filter(page => !EXTERNAL.test(page))
        .map(page => ({
          where: path,
          target: posix.join(data?.docs_dir ?? 'docs', page),
        }));
    });
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value !== null && typeof value === 'object'
    ? Object.values(value).flatMap(textsOf)
    : [];
}
