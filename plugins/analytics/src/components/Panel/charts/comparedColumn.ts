import {
  type DashboardPanelOf,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DataTableColumn } from '@shop-platform/ui-kit';
import { cellReader, isNumberType, toText } from '../../../model/answer';
import { formatsOf } from '../../../model/formats';
import { namedPreviousReader } from '../../../model/previous';
import { type TableColumn } from './tableColumns';

/** What a column of numbers was in the period before, where rows have names. */
export function comparedColumn(
  column: TableColumn,
  options: {
    panel: DashboardPanelOf<'table'>;
    data: PanelData;
    locale: string;
  },
): Partial<DataTableColumn> {
  const { panel, data, locale } = options;
  const { name, goodWhen } = column;
  const type = data.columns.find(each => each.name === name)?.type ?? '';
  const isCompared =
    panel.key && !panel.key.includes(name) && isNumberType(type);
  if (!data.previous || !isCompared) {
    return {};
  }
  const format = column.format ?? panel.format;
  const read = cellReader(data);
  const readPrevious = namedPreviousReader(panel, data, name, format);
  return {
    goodWhen,
    previousOf: index => readPrevious(data.rows[index] ?? []),
    quantityTextOf: (index, value) => {
      const row = data.rows[index] ?? [];
      const currency = toText(read(row, format?.currencyColumn)) || undefined;
      return formatsOf(format, { locale, currency }).shown(value);
    },
  };
}
