import type { Token } from 'markdown-it';

/** What stands between the braces of an attribute list. */
export interface AttributeList {
  classes: string[];
  attributes: Map<string, string>;
}

const item =
  /#([\w:-]+)|\.([\w-]+)|([\w:-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))/y;

/**
 * Reads `.class #id key="value"`.
 *
 * @returns `undefined` when anything else is among it: then the braces are
 * the author's text
 */
export function parseAttributeList(text: string): AttributeList | undefined {
  const list: AttributeList = { classes: [], attributes: new Map() };
  const source = text.trim();
  item.lastIndex = 0;
  while (item.lastIndex < source.length) {
    const match = item.exec(source);
    if (!match) {
      return undefined;
    }
    const [, id, className, key, ...values] = match;
    if (id !== undefined) {
      list.attributes.set('id', id);
    } else if (className !== undefined) {
      list.classes.push(className);
    } else {
      list.attributes.set(key, values.find(value => value !== undefined) ?? '');
    }
    while (source[item.lastIndex] === ' ') {
      item.lastIndex += 1;
    }
  }
  return source ? list : undefined;
}

function apply(list: AttributeList, token: Token): void {
  for (const className of list.classes) {
    token.attrJoin('class', className);
  }
  for (const [name, value] of list.attributes) {
    token.attrSet(name, value);
  }
}

const inlineTargets = new Set(['image', 'code_inline']);

/** The token that opens the element which `children[index]` ends. */
function findInlineTarget(children: Token[], index: number): Token | undefined {
  const last = children[index];
  if (last === undefined || inlineTargets.has(last.type)) {
    return last;
  }
  if (last.nesting !== -1) {
    return undefined;
  }
  return children
    .slice(0, index)
    .reverse()
    .find(token => token.nesting === 1 && token.level === last.level);
}

function applyInline(children: Token[]): void {
  children.forEach((child, index) => {
    const match =
      child.type === 'text' && /^\{:?([^{}\n]*)\}/.exec(child.content);
    const target = match ? findInlineTarget(children, index - 1) : undefined;
    const list = match && target ? parseAttributeList(match[1]) : undefined;
    if (match && target && list) {
      apply(list, target);
      child.content = child.content.slice(match[0].length);
    }
  });
}

/** `## Title { #id }`: a list at the end of a heading is the heading's. */
function applyToHeading(open: Token, children: Token[]): void {
  const last = children[children.length - 1];
  const match =
    last?.type === 'text' && /\s*\{:?([^{}]*)\}\s*$/.exec(last.content);
  const list = match ? parseAttributeList(match[1]) : undefined;
  if (match && list) {
    apply(list, open);
    last.content = last.content.slice(0, match.index);
  }
}

/** `{: .class }` on the last line of a paragraph is the paragraph's. */
function applyToParagraph(open: Token, children: Token[]): void {
  const last = children[children.length - 1];
  const lineBreak = children[children.length - 2];
  const match =
    last?.type === 'text' && /^\{:([^{}]*)\}\s*$/.exec(last.content);
  const list =
    match && lineBreak?.type === 'softbreak'
      ? parseAttributeList(match[1])
      : undefined;
  if (list) {
    apply(list, open);
    children.splice(-2);
  }
}

/** Moves attribute lists out of the text and onto the elements they follow. */
export function applyAttributeLists(tokens: Token[]): void {
  tokens.forEach((token, index) => {
    const open = tokens[index - 1];
    if (token.type !== 'inline' || !token.children || !open) {
      return;
    }
    if (open.type === 'paragraph_open') {
      applyToParagraph(open, token.children);
    }
    applyInline(token.children);
    if (open.type === 'heading_open') {
      applyToHeading(open, token.children);
    }
  });
}
