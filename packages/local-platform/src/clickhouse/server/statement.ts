import { ClickHouseException } from './errors';
import { isKeyword, quoteString, Token, tokenize } from './tokens';

/** A statement, as far as its way through this server depends on it. */
export type Statement = {
  /**
   * - `read` answers rows in a format
   * - `insert` takes rows in a format from behind its text
   * - `write` inserts what it selects itself
   * - `command` is everything else
   */
  kind: 'read' | 'insert' | 'write' | 'command';
  /** The text up to its last token, or up to its data. */
  sql: string;
  tokens: Token[];
  /** The format that it names itself. */
  format?: string;
  /** Where its data begins, for an insert. */
  dataStart?: number;
  /** Where the clause that names a pipe belongs. */
  pipeAt: number;
};

const READS = new Set([
  'SELECT',
  'WITH',
  'FROM',
  'VALUES',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'EXISTS',
  'CHECK',
]);

/** Finds out what a text asks for. Answers undefined for an empty one. */
export function parseStatement(text: string): Statement | undefined {
  const tokens: Token[] = [];
  let last: Token | undefined;
  for (const token of tokenize(text)) {
    if (last) {
      throw ClickHouseException.of(
        'SYNTAX_ERROR',
        'Syntax error (Multi-statements are not allowed): one statement per request.',
      );
    }
    if (token.kind === 'symbol' && token.text === ';') {
      last = token;
      continue;
    }
    tokens.push(token);
    const insert = endOfInsertHead(text, tokens);
    if (insert) {
      return insert;
    }
  }
  if (tokens.length === 0) {
    return undefined;
  }
  return withoutData(text.slice(0, tokens[tokens.length - 1].end), tokens);
}

function withoutData(sql: string, tokens: Token[]): Statement {
  const first = tokens.find(token => token.text !== '(');
  const keyword = first?.kind === 'word' ? first.text.toUpperCase() : '';
  if (keyword === 'INSERT' || (keyword === 'WITH' && insertsBelow(tokens))) {
    return { kind: 'write', sql, tokens, pipeAt: sql.length };
  }
  if (!READS.has(keyword)) {
    return { kind: 'command', sql, tokens, pipeAt: sql.length };
  }
  const clause = findFormat(tokens);
  return {
    kind: 'read',
    sql,
    tokens,
    format: clause?.name,
    pipeAt: clause?.start ?? sql.length,
  };
}

function insertsBelow(tokens: Token[]): boolean {
  const verb = tokens.find(
    token =>
      token.depth === 0 &&
      (isKeyword(token, 'SELECT') || isKeyword(token, 'INSERT')),
  );
  return isKeyword(verb, 'INSERT');
}

/** `FORMAT name`, at the end or before the last SETTINGS. */
function findFormat(
  tokens: Token[],
): { name: string; start: number } | undefined {
  for (let index = tokens.length - 2; index > 0; index--) {
    const token = tokens[index];
    if (isKeyword(token, 'FORMAT') && token.depth === 0) {
      const after = tokens[index + 2];
      return tokens[index + 1].kind === 'word' &&
        (after === undefined || isKeyword(after, 'SETTINGS'))
        ? { name: tokens[index + 1].text, start: token.start }
        : undefined;
    }
  }
  return undefined;
}

/** Recognises the token behind which the data of an INSERT stands. */
function endOfInsertHead(text: string, tokens: Token[]): Statement | undefined {
  if (!isKeyword(tokens[0], 'INSERT')) {
    return undefined;
  }
  const firstClause = isKeyword(tokens[1], 'INTO') ? 3 : 2;
  const clauses = tokens
    .slice(firstClause)
    .filter(token => token.depth === 0 && token.kind === 'word');
  if (
    clauses.some(
      token => isKeyword(token, 'SELECT') || isKeyword(token, 'WITH'),
    )
  ) {
    return undefined;
  }
  const token = tokens[tokens.length - 1];
  const before = tokens[tokens.length - 2];
  const isValues = clauses.includes(token) && isKeyword(token, 'VALUES');
  const isFormat =
    clauses.includes(before) &&
    isKeyword(before, 'FORMAT') &&
    token.kind === 'word';
  if (!isValues && !isFormat) {
    return undefined;
  }
  const settings = clauses.find(clause => isKeyword(clause, 'SETTINGS'));
  const clause = isFormat ? before : token;
  return {
    kind: 'insert',
    sql: text.slice(0, clause.start),
    tokens: [...tokens],
    format: isFormat ? token.text : 'Values',
    dataStart: skipToData(text, token.end),
    pipeAt: settings?.start ?? clause.start,
  };
}

/** Data begins behind the first line break, or behind the spaces where there is none. */
function skipToData(text: string, from: number): number {
  const match = /[ \t\f]*(?:\r?\n)?/y;
  match.lastIndex = from;
  match.exec(text);
  return match.lastIndex;
}

/** The statement with the pipe that its rows go through, and the mark to find it by among those that run. */
export function withPipe(
  statement: Statement,
  options: { pipe: string; mark: string; defaultFormat: string },
): string {
  const { sql, pipeAt } = statement;
  const { pipe, mark } = options;
  const format = statement.format ?? options.defaultFormat;
  const clause =
    statement.kind === 'insert'
      ? `FROM INFILE ${quoteString(pipe)} COMPRESSION 'none'`
      : `INTO OUTFILE ${quoteString(pipe)} APPEND COMPRESSION 'none'`;
  const before = sql.slice(0, pipeAt);
  const after = sql.slice(pipeAt);
  if (statement.kind === 'insert') {
    return `${before} ${clause} ${mark} ${after} FORMAT ${format}`;
  }
  return after === ''
    ? `${before} ${clause} ${mark} FORMAT ${format}`
    : `${before} ${clause} ${mark} ${after}`;
}

/** The statement with the mark alone. */
export function withMark(statement: Statement, mark: string): string {
  return `${statement.sql} ${mark}`;
}

/** Whether it is the question by which the supervisor asks for health, or a KILL: those wait for nobody. */
export function isUrgent({ tokens }: Statement): boolean {
  const words = tokens.map(token => token.text.toUpperCase());
  return (
    (words[0] === 'KILL' && words[1] === 'QUERY') ||
    words.join(' ') === 'SELECT 1'
  );
}
