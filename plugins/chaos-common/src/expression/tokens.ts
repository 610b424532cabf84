import { ExpressionError } from './ExpressionError';

/** A word of an expression. */
export type Token = {
  kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  /** As it means: what stands between quotes, without its escapes. */
  value: string;
  /** Where it begins, from 1. */
  column: number;
};

const WORDS = new Set([
  ...['or', 'and', 'not', 'in'],
  ...['matches', 'contains', 'startsWith', 'endsWith'],
]);
const SPACE = /\s+/y;
const NUMBER = /\d[\d_]*(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const OPERATOR = /\.\.|\|\||&&|[=!<>]=|[<>!()[\],?:-]/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
};

/** The words of an expression, and its end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  for (take(SPACE); at < text.length; take(SPACE)) {
    tokens.push(nextToken(text, at, take));
  }
  return [...tokens, { kind: 'end', value: '', column: text.length + 1 }];
}

function nextToken(
  text: string,
  start: number,
  take: (pattern: RegExp) => string | undefined,
): Token {
  const column = start + 1;
  const number = take(NUMBER);
  if (number !== undefined) {
    return { kind: 'number', value: number.replaceAll('_', ''), column };
  }
  const name = take(NAME);
  if (name !== undefined) {
    return { kind: WORDS.has(name) ? 'operator' : 'name', value: name, column };
  }
  const operator = take(OPERATOR);
  if (operator !== undefined) {
    return { kind: 'operator', value: operator, column };
  }
  const quoted = take(TEXT);
  if (quoted !== undefined) {
    return { kind: 'text', value: unescaped(quoted, column), column };
  }
  throw new ExpressionError(
    /["']/.test(text[start])
      ? 'a text has no end'
      : `${JSON.stringify(text[start])} cannot stand here`,
    column,
  );
}

function unescaped(quoted: string, column: number): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, letter: string, offset: number) => {
      // Of the two quotes, only the one that it stands in is escaped.
      if (letter === quoted[0]) {
        return letter;
      }
      if (!Object.hasOwn(ESCAPES, letter)) {
        throw new ExpressionError(
          `there is no escape \\${letter}; a backslash is written \\\\`,
          column + offset + 1,
        );
      }
      return ESCAPES[letter];
    });
}
