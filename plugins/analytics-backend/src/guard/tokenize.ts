import { InputError } from '@backstage/errors';

/** A piece of SQL, as far as the guard tells pieces apart. */
export type SqlToken =
  | { kind: 'word' | 'name' | 'text' | 'symbol' | 'space'; text: string }
  | { kind: 'parameter'; text: string; name: string; type: string };

// Sticky, and tried in this order. What none of them takes is refused, so this
// lexer and that of ClickHouse cannot see different things: no comments reach
// the server, no heredocs, no Unicode quotes, no second statement.
const RULES: [RegExp, SqlToken['kind'] | 'comment' | 'refused'][] = [
  [/[ \t\r\n]+/y, 'space'],
  [/--[^\n]*/y, 'comment'],
  [/\/\*(?:(?!\/\*|\*\/)[^])*\*\//y, 'comment'],
  [/\/\*/y, 'refused'],
  [/'(?:[^'\\\0]|\\[^\0]|'')*'/y, 'text'],
  // What the printed tree adds to a name cannot stand in one.
  [
    /`(?:(?!\((?:alias|children) )[^`\\\p{Cc}])+`|"(?:(?!\((?:alias|children) )[^"\\\p{Cc}])+"/uy,
    'name',
  ],
  [
    /\{\s*[A-Za-z_]\w*(?:\s*:[^{}'"`]*(?:'[\w/+-]*'[^{}'"`]*)*)?\}/y,
    'parameter',
  ],
  [/[A-Za-z_0-9][A-Za-z_0-9]*/y, 'word'],
  [/[()[\],.*+\-/%=<>!?:|&^]/y, 'symbol'],
];
const PARAMETER = /^\{\s*(\w+)\s*(?::\s*([^]*?)\s*)?\}$/;

/** What `{from}` and its like are, when the text does not say. */
const TYPES: Record<string, string> = {
  tenant: 'String',
  from: 'DateTime64(3)',
  to: 'DateTime64(3)',
  step: 'UInt32',
  text: 'String',
};

const NAMES: Record<string, string> = {
  ';': 'a semicolon: one statement, without its end',
  $: 'a dollar sign: write text in single quotes',
  '#': 'a # comment: write -- instead',
  '{': 'a brace that is no parameter such as {name:String}',
  '"': 'a quote that is not closed, or a name with a backslash',
  '`': 'a quote that is not closed, or a name with a backslash',
  "'": 'a quote that is not closed',
  '/': 'a comment that is not closed, or one in another',
};

function refuse(problem: string, text: string, at: number): never {
  const line = text.slice(0, at).split('\n').length;
  throw new InputError(`The SQL has ${problem} (line ${line})`);
}

function parameterOf(text: string): SqlToken {
  const [, name = '', written = ''] = PARAMETER.exec(text) ?? [];
  const type = written || (Object.hasOwn(TYPES, name) ? TYPES[name] : '');
  if (type === '') {
    throw new InputError(
      `The parameter {${name}} of the SQL needs a type, such as {${name}:String}`,
    );
  }
  return { kind: 'parameter', text, name, type };
}

/**
 * Takes SQL apart, without its comments.
 *
 * @throws InputError that says what cannot stand in a query, and in which line
 */
export function tokenize(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    let length = 0;
    for (const [pattern, kind] of RULES) {
      pattern.lastIndex = at;
      const [match] = pattern.exec(text) ?? [];
      if (match === undefined) {
        continue;
      }
      length = match.length;
      if (kind === 'refused') {
        length = 0;
      } else if (kind === 'parameter') {
        tokens.push(parameterOf(match));
      } else {
        tokens.push(
          kind === 'comment'
            ? { kind: 'space', text: ' ' }
            : { kind, text: match },
        );
      }
      break;
    }
    if (length === 0) {
      const [sign = ''] = text.slice(at);
      refuse(
        NAMES[sign] ??
          `a character that cannot stand there: ${JSON.stringify(sign)}`,
        text,
        at,
      );
    }
    at += length;
  }
  return tokens;
}
