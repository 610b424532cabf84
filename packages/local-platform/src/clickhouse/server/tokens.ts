/** A piece of SQL that is neither space nor comment. */
export type Token = {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  /** As written; a quoted identifier without its quotes. */
  text: string;
  start: number;
  end: number;
  /** How many brackets are open around it. */
  depth: number;
};

const SPACE_OR_COMMENT =
  /(?:\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const WORD = /[A-Za-z_$\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*/uy;
const NUMBER = /\d[\w.]*/y;
const HEREDOC = /\$(\w*)\$[\s\S]*?\$\1\$/y;
const STRING = /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y;
const QUOTED =
  /"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|`(?:[^`\\]|\\[\s\S]|``)*(?:`|$)/y;

/** Splits SQL into tokens, one at a time, so that the data behind an INSERT is never looked at. */
export function* tokenize(sql: string): Generator<Token, undefined> {
  let depth = 0;
  let at = 0;
  while (at < sql.length) {
    at = matchAt(SPACE_OR_COMMENT, sql, at)?.end ?? at;
    if (at >= sql.length) {
      return;
    }
    const { kind, end } = next(sql, at);
    const text = sql.slice(at, end);
    if (kind === 'symbol' && /[)\]}]/.test(text)) {
      depth -= 1;
    }
    yield {
      kind,
      text: kind === 'quoted' ? text.slice(1, -1) : text,
      start: at,
      end,
      depth,
    };
    if (kind === 'symbol' && /[([{]/.test(text)) {
      depth += 1;
    }
    at = end;
  }
}

function next(sql: string, at: number): Pick<Token, 'kind' | 'end'> {
  const rules: [Token['kind'], RegExp][] = [
    ['string', HEREDOC],
    ['word', WORD],
    ['number', NUMBER],
    ['string', STRING],
    ['quoted', QUOTED],
  ];
  for (const [kind, pattern] of rules) {
    const match = matchAt(pattern, sql, at);
    if (match) {
      return { kind, end: match.end };
    }
  }
  return { kind: 'symbol', end: at + 1 };
}

function matchAt(
  pattern: RegExp,
  sql: string,
  at: number,
): { end: number } | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(sql);
  return match && match[0] !== '' ? { end: pattern.lastIndex } : undefined;
}

/** Whether a token is this keyword; quoted identifiers never are. */
export function isKeyword(token: Token | undefined, keyword: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === keyword;
}

/** A literal that the engine reads back as exactly this text. */
export function quoteString(text: string): string {
  return `'${text.replace(/[\\']/g, character => `\\${character}`)}'`;
}

/** An identifier that the engine reads back as exactly this name. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, character => `\\${character}`)}\``;
}
