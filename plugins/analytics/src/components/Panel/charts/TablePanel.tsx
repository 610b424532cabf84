import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import {
  DataTable,
  type DataTableColumn,
  useLocale,
} from '@shop-platform/ui-kit';
import {
  cellReader,
  isMomentType,
  isNumberType,
  type Row,
  toDate,
  toQuantity,
  toText,
} from '../../../model/answer';
import { entityOf, fillTemplate } from '../../../model/drillDown';
import { formatsOf } from '../../../model/formats';
import { textOf } from '../../../model/text';
import { type PanelChartProps } from '../PanelChart';

type ShownColumn = NonNullable<DashboardPanelOf<'table'>['columns']>[number];

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

/** Rows as they are, with links. */
export function TablePanel(props: PanelChartProps<DashboardPanelOf<'table'>>) {
  const { panel, data, frame, height, onMark } = props;
  const locale = useLocale();
  const linkOf = useLinkOf();
  const read = cellReader(data);
  const typeOf = (name: string) =>
    data.columns.find(column => column.name === name)?.type ?? '';
  const shown: readonly ShownColumn[] =
    panel.columns ?? data.columns.map(({ name }) => ({ name }));

  const valueOf = (row: Row | undefined) => (column: string) =>
    row ? toText(read(row, column)) : '';
  const columns = shown.map((column): DataTableColumn => {
    const { name, title, format, link } = column;
    const formats = formatsOf(format ?? panel.format, { locale });
    return {
      id: name,
      label: title ? textOf(title, locale) : name,
      ...(isNumberType(typeOf(name)) && {
        format: formats.shown,
        formatDigits: formats.shown,
      }),
      ...(link && {
        hrefOf: (index: number) => linkOf(link, valueOf(data.rows[index])),
      }),
    };
  });

  return (
    <DataTable
      {...frame}
      columns={columns}
      rows={data.rows.map(row =>
        shown.map(({ name }) => {
          const cell = read(row, name);
          if (cell === null || cell === undefined) {
            return undefined;
          }
          const type = typeOf(name);
          if (isMomentType(type)) {
            return toDate(cell) ?? toText(cell);
          }
          const quantity = isNumberType(type) ? toQuantity(cell) : undefined;
          return typeof quantity === 'number' ? quantity : toText(cell);
        }),
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
