import type { StateBlock } from 'markdown-it';

/** By how much the content of an admonition or a tab is indented. */
const contentIndent = 4;

/** The text of a line, without its indentation. */
export function lineText(state: StateBlock, line: number): string {
  return state.src
    .slice(state.bMarks[line] + state.tShift[line], state.eMarks[line])
    .trimEnd();
}

/** Whether a line is indented so far that CommonMark takes it for code. */
export function isCodeLine(state: StateBlock, line: number): boolean {
  return state.sCount[line] - state.blkIndent >= contentIndent;
}

/**
 * The line after the indented content that follows `markerLine`, blank lines
 * at its end left out.
 */
export function findContentEnd(
  state: StateBlock,
  markerLine: number,
  endLine: number,
): number {
  const indent = state.sCount[markerLine] + contentIndent;
  let end = markerLine + 1;
  for (let line = end; line < endLine; line++) {
    if (!state.isEmpty(line)) {
      if (state.sCount[line] < indent) {
        break;
      }
      end = line + 1;
    }
  }
  return end;
}

/** Parses the indented content between two lines as blocks of its own. */
export function tokenizeContent(
  state: StateBlock,
  markerLine: number,
  contentEnd: number,
): void {
  const { blkIndent, lineMax, parentType, tight } = state;
  state.blkIndent = state.sCount[markerLine] + contentIndent;
  state.lineMax = contentEnd;
  // No block rule may end this content early: none knows this parent.
  state.parentType = 'root';
  state.md.block.tokenize(state, markerLine + 1, contentEnd);
  Object.assign(state, { blkIndent, lineMax, parentType, tight });
}

/** Emits one line of Markdown as inline content. */
export function pushInline(
  state: StateBlock,
  content: string,
  line: number,
): void {
  const token = state.push('inline', '', 0);
  token.content = content;
  token.map = [line, line + 1];
  token.children = [];
}
