import { type DashboardLabels } from '@shop-platform/backstage-plugin-analytics-common';
import { toText } from './answer';
import { textOf } from './text';

/** What columns and their values are called in the language of the reader. */
export type PanelWords = {
  column(name: string): string;
  value(column: string | undefined, cell: unknown): string;
};

/** Columns and values that have no label are called what the query calls them. */
export function wordsOf(
  labels: DashboardLabels | undefined,
  locale: string,
): PanelWords {
  const columns = new Map(Object.entries(labels?.columns ?? {}));
  const values = new Map(
    Object.entries(labels?.values ?? {}).map(([column, texts]) => [
      column,
      new Map(Object.entries(texts)),
    ]),
  );
  return {
    column: name => {
      const label = columns.get(name);
      return label === undefined ? name : textOf(label, locale);
    },
    value: (column, cell) => {
      const text = toText(cell);
      const label =
        column === undefined ? undefined : values.get(column)?.get(text);
      return label === undefined ? text : textOf(label, locale);
    },
  };
}
