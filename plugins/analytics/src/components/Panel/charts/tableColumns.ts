import {
  type DashboardFormat,
  type DashboardPanelOf,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DataTableColumn } from '@shop-platform/ui-kit';
import {
  type Answer,
  cellReader,
  isDayType,
  isNumberType,
  toDate,
  toQuantity,
  toText,
} from '../../../model/answer';
import { formatsOf } from '../../../model/formats';
import { currenciesOf } from '../../../model/series';
import { textOf } from '../../../model/text';
import { type PanelWords } from '../../../model/words';

/** A column of a table, as its file has it. */
export type TableColumn = NonNullable<
  DashboardPanelOf<'table'>['columns']
>[number];

/**
 * The columns that are shown. Amounts in several currencies bring the column of
 * their currency along, so that a file of them can still be read.
 */
export function shownColumns(
  panel: DashboardPanelOf<'table'>,
  answer: Answer,
): readonly TableColumn[] {
  const shown: TableColumn[] =
    panel.columns ?? answer.columns.map(({ name }) => ({ name }));
  const missing = shown.flatMap(({ format }) => {
    const own = format ?? panel.format;
    const column = own?.currencyColumn;
    return column !== undefined &&
      currenciesOf(answer, own).length > 1 &&
      !shown.some(({ name }) => name === column)
      ? [column]
      : [];
  });
  return [...shown, ...[...new Set(missing)].map(name => ({ name }))];
}

type WritingOptions = {
  answer: Answer;
  /** Of columns that have none of their own. */
  format?: DashboardFormat;
  locale: string;
  words: PanelWords;
};

/** How a column is called and its cells are written; amounts by the currency of their row. */
export function writtenColumn(
  column: TableColumn,
  options: WritingOptions,
): DataTableColumn {
  const { answer, locale, words } = options;
  const { name, title } = column;
  const format = column.format ?? options.format;
  const read = cellReader(answer);
  const type = answer.columns.find(each => each.name === name)?.type ?? '';
  const base = {
    id: name,
    label: title ? textOf(title, locale) : words.column(name),
  };

  if (isDayType(type)) {
    const day = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeZone: 'UTC',
    });
    return {
      ...base,
      textOf: row => {
        const date = toDate(read(answer.rows[row] ?? [], name));
        return date && day.format(date);
      },
    };
  }
  if (!isNumberType(type)) {
    return base;
  }
  const { shown } = formatsOf(format, { locale });
  return {
    ...base,
    format: shown,
    formatDigits: shown,
    ...(format?.currencyColumn !== undefined && {
      textOf: (index: number) => {
        const row = answer.rows[index] ?? [];
        const value = toQuantity(read(row, name));
        const currency = toText(read(row, format.currencyColumn)) || undefined;
        return value === undefined
          ? undefined
          : formatsOf(format, { locale, currency }).shown(value);
      },
    }),
  };
}
