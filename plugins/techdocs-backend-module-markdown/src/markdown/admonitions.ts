import type { MarkdownIt, StateBlock } from 'markdown-it';
import {
  findContentEnd,
  isCodeLine,
  lineText,
  pushInline,
  tokenizeContent,
} from './indentedBlocks';

/** `!!! note "Title"`, `??? note` (closed) and `???+ note` (open). */
const marker = /^(!!!|\?\?\?\+?)\s*([\w-]+(?: +[\w-]+)*)?(?:\s*"(.*)")?$/;

interface Admonition {
  collapsible: boolean;
  open: boolean;
  classes: string;
  /** Empty for none. */
  title: string;
}

function parseMarker(text: string): Admonition | undefined {
  const match = marker.exec(text);
  if (!match) {
    return undefined;
  }
  const [, kind, classes = '', title] = match;
  if (!classes && title === undefined) {
    return undefined;
  }
  const [type = ''] = classes.split(' ');
  return {
    collapsible: kind !== '!!!',
    open: kind === '???+',
    classes: classes.toLowerCase(),
    title: title ?? type.charAt(0).toUpperCase() + type.slice(1),
  };
}

function pushBox(state: StateBlock, box: Admonition, line: number) {
  const tag = box.collapsible ? 'details' : 'div';
  const open = state.push('admonition_open', tag, 1);
  const kind = box.collapsible ? '' : 'admonition';
  open.attrs = [['class', [kind, box.classes].filter(Boolean).join(' ')]];
  if (box.open) {
    open.attrs.push(['open', '']);
  }
  // A details element without a summary would show the browser's own word.
  if (box.title || box.collapsible) {
    const titleTag = box.collapsible ? 'summary' : 'p';
    const title = state.push('admonition_title_open', titleTag, 1);
    title.attrs = box.collapsible ? null : [['class', 'admonition-title']];
    pushInline(state, box.title || 'Details', line);
    state.push('admonition_title_close', titleTag, -1);
  }
}

function admonition(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const box = isCodeLine(state, startLine)
    ? undefined
    : parseMarker(lineText(state, startLine));
  if (!box) {
    return false;
  }
  if (silent) {
    return true;
  }
  const contentEnd = findContentEnd(state, startLine, endLine);
  pushBox(state, box, startLine);
  tokenizeContent(state, startLine, contentEnd);
  state.push('admonition_close', box.collapsible ? 'details' : 'div', -1);
  state.line = contentEnd;
  return true;
}

/** Adds admonitions, plain and collapsible, in Material for MkDocs' markup. */
export function admonitions(markdownIt: MarkdownIt): void {
  markdownIt.block.ruler.before('fence', 'admonition', admonition, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}
