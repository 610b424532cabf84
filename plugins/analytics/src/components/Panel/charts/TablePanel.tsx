import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { type ChartCell, DataTable, useLocale } from '@shop-platform/ui-kit';
import {
  cellReader,
  isMomentType,
  isNumberType,
  toDate,
  toQuantity,
  toText,
} from '../../../model/answer';
import { entityOf, fillTemplate } from '../../../model/drillDown';
import { type PanelChartProps } from '../PanelChart';
import { comparedColumn } from './comparedColumn';
import { shownColumns, writtenColumn } from './tableColumns';
import { usePanelWords } from './usePanelWords';

/** Where a cell leads: to a page of the portal, or to an entity. */
function useLinkOf(): (
  template: string,
  valueOf: (column: string) => string,
) => string | undefined {
  const entityLink = useRouteRef(entityRouteRef);
  return (template, valueOf) => {
    if (template.startsWith('/')) {
      return fillTemplate(template, column =>
        encodeURIComponent(valueOf(column)),
      );
    }
    const entity = entityOf(fillTemplate(template, valueOf));
    return entity && entityLink?.(entity);
  };
}

/** A cell as the table keeps it: moments and numbers as such, digits as text. */
function chartCell(
  cell: unknown,
  type: string,
  text: (cell: unknown) => string,
): ChartCell {
  if (cell === null || cell === undefined) {
    return undefined;
  }
  if (isMomentType(type)) {
    return toDate(cell) ?? toText(cell);
  }
  const quantity = isNumberType(type) ? toQuantity(cell) : undefined;
  return typeof quantity === 'number' ? quantity : text(cell);
}

/** Rows as they are, with links. */
export function TablePanel(props: PanelChartProps<DashboardPanelOf<'table'>>) {
  const { panel, data, frame, height, onMark } = props;
  const locale = useLocale();
  const linkOf = useLinkOf();
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const types = new Map(data.columns.map(({ name, type }) => [name, type]));
  const shown = shownColumns(panel, data);

  return (
    <DataTable
      {...frame}
      columns={shown.map(column => {
        const { link } = column;
        return {
          ...writtenColumn(column, {
            answer: data,
            format: panel.format,
            locale,
            words,
          }),
          ...comparedColumn(column, { panel, data, locale }),
          ...(link && {
            hrefOf: (index: number) =>
              linkOf(link, name => toText(read(data.rows[index] ?? [], name))),
          }),
        };
      })}
      rows={data.rows.map(row =>
        shown.map(({ name }) =>
          chartCell(read(row, name), types.get(name) ?? '', cell =>
            words.value(name, cell),
          ),
        ),
      )}
      height={height}
      onOpenRow={
        onMark &&
        (index => {
          const row = data.rows[index];
          if (row) {
            onMark(row);
          }
        })
      }
    />
  );
}
