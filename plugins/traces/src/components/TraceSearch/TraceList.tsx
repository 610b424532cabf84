import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useErrorText } from '@shop-platform/ui-kit';
import { useMemo, useRef } from 'react';
import { useRowKeys } from '../../hooks/useRowKeys';
import {
  type FoundTraces,
  type TraceSearch as Search,
} from '../../hooks/useTraceSearch';
import { useTraceLink } from '../../hooks/useTraceLink';
import {
  type Sort,
  sortRows,
  type SortKey,
  type TraceRow,
} from '../../model/traceRow';
import { tracesTranslationRef } from '../../translation';
import { ServiceColors, useServiceColor } from '../ServiceColors';
import { SortHeader } from './SortHeader';
import { TraceListRow } from './TraceListRow';
import styles from './TraceSearch.module.css';

/** More names than this are a list to read, not a key to colours. */
const MOST_IN_LEGEND = 12;

/** What there is beyond the list, and how to get at it. */
function More(props: { found: FoundTraces; search: Search }) {
  const { found, search } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const errorText = useErrorText();

  if (!found.moreExist) {
    return undefined;
  }
  return (
    <div className={styles.more}>
      <span role="status">
        {search.moreError
          ? t('list.moreFailed', { message: errorText(search.moreError) })
          : t(search.loadMore ? 'list.moreExist' : 'list.narrow')}
      </span>
      {search.loadMore && (
        <Button
          variant="secondary"
          loading={search.isLoadingMore}
          onPress={search.loadMore}
        >
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

function Heads(props: { sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  const head = (key: SortKey, label: string, isNumber: boolean) => (
    <SortHeader {...props} sortKey={key} label={label} isNumber={isNumber} />
  );

  return (
    <tr>
      <th scope="col">{t('list.root')}</th>
      <th scope="col" className={styles.servicesColumn}>
        {t('list.services')}
      </th>
      {head('duration', t('list.duration'), true)}
      {head('spans', t('list.spans'), true)}
      {head('errors', t('list.errors'), true)}
      {head('start', t('list.start'), false)}
    </tr>
  );
}

function servicesOf(rows: readonly TraceRow[]): string[] {
  const names = rows.flatMap(({ root, services }) => [
    ...services.map(({ service }) => service),
    ...(root ? [root.service] : []),
  ]);
  return [...new Set(names)];
}

/** Which service has which colour, for the dots in the rows. */
function ServiceLegend(props: { services: readonly string[] }) {
  const colorOf = useServiceColor();

  return (
    <ul className={styles.legend}>
      {props.services.slice(0, MOST_IN_LEGEND).map(service => (
        <li key={service}>
          <span
            className={styles.dot}
            style={{ background: colorOf(service) }}
          />
          {service}
        </li>
      ))}
    </ul>
  );
}

/** The traces that were found, as far as they are loaded. */
export function TraceList(props: {
  found: FoundTraces;
  sort: Sort;
  onSort: (sort: Sort) => void;
  search: Search;
}) {
  const { found, sort, onSort, search } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const body = useRef<HTMLTableSectionElement>(null);
  const linkTo = useTraceLink();
  useRowKeys(body);

  const { key, isDescending } = sort;
  const rows = useMemo<TraceRow[]>(
    () => sortRows(found.rows, { key, isDescending }),
    [found.rows, key, isDescending],
  );
  const services = useMemo(() => servicesOf(found.rows), [found.rows]);
  const longest = rows.reduce(
    (most, { durationMs }) => Math.max(most, durationMs),
    0,
  );

  return (
    <section aria-label={t('list.label')}>
      <ServiceColors services={services}>
        <ServiceLegend services={services} />
        <div className={styles.tableScroll}>
          <table className={styles.table}>
            <thead>
              <Heads sort={sort} onSort={onSort} />
            </thead>
            <tbody ref={body}>
              {rows.map(row => (
                <TraceListRow
                  key={row.traceId}
                  row={row}
                  longestMs={longest}
                  link={linkTo(row)}
                />
              ))}
            </tbody>
          </table>
        </div>
      </ServiceColors>
      <More found={found} search={search} />
    </section>
  );
}
