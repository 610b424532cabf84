import { useMemo } from 'react';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  CellText,
  Table,
  useBreakpoint,
  useTable,
  type ColumnConfig,
  type SortDescriptor,
} from '@backstage/ui';
import { portalTranslationRef } from '../../../translation';
import { type MyService } from '../myServices';

const PAGE_SIZE = 5;
const NOTHING = '—';

function sortServices(
  services: MyService[],
  { column, direction }: SortDescriptor,
): MyService[] {
  const keyOf = ({ title, type, lifecycle, system }: MyService) =>
    ({ title, type, lifecycle, system }[String(column)] ?? '');
  const sign = direction === 'descending' ? -1 : 1;
  return [...services].sort(
    (one, other) => sign * keyOf(one).localeCompare(keyOf(other)),
  );
}

/** Services by name; the row leads to the page of its service. */
export function ServicesTable({ services }: { services: MyService[] }) {
  const { t } = useTranslationRef(portalTranslationRef);
  const entityLink = useRouteRef(entityRouteRef);
  const isNarrow = useBreakpoint().down('md');
  const { tableProps } = useTable({
    mode: 'complete',
    data: services,
    sortFn: sortServices,
    initialSort: { column: 'title', direction: 'ascending' },
    paginationOptions: {
      pageSize: PAGE_SIZE,
      type: services.length > PAGE_SIZE ? 'page' : 'none',
    },
  });

  const columns = useMemo<ColumnConfig<MyService>[]>(
    () => [
      {
        id: 'title',
        label: t('home.services.name'),
        isRowHeader: true,
        isSortable: true,
        defaultWidth: '2fr',
        cell: ({ ref, title, description }) => (
          <CellText
            title={title}
            description={description}
            href={entityLink?.({
              ...ref,
              kind: ref.kind.toLocaleLowerCase('en-US'),
            })}
          />
        ),
      },
      {
        id: 'type',
        label: t('home.services.type'),
        isSortable: true,
        cell: ({ type }) => <CellText title={type ?? NOTHING} />,
      },
      {
        id: 'lifecycle',
        label: t('home.services.lifecycle'),
        isSortable: true,
        isHidden: isNarrow,
        cell: ({ lifecycle }) => <CellText title={lifecycle ?? NOTHING} />,
      },
      {
        id: 'system',
        label: t('home.services.system'),
        isSortable: true,
        cell: ({ system }) => <CellText title={system ?? NOTHING} />,
      },
    ],
    [entityLink, isNarrow, t],
  );

  return <Table columnConfig={columns} {...tableProps} />;
}
