import { partsOf, type Sql } from '../sql/Sql';

const MAX_TABLES = 4;
const MAX_TEXT = 4_000;
// What a person wrote may hold values that are nobody else's business.
const LITERALS = /'(?:[^'\\]|\\[^])*'/g;

/**
 * What telemetry may know of a query: the text that stands in the source code, without values.
 */
export interface QueryDescription {
  operation: string;
  /** Operation and tables, the same for all runs of a query. */
  summary: string;
  text: string;
}

function textOf(query: Sql): string {
  return partsOf(query)
    .map(part => {
      if (typeof part === 'string') {
        return part;
      }
      return 'foreign' in part ? part.foreign.replace(LITERALS, '?') : '?';
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

export function describeQuery(query: Sql): QueryDescription {
  const text = textOf(query);
  const [first = ''] = text.match(/[A-Za-z]+/) ?? [];
  const operation = first.toLocaleUpperCase('en-US');
  const tables = [...text.matchAll(/\b(?:FROM|JOIN) ([A-Za-z_][\w.]*)/gi)].map(
    match => match[1],
  );
  return {
    operation: operation === 'WITH' ? 'SELECT' : operation,
    summary: [
      operation === 'WITH' ? 'SELECT' : operation,
      ...[...new Set(tables)].slice(0, MAX_TABLES),
    ].join(' '),
    text: text.slice(0, MAX_TEXT),
  };
}
