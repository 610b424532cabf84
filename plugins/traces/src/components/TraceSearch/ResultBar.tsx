import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Freshness, useLocale } from '@shop-platform/ui-kit';
import { type FoundTraces } from '../../hooks/useTraceSearch';
import { type Sort } from '../../model/traceRow';
import { tracesTranslationRef } from '../../translation';
import styles from './TraceSearch.module.css';

function Summary(props: { found: FoundTraces; sort: Sort }) {
  const { found, sort } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  const errors = found.rows.filter(({ errorCount }) => errorCount > 0).length;
  const isGivenOrder = sort.key === 'start' && sort.isDescending;

  return (
    <p className={styles.summary}>
      {t('list.summary', {
        count: found.rows.length,
        errors: new Intl.NumberFormat(locale).format(errors),
      })}
      {found.moreExist && !isGivenOrder && ` · ${t('list.sortedLoaded')}`}
    </p>
  );
}

/** How much was found, and up to when that holds. */
export function ResultBar(props: {
  found: FoundTraces;
  asOf: Date;
  sort: Sort;
}) {
  const { found, asOf, sort } = props;

  return (
    <div className={styles.bar}>
      <Summary found={found} sort={sort} />
      <Freshness asOf={asOf} />
    </div>
  );
}
