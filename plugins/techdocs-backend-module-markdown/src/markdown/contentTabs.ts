import type { MarkdownIt, StateBlock, Token } from 'markdown-it';
import {
  findContentEnd,
  isCodeLine,
  lineText,
  pushInline,
  tokenizeContent,
} from './indentedBlocks';

/** `=== "Title"`, and `===! "Title"` for the first tab of a new set. */
const marker = /^===([!+]{0,2})\s*"(.+)"$/;
const setCount = Symbol('tab sets on this page');

interface Tab {
  title: string;
  line: number;
  contentEnd: number;
}

function parseTab(
  state: StateBlock,
  line: number,
  endLine: number,
): (Tab & { startsSet: boolean }) | undefined {
  if (line >= endLine || isCodeLine(state, line)) {
    return undefined;
  }
  const match = marker.exec(lineText(state, line));
  return match
    ? {
        title: match[2],
        line,
        contentEnd: findContentEnd(state, line, endLine),
        startsSet: match[1].includes('!'),
      }
    : undefined;
}

function parseTabs(state: StateBlock, startLine: number, endLine: number) {
  const tabs: Tab[] = [];
  let tab = parseTab(state, startLine, endLine);
  while (tab) {
    tabs.push(tab);
    const next = parseTab(state, state.skipEmptyLines(tab.contentEnd), endLine);
    const sameSet =
      next &&
      !next.startsSet &&
      state.sCount[next.line] === state.sCount[startLine];
    tab = sameSet ? next : undefined;
  }
  return tabs;
}

function pushElement(
  state: StateBlock,
  tag: string,
  attributes: Token['attrs'],
  content: () => void,
): void {
  state.push(`tab_${tag}_open`, tag, 1).attrs = attributes;
  content();
  state.push(`tab_${tag}_close`, tag, -1);
}

function pushSwitches(state: StateBlock, tabs: Tab[], set: number): void {
  tabs.forEach((_, index) => {
    const input = state.push('tab_input', 'input', 0);
    input.attrs = [
      ['id', `__tabbed_${set}_${index + 1}`],
      ['name', `__tabbed_${set}`],
      ['type', 'radio'],
    ];
    if (index === 0) {
      input.attrs.unshift(['checked', 'checked']);
    }
  });
  pushElement(state, 'div', [['class', 'tabbed-labels']], () => {
    tabs.forEach((tab, index) => {
      const target = `__tabbed_${set}_${index + 1}`;
      pushElement(state, 'label', [['for', target]], () =>
        pushInline(state, tab.title, tab.line),
      );
    });
  });
}

function pushTabs(state: StateBlock, tabs: Tab[]): void {
  const set = Number(state.env[setCount] ?? 0) + 1;
  state.env[setCount] = set;
  const attributes: Token['attrs'] = [
    ['class', 'tabbed-set tabbed-alternate'],
    ['data-tabs', `${set}:${tabs.length}`],
  ];
  pushElement(state, 'div', attributes, () => {
    pushSwitches(state, tabs, set);
    pushElement(state, 'div', [['class', 'tabbed-content']], () => {
      for (const { line, contentEnd } of tabs) {
        pushElement(state, 'div', [['class', 'tabbed-block']], () =>
          tokenizeContent(state, line, contentEnd),
        );
      }
    });
  });
}

function contentTab(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const tabs = parseTabs(state, startLine, endLine);
  const last = tabs[tabs.length - 1];
  if (!last) {
    return false;
  }
  if (!silent) {
    pushTabs(state, tabs);
    state.line = last.contentEnd;
  }
  return true;
}

/** Adds content tabs in the markup of PyMdown's alternate style. */
export function contentTabs(markdownIt: MarkdownIt): void {
  markdownIt.block.ruler.before('fence', 'content_tab', contentTab, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}
