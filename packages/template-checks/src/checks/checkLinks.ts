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
      readLinks(content.toString('utf8')).map(({ line, link }) => ({
        place: () => `${path}:${line}`,
        target: posix.join(posix.dirname(path), link),
      })),
    );
  return [...pages, ...readNavigation(rendered)]
    .filter(({ target }) => target !== '.' && !exists(target))
    .map(({ place, target }) => ({
      where: place(),
      message: describeMissingLink(target),
    }));
}

function readLinks(text: string): { line: number; link: string }[] {
  let first = 1;
  return markdown.parse(text, {}).flatMap(token => {
    // Cells of a table do not say their line: its row has said it.
    first = token.map ? token.map[0] + 1 : first;
    let line = first;
    return (token.children ?? []).flatMap(child => {
      line += /^(?:soft|hard)break$/.test(child.type) ? 1 : 0;
      return [child.attrGet('href'), child.attrGet('src')].flatMap(link =>
        typeof link === 'string' && link && !EXTERNAL.test(link)
          ? [{ line, link: decode(link.replace(/[?#].*$/, '')) }]
          : [],
      );
    });
  });
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
): { place: () => string; target: string }[] {
  return readDocuments(rendered)
    .documents.filter(({ path }) => /^mkdocs\.ya?ml$/.test(path))
    .flatMap(({ value, at }) => {
      const { data } = mkdocsSchema.safeParse(value);
      return textsOf(data?.nav, ['nav'])
        .filter(({ text }) => !EXTERNAL.test(text))
        .map(({ text, keys }) => ({
          place: () => at(keys),
          target: posix.join(data?.docs_dir ?? 'docs', text),
        }));
    });
}

function textsOf(
  value: unknown,
  keys: readonly string[],
): { text: string; keys: readonly string[] }[] {
  if (typeof value === 'string') {
    return [{ text: value, keys }];
  }
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, item]) =>
        textsOf(item, [...keys, key]),
      )
    : [];
}
