import { Token, tokenize } from './tokenize';

/** A line of code: its words without comments. */
type Line = { number: number; words: Token[]; text: string };

const OPENING = /^[([{]$/;
const CLOSING = /^[)\]}]$/;

/** The lines that `terraform fmt` would write otherwise, with the reason. */
export function findFormatProblems(
  text: string,
): { line: number; message: string }[] {
  const lines = readLines(text);
  const blanks = text
    .split('\n')
    .flatMap((line, index) =>
      /[ \t]$/.test(line)
        ? [{ line: index + 1, message: 'There is blank space at the end' }]
        : [],
    );
  return [
    ...blanks,
    ...findIndentation(lines),
    ...findAlignment(lines),
    ...lines.flatMap(findSpacing),
  ].sort((a, b) => a.line - b.line);
}

/** The lines that begin with a word; not those inside a heredoc. */
function readLines(text: string): Line[] {
  const texts = text.split('\n');
  const lines = new Map<number, Line>();
  for (const token of tokenize(text)) {
    if (token.kind !== 'newline') {
      const line = lines.get(token.line) ?? {
        number: token.line,
        words: [],
        text: texts[token.line - 1],
      };
      line.words.push(token);
      lines.set(token.line, line);
    }
  }
  return [...lines.values()];
}

function bracketsOf(words: readonly Token[]): number {
  return words.reduce((sum, { text }) => {
    const change = CLOSING.test(text) ? -1 : 0;
    return sum + (OPENING.test(text) ? 1 : change);
  }, 0);
}

/** Two spaces for each line that opened more than it closed. */
function findIndentation(
  lines: readonly Line[],
): { line: number; message: string }[] {
  const levels: number[] = [];
  return lines.flatMap(({ number, words }) => {
    const brackets = bracketsOf(words);
    for (let closed = -brackets; closed > 0 && levels.length > 0; ) {
      const level = levels.pop() ?? 0;
      if (level > closed) {
        levels.push(level - closed);
      }
      closed -= level;
    }
    const wanted = levels.length * 2;
    if (brackets > 0) {
      levels.push(brackets);
    }
    return words[0].column === wanted
      ? []
      : [{ line: number, message: `The line has to be indented by ${wanted}` }];
  });
}

/** Where the `=` of a line stands that is a whole assignment. */
function assignmentOf({ words }: Line): number {
  const index = words.findIndex(({ text }, at) => at > 0 && text === '=');
  return index > 0 && bracketsOf(words.slice(index)) === 0 ? index : -1;
}

/** The `=` of lines that follow each other stand below each other. */
function findAlignment(
  lines: readonly Line[],
): { line: number; message: string }[] {
  const chains: Line[][] = [[]];
  for (const line of lines) {
    const chain = chains[chains.length - 1];
    const last = chain.at(-1);
    const follows = !last || last.number + 1 === line.number;
    if (assignmentOf(line) < 0) {
      chains.push([]);
    } else if (follows) {
      chain.push(line);
    } else {
      chains.push([line]);
    }
  }
  return chains.flatMap(chain => {
    const endOf = (line: Line) => {
      const before = line.words[assignmentOf(line) - 1];
      return before.column + before.text.length;
    };
    const column = Math.max(...chain.map(endOf)) + 1;
    return chain
      .filter(line => line.words[assignmentOf(line)].column !== column)
      .map(({ number }) => ({
        line: number,
        message: `The = has to stand in column ${column + 1}`,
      }));
  });
}

/** No double spaces, none before a comma, one after it and around = and braces. */
function findSpacing(line: Line): { line: number; message: string }[] {
  const assignment = assignmentOf(line);
  const isWrong = line.words.some((word, index) => {
    const next = line.words[index + 1];
    if (!next || next.line !== word.line || index + 1 === assignment) {
      return false;
    }
    const gap = next.column - word.column - word.text.length;
    const isEmpty = OPENING.test(word.text) && CLOSING.test(next.text);
    if (next.text === ',' || isEmpty) {
      return gap !== 0;
    }
    const needs =
      /^[{,=]$/.test(word.text) || next.text === '}' || next.text === '=';
    return needs ? gap !== 1 : gap > 1;
  });
  return isWrong
    ? [
        {
          line: line.number,
          message: 'The spaces are not as terraform fmt wants',
        },
      ]
    : [];
}
