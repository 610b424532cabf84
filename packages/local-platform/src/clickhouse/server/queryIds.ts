import { Statement } from './statement';

/**
 * The engine numbers its statements itself. What the client calls them stands
 * in a comment of each one's text, where KILL QUERY and system.processes find it.
 */
export function markOf(queryId: string): string {
  return `/*query_id:${encodeURIComponent(queryId).replace(/\*/g, '%2A')}*/`;
}

const CLIENTS_ID =
  "decodeURLComponent(extract(query, '/[*]query_id:([^*]*)[*]/'))";

/** Lets `query_id` mean the client's name for a statement where it asks for those that run. */
export function withClientIds(statement: Statement): Statement {
  const { kind, sql, tokens, pipeAt } = statement;
  const words = tokens.map(token => token.text.toLowerCase());
  const isKill = words[0] === 'kill' && words[1] === 'query';
  const isList =
    kind === 'read' &&
    words.some(
      (word, index) =>
        word === 'processes' &&
        words[index - 1] === '.' &&
        words[index - 2] === 'system',
    );
  if (!isKill && !isList) {
    return statement;
  }
  const replacement = isKill
    ? `(${CLIENTS_ID})`
    : `(${CLIENTS_ID} AS query_id)`;
  let rewritten = '';
  let from = 0;
  let movedPipe = pipeAt;
  for (const [index, token] of tokens.entries()) {
    if (words[index] === 'query_id' && words[index - 1] !== '.') {
      rewritten += sql.slice(from, token.start) + replacement;
      from = token.end;
      if (token.end <= pipeAt) {
        movedPipe += replacement.length - (token.end - token.start);
      }
    }
  }
  return { ...statement, sql: rewritten + sql.slice(from), pipeAt: movedPipe };
}
