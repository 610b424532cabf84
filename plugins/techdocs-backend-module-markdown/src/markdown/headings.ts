import type { Token } from 'markdown-it';
import { IdRegistry, slugify } from './slugs';

/** A heading of a page. */
export interface Heading {
  level: number;
  id: string;
  title: string;
  /** The id by which the author may link to it, where that is another one. */
  wantedId: string;
}

const textTypes = new Set(['text', 'code_inline', 'image']);

/** What inline content reads like without its markup. */
export function plainText(children: Token[]): string {
  return children
    .map(child => {
      if (textTypes.has(child.type)) {
        return child.content;
      }
      return child.type === 'softbreak' || child.type === 'hardbreak'
        ? ' '
        : '';
    })
    .join('')
    .trim();
}

/** Gives every heading an id, unique on its page. */
export function identifyHeadings(tokens: Token[]): Heading[] {
  const ids = new IdRegistry([]);
  return tokens.flatMap((open, index) => {
    const children = tokens[index + 1]?.children;
    if (open.type !== 'heading_open' || !children) {
      return [];
    }
    const title = plainText(children);
    const wantedId = String(open.attrGet('id') ?? slugify(title));
    const id = ids.claim(wantedId);
    open.attrSet('id', id);
    return [{ level: Number(open.tag.slice(1)), id, title, wantedId }];
  });
}
