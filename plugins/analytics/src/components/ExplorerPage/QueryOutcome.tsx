import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type QueryEstimate } from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  ErrorState,
  formatNumber,
  SkeletonRows,
  useLocale,
} from '@shop-platform/ui-kit';
import { type QueryRun } from '../../hooks/useQueryRun';
import { spokenCount } from '../../model/spokenCount';
import { analyticsTranslationRef } from '../../translation';
import { PanelFooter } from '../Panel/PanelFooter';
import { ResultTable } from '../ResultTable';
import styles from './ExplorerPage.module.css';

function Estimate(props: { estimate: QueryEstimate }) {
  const { rows, limit, tables } = props.estimate;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const say = (value: number) => formatNumber(value, { locale });
  const isTooMuch = limit !== undefined && rows > limit;

  return (
    <Alert
      role="status"
      icon
      status={isTooMuch ? 'warning' : 'info'}
      title={t('explorer.wouldRead', {
        count: spokenCount(rows),
        rows: say(rows),
      })}
      description={[
        ...tables.map(({ table, rows: own }) => `${table}: ${say(own)}`),
        ...(isTooMuch
          ? [t('explorer.wouldBeRefused', { limit: say(limit) })]
          : []),
      ].join(' · ')}
    />
  );
}

/** What a query answered, would read, or why it did not run. */
export function QueryOutcome(props: { run: QueryRun; onRetry: () => void }) {
  const { run, onRetry } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);

  switch (run.status) {
    case 'running':
      return (
        <div role="status" aria-label={t('explorer.running')}>
          <SkeletonRows count={4} />
        </div>
      );
    case 'cancelled':
      return <p role="status">{t('explorer.cancelled')}</p>;
    case 'failed':
      return (
        <ErrorState
          error={run.error}
          subject={t('explorer.answer')}
          onRetry={onRetry}
        />
      );
    case 'estimated':
      return <Estimate estimate={run.estimate} />;
    case 'answered':
      return run.answer.rows.length === 0 ? (
        <EmptyState
          title={t('explorer.noRowsTitle')}
          description={t('explorer.noRowsDescription')}
        />
      ) : (
        <div className={styles.answer}>
          <ResultTable
            title={t('explorer.answer')}
            answer={run.answer}
            height={480}
          />
          <PanelFooter data={run.answer} />
        </div>
      );
    default:
      return undefined;
  }
}
