import { TerraformType } from './schemas';
import { Token } from './tokenize';

/** The part of an expression that can be known without evaluating it. */
export type Literal =
  | { kind: 'string' | 'number' | 'bool'; text: string; line: number }
  | { kind: 'list'; items: Literal[]; line: number }
  | { kind: 'object'; entries: [key: string, Literal][]; line: number }
  | { kind: 'unknown'; line: number };

/** What an expression says literally. */
export function literalOf(tokens: readonly Token[]): Literal {
  const words = tokens.filter(({ kind }) => kind !== 'newline');
  const [first, second] = words;
  const line = first?.line ?? 0;
  const last = words.at(-1);
  if (words.length === 1) {
    return literalWord(first);
  }
  if (words.length === 2 && first.text === '-' && second.kind === 'number') {
    return { kind: 'number', text: `-${second.text}`, line };
  }
  const isWhole = closingOf(words) === words.length - 1;
  const isFor = second?.text === 'for';
  if (isWhole && !isFor && first?.text === '[' && last?.text === ']') {
    const items = split(insideOf(tokens)).map(literalOf);
    return { kind: 'list', items, line };
  }
  if (isWhole && !isFor && first?.text === '{' && last?.text === '}') {
    return { kind: 'object', entries: entriesOf(tokens), line };
  }
  return { kind: 'unknown', line };
}

/** Why a literal cannot be of a type, with the line. */
export function findTypeProblems(
  literal: Literal,
  type: TerraformType,
): { line: number; message: string }[] {
  if (literal.kind === 'unknown' || type === 'dynamic') {
    return [];
  }
  const wrong = (wanted: string) => [
    { line: literal.line, message: `wants ${wanted}` },
  ];
  if (typeof type === 'string') {
    return fitsPrimitive(literal, type) ? [] : wrong(`a ${type}`);
  }
  if ('list' in type || 'set' in type) {
    const element = 'list' in type ? type.list : type.set;
    return literal.kind === 'list'
      ? literal.items.flatMap(item => findTypeProblems(item, element))
      : wrong('a list');
  }
  if (literal.kind !== 'object') {
    return wrong('an object');
  }
  if ('map' in type) {
    return literal.entries.flatMap(([, value]) =>
      findTypeProblems(value, type.map),
    );
  }
  const given = new Set(literal.entries.map(([key]) => key));
  return [
    ...literal.entries.flatMap(([key, value]) => {
      const attribute = type.object[key];
      return attribute
        ? findTypeProblems(value, attribute.type)
        : [{ line: value.line, message: `has no ${key}` }];
    }),
    ...Object.entries(type.object)
      .filter(([key, { required }]) => required && !given.has(key))
      .map(([key]) => ({ line: literal.line, message: `needs ${key}` })),
  ];
}

function fitsPrimitive(
  literal: Literal,
  type: 'string' | 'number' | 'bool',
): boolean {
  if (literal.kind === 'list' || literal.kind === 'object') {
    return false;
  }
  const text = 'text' in literal ? literal.text : '';
  switch (type) {
    case 'number':
      return literal.kind === 'number' || /^-?\d+(\.\d+)?$/.test(text);
    case 'bool':
      return /^(true|false)$/.test(text);
    default:
      return true;
  }
}

function literalWord(token: Token): Literal {
  const { line, text, kind, parts } = token;
  if (kind === 'number') {
    return { kind, text, line };
  }
  if (kind === 'string') {
    const isPlain = parts.length === 0;
    return isPlain ? { kind, text: text.slice(1, -1), line } : unknown(token);
  }
  return /^(true|false)$/.test(text)
    ? { kind: 'bool', text, line }
    : unknown(token);
}

function unknown({ line }: Token): Literal {
  return { kind: 'unknown', line };
}

function depthChange({ text }: Token): number {
  const change = /^[)\]}]$/.test(text) ? -1 : 0;
  return /^[([{]$/.test(text) ? 1 : change;
}

/** Where the bracket that opens the words closes. */
export function closingOf(words: readonly Token[]): number {
  let depth = 0;
  return words.findIndex(token => {
    depth += depthChange(token);
    return depth === 0;
  });
}

/** At commas, and at line ends where they separate. */
export function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += depthChange(token);
    if (depth === 0 && (token.text === ',' || token.kind === 'newline')) {
      parts.push([]);
    } else {
      parts[parts.length - 1].push(token);
    }
  }
  return parts.filter(part => part.some(({ kind }) => kind !== 'newline'));
}

/** Line ends included, which separate the entries of objects. */
export function insideOf(tokens: readonly Token[]): Token[] {
  const open = tokens.findIndex(token => depthChange(token) > 0);
  const close = tokens.findLastIndex(token => depthChange(token) < 0);
  return tokens.slice(open + 1, close);
}

function entriesOf(tokens: readonly Token[]): [string, Literal][] {
  return split(insideOf(tokens)).map(part => {
    const [key] = part.filter(({ kind }) => kind !== 'newline');
    const value = part.slice(
      1 + part.findIndex(({ text }) => text === '=' || text === ':'),
    );
    return [key.text.replace(/^"|"$/g, ''), literalOf(value)];
  });
}
