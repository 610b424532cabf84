import { InputError } from '@backstage/errors';
import { tokenize, type SqlToken } from './tokenize';

/** SQL that can be wrapped without breaking out, and what is known of it before it is parsed. */
export type QueryText = {
  tokens: SqlToken[];
  /** The parameters it names, with their types. */
  parameters: { name: string; type: string }[];
  /** The names that it gives to queries of its own: `WITH name AS (…)`. */
  ownTables: Set<string>;
};

const REFUSED: Record<string, string> = {
  SETTINGS: 'the limits and the tenant are settings',
  FORMAT: 'the answer has a format of its own',
  OUTFILE: 'a query cannot write',
  INFILE: 'a query cannot read files',
  INTO: 'a query cannot write',
  APPLY: 'the functions of APPLY cannot be checked: write them out',
  EXPLAIN: 'ask for an estimate instead',
};

const OPENING = '([';
const CLOSING = ')]';

function checkBalance(tokens: SqlToken[]): void {
  const open: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind === 'symbol' && OPENING.includes(text)) {
      open.push(CLOSING[OPENING.indexOf(text)]);
    } else if (kind === 'symbol' && CLOSING.includes(text)) {
      if (open.pop() !== text) {
        throw new InputError(`The SQL has a ${text} that closes nothing`);
      }
    }
  }
  if (open.length > 0) {
    throw new InputError(`The SQL lacks a ${open.pop()}`);
  }
}

function nameOf({ kind, text }: SqlToken): string | undefined {
  if (kind === 'name') {
    return text.slice(1, -1);
  }
  return kind === 'word' ? text : undefined;
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

/**
 * Reads SQL far enough to hand it to ClickHouse's parser.
 *
 * @throws InputError when it is not one SELECT, or holds what no query may
 */
export function readQueryText(text: string): QueryText {
  const tokens = tokenize(text);
  const solid = tokens.filter(({ kind }) => kind !== 'space');
  const first = solid.find(token => token.text !== '(');
  if (!isWord(first, 'SELECT') && !isWord(first, 'WITH')) {
    throw new InputError(
      'The SQL has to be one query that begins with SELECT or WITH; nothing else is run',
    );
  }
  for (const { kind, text: word } of solid) {
    const upper = word.toUpperCase();
    if (kind === 'word' && Object.hasOwn(REFUSED, upper)) {
      throw new InputError(
        `The SQL must not have ${upper}: ${REFUSED[upper]}. A column of this name is written "${word}"`,
      );
    }
  }
  checkBalance(solid);

  const parameters = new Map<string, string>();
  const ownTables = new Set<string>();
  solid.forEach((token, index) => {
    if (token.kind === 'parameter') {
      const known = parameters.get(token.name) ?? token.type;
      if (known.replace(/\s/g, '') !== token.type.replace(/\s/g, '')) {
        throw new InputError(
          `The parameter {${token.name}} of the SQL has two types: ${known} and ${token.type}`,
        );
      }
      parameters.set(token.name, token.type);
    }
    const name = nameOf(token);
    if (
      name !== undefined &&
      isWord(solid[index + 1], 'AS') &&
      solid[index + 2]?.text === '('
    ) {
      ownTables.add(name);
    }
  });
  return {
    tokens,
    parameters: [...parameters].map(([name, type]) => ({ name, type })),
    ownTables,
  };
}
