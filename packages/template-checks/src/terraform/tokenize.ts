/** A word of HCL, with where it stands. */
export type Token = {
  kind:
    | 'comment'
    | 'newline'
    | 'identifier'
    | 'number'
    | 'string'
    | 'heredoc'
    | 'punctuation';
  text: string;
  /** From 1. */
  line: number;
  /** From 0. */
  column: number;
  /** What stands in the `${…}` and `%{…}` of a string or heredoc. */
  parts: Token[];
};

/** Why a text is no HCL. */
export class HclError extends Error {
  readonly line: number;

  constructor(line: number, problem: string) {
    super(problem);
    this.name = 'HclError';
    this.line = line;
  }
}

const SPACE = /[ \t\r]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([A-Za-z_]\w*)\n/y;
const PUNCTUATION = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||[-~+*/%<>=!?:.,()[\]{}]/y;

class Tokenizer {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): Token[] {
    const tokens: Token[] = [];
    while (this.#at < this.#text.length) {
      const token = this.#next();
      if (token) {
        tokens.push(token);
      }
    }
    return tokens;
  }

  #next(): Token | undefined {
    if (this.#match(SPACE)) {
      this.#move(this.#match(SPACE));
      return undefined;
    }
    if (this.#text[this.#at] === '\n') {
      return this.#take('newline', 1);
    }
    if (this.#text[this.#at] === '"') {
      return this.#takeTemplate('string', 1, () =>
        this.#text[this.#at] === '"' ? 1 : 0,
      );
    }
    const heredoc = this.#match(HEREDOC);
    if (heredoc) {
      const end = new RegExp(`\\n[ \\t]*${heredoc[1]}(?=\\s|$)`, 'y');
      return this.#takeTemplate('heredoc', heredoc[0].length - 1, () => {
        end.lastIndex = this.#at;
        return end.exec(this.#text)?.[0].length ?? 0;
      });
    }
    const kinds: [Token['kind'], RegExp][] = [
      ['comment', COMMENT],
      ['identifier', IDENTIFIER],
      ['number', NUMBER],
      ['punctuation', PUNCTUATION],
    ];
    for (const [kind, pattern] of kinds) {
      const match = this.#match(pattern);
      if (match) {
        return this.#take(kind, match[0].length);
      }
    }
    throw new HclError(this.#line, 'unknown character');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #move(match: RegExpExecArray | null): void {
    this.#skip(match?.[0].length ?? 0);
  }

  #skip(length: number): void {
    for (const end = this.#at + length; this.#at < end; this.#at += 1) {
      if (this.#text[this.#at] === '\n') {
        this.#line += 1;
        this.#lineStart = this.#at + 1;
      }
    }
  }

  #take(kind: Token['kind'], length: number): Token {
    const token = this.#begin(kind);
    token.text = this.#text.slice(this.#at, this.#at + length);
    this.#skip(length);
    return token;
  }

  #begin(kind: Token['kind']): Token {
    const column = this.#at - this.#lineStart;
    return { kind, text: '', line: this.#line, column, parts: [] };
  }

  #takeTemplate(
    kind: 'string' | 'heredoc',
    opening: number,
    lengthOfEnd: () => number,
  ): Token {
    const token = this.#begin(kind);
    const start = this.#at;
    this.#skip(opening);
    while (!lengthOfEnd()) {
      if (this.#at >= this.#text.length) {
        throw new HclError(token.line, `the ${kind} has no end`);
      }
      const rest = this.#text.slice(this.#at, this.#at + 3);
      if (rest === '$${' || rest === '%%{') {
        this.#skip(3);
      } else if (/^[$%]\{/.test(rest)) {
        this.#skip(2);
        token.parts.push(...this.#readInterpolation());
      } else {
        this.#skip(kind === 'string' && rest.startsWith('\\') ? 2 : 1);
      }
    }
    this.#skip(lengthOfEnd());
    token.text = this.#text.slice(start, this.#at);
    return token;
  }

  #readInterpolation(): Token[] {
    const tokens: Token[] = [];
    for (let depth = 1; depth > 0; ) {
      if (this.#at >= this.#text.length) {
        throw new HclError(this.#line, '} is missing');
      }
      const token = this.#next();
      depth += token?.text === '{' ? 1 : 0;
      depth -= token?.text === '}' ? 1 : 0;
      if (token && depth > 0) {
        tokens.push(token);
      }
    }
    return tokens;
  }
}

/** Throws where the text is no HCL. */
export function tokenize(text: string): Token[] {
  return new Tokenizer(text).readAll();
}
