import { type ExplorerSchema } from '@shop-platform/backstage-plugin-analytics-common';

/** A word that may be meant. */
export type Completion = {
  text: string;
  kind: 'table' | 'column' | 'function' | 'keyword';
  detail?: string;
};

const KEYWORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP BY',
  'ORDER BY',
  'LIMIT',
  'HAVING',
  'WITH',
  'JOIN',
  'LEFT JOIN',
  'DESC',
  'DISTINCT',
  'INTERVAL',
];
const MOST = 8;
const WORD = /[A-Za-z_][\w.]*$/;

/** All words that there are, tables first. */
export function completionsOf(schema: ExplorerSchema): Completion[] {
  const columns = new Map<string, Completion>();
  for (const table of schema.tables) {
    for (const { name, type } of table.columns) {
      columns.set(name, { text: name, kind: 'column', detail: type });
    }
  }
  return [
    ...schema.tables.map(
      ({ name, comment }): Completion => ({
        text: name,
        kind: 'table',
        detail: comment,
      }),
    ),
    ...columns.values(),
    ...KEYWORDS.map((text): Completion => ({ text, kind: 'keyword' })),
    ...schema.functions.map(
      (text): Completion => ({
        text,
        kind: 'function',
      }),
    ),
  ];
}

/** The word before the cursor, and those that it may become. */
export function completeAt(
  sql: string,
  cursor: number,
  words: readonly Completion[],
): { word: string; completions: Completion[] } {
  const word = WORD.exec(sql.slice(0, cursor))?.[0] ?? '';
  const begun = word.toLowerCase();
  const completions =
    word.length < 2
      ? []
      : words
          .filter(({ text }) => {
            const known = text.toLowerCase();
            return known.startsWith(begun) && known !== begun;
          })
          .slice(0, MOST);
  return { word, completions };
}

/** The text with the word before the cursor replaced, and where the cursor is then. */
export function applyCompletion(
  sql: string,
  cursor: number,
  chosen: { word: string; text: string },
): { sql: string; cursor: number } {
  const start = cursor - chosen.word.length;
  return {
    sql: `${sql.slice(0, start)}${chosen.text}${sql.slice(cursor)}`,
    cursor: start + chosen.text.length,
  };
}
