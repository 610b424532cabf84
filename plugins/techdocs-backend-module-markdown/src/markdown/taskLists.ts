import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const checkbox = /^\[([ xX])\][ \t]+/;

function findList(tokens: Token[], itemIndex: number): Token | undefined {
  const { level } = tokens[itemIndex];
  for (let index = itemIndex - 1; index >= 0; index--) {
    const token = tokens[index];
    if (token.nesting === 1 && token.level === level - 1) {
      return token;
    }
  }
  return undefined;
}

function markTaskList(list: Token | undefined): void {
  if (list && list.attrGet('class') === null) {
    list.attrSet('class', 'task-list');
  }
}

function addTaskLists({ tokens, Token: TokenClass }: StateCore): void {
  tokens.forEach((token, index) => {
    const inline = tokens[index + 2];
    const first = inline?.children?.[0];
    if (
      token.type !== 'list_item_open' ||
      tokens[index + 1].type !== 'paragraph_open' ||
      first?.type !== 'text'
    ) {
      return;
    }
    const match = checkbox.exec(first.content);
    if (!match) {
      return;
    }
    const done = match[1] === ' ' ? '' : ' checked';
    const control = new TokenClass('html_inline', '', 0);
    control.content = `<label class="task-list-control"><input type="checkbox" disabled${done}><span class="task-list-indicator"></span></label> `;
    first.content = first.content.slice(match[0].length);
    inline.children?.unshift(control);
    token.attrJoin('class', 'task-list-item');
    markTaskList(findList(tokens, index));
  });
}

/** Turns `- [x]` into the check boxes that Material for MkDocs draws. */
export function taskLists(markdownIt: MarkdownIt): void {
  markdownIt.core.ruler.push('task_lists', addTaskLists);
}
