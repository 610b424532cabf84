import { HclError, Token, tokenize } from './tokenize';

/** `name = expression` */
export type Attribute = { name: string; line: number; value: Token[] };

/** `type "label" { … }` */
export type Block = {
  type: string;
  labels: string[];
  line: number;
  body: Body;
};

/** What stands in a file, or between the braces of a block. */
export type Body = { attributes: Attribute[]; blocks: Block[] };

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens.filter(({ kind }) => kind !== 'comment');
  }

  /** Up to the closing brace, or the end of the file. */
  readBody(): Body {
    const body: Body = { attributes: [], blocks: [] };
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.text === '}') {
        return body;
      }
      this.#at += 1;
      if (token.kind === 'newline') {
        continue;
      }
      if (token.kind !== 'identifier') {
        throw new HclError(token.line, `${token.text} is no name`);
      }
      if (this.#tokens[this.#at]?.text === '=') {
        this.#at += 1;
        const { text: name, line } = token;
        body.attributes.push({ name, line, value: this.#readExpression() });
      } else {
        body.blocks.push(this.#readBlock(token));
      }
    }
  }

  #readBlock({ text: type, line }: Token): Block {
    const labels: string[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      this.#at += 1;
      if (token?.kind === 'string' || token?.kind === 'identifier') {
        labels.push(token.text.replace(/^"|"$/g, ''));
      } else if (token?.text === '{') {
        const body = this.readBody();
        this.#at += 1;
        return { type, labels, line, body };
      } else {
        throw new HclError(line, `${type} is no block`);
      }
    }
  }

  #readExpression(): Token[] {
    const value: Token[] = [];
    let depth = 0;
    for (;;) {
      const token = this.#tokens[this.#at];
      const isEnd =
        depth === 0 && (token?.kind === 'newline' || token?.text === '}');
      if (!token || isEnd) {
        return value;
      }
      depth += OPENING.has(token.text) ? 1 : 0;
      depth -= CLOSING.has(token.text) ? 1 : 0;
      value.push(token);
      this.#at += 1;
    }
  }
}

/** The structure of an HCL file. Throws where there is none. */
export function parseHclBody(text: string): Body {
  const parser = new Parser(tokenize(text));
  return parser.readBody();
}
