import { InputError } from '@backstage/errors';

/** A `${{ … }}` or `{% … %}` of a template. */
export type Tag = {
  kind: 'output' | 'block';
  /** What stands between the delimiters, dashes of whitespace control excluded. */
  inner: string;
  /** Where `inner` begins in the template. */
  offset: number;
  line: number;
};

/** A name in an expression, with the properties that are read from it. */
export type Reference = { root: string; path: string[] };

const OPENINGS = /\$\{\{-?|\{%-?|\{#/g;
const RAW_BLOCK = /^\s*(raw|verbatim)\s*$/;
const TOKENS =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|\S/g;
const WORDS = new Set(
  'and or not in is if else true false none null undefined'.split(' '),
);

/** The tags of a template in their order; what is raw or a comment has none. */
export function readTags(source: string): Tag[] {
  const tags: Tag[] = [];
  let position = 0;
  for (;;) {
    OPENINGS.lastIndex = position;
    const opening = OPENINGS.exec(source);
    if (!opening) {
      return tags;
    }
    const offset = opening.index + opening[0].length;
    const line = lineOf(source, opening.index);
    if (opening[0] === '{#') {
      position = endOf(source, offset, '#}', line) + 2;
      continue;
    }
    const kind = opening[0].startsWith('$') ? 'output' : 'block';
    const closing = kind === 'output' ? '}}' : '%}';
    const end = endOfExpression(source, offset, closing, line);
    const inner = source.slice(offset, end).replace(/-$/, '');
    position = end + closing.length;

    const raw = kind === 'block' ? RAW_BLOCK.exec(inner)?.[1] : undefined;
    if (raw) {
      position = endOfRaw(source, position, raw, line);
    } else {
      tags.push({ kind, inner, offset, line });
    }
  }
}

/** The names that an expression reads, filters and tests excluded. */
export function readReferences(expression: string): Reference[] {
  const tokens = expression.match(TOKENS) ?? [];
  const references: Reference[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    if (isReference(tokens, index)) {
      references.push({
        root: tokens[index],
        path: readPath(tokens, index + 1),
      });
    }
  }
  return references;
}

/** The filters that an expression applies. */
export function readFilters(expression: string): string[] {
  const tokens = expression.match(TOKENS) ?? [];
  return tokens.filter(
    (token, index) => isName(token) && tokens[index - 1] === '|',
  );
}

export function isName(token: string | undefined): token is string {
  return token !== undefined && /^[A-Za-z_$]/.test(token);
}

function isReference(tokens: readonly string[], index: number): boolean {
  const before = tokens[index - 1];
  const isTest =
    before === 'is' || (before === 'not' && tokens[index - 2] === 'is');
  const isKey = tokens[index + 1] === ':' || isKeyword(tokens, index);
  return (
    isName(tokens[index]) &&
    !WORDS.has(tokens[index]) &&
    before !== '.' &&
    before !== '|' &&
    !isTest &&
    !isKey
  );
}

/** `name=value` among a call's arguments. */
function isKeyword(tokens: readonly string[], index: number): boolean {
  return (
    tokens[index + 1] === '=' &&
    tokens[index + 2] !== '=' &&
    ['(', ','].includes(tokens[index - 1])
  );
}

function readPath(tokens: readonly string[], start: number): string[] {
  const path: string[] = [];
  let index = start;
  for (;;) {
    if (tokens[index] === '.' && isName(tokens[index + 1])) {
      path.push(tokens[index + 1]);
      index += 2;
    } else if (
      tokens[index] === '[' &&
      /^["']/.test(tokens[index + 1]) &&
      tokens[index + 2] === ']'
    ) {
      path.push(tokens[index + 1].slice(1, -1));
      index += 3;
    } else {
      return path;
    }
  }
}

function lineOf(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

function endOf(
  source: string,
  from: number,
  closing: string,
  line: number,
): number {
  const end = source.indexOf(closing, from);
  if (end < 0) {
    throw new InputError(`Line ${line}: ${closing} is missing`);
  }
  return end;
}

/** Delimiters within strings do not count. */
function endOfExpression(
  source: string,
  from: number,
  closing: string,
  line: number,
): number {
  let quote: string | undefined;
  for (let position = from; position < source.length; position += 1) {
    const character = source[position];
    if (quote) {
      if (character === '\\') {
        position += 1;
      } else if (character === quote) {
        quote = undefined;
      }
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (source.startsWith(closing, position)) {
      return position;
    }
  }
  throw new InputError(`Line ${line}: ${closing} is missing`);
}

function endOfRaw(
  source: string,
  from: number,
  name: string,
  line: number,
): number {
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  end.lastIndex = from;
  if (!end.exec(source)) {
    throw new InputError(`Line ${line}: end${name} is missing`);
  }
  return end.lastIndex;
}
