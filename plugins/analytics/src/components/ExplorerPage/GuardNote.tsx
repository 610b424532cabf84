import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Explorer } from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  useLocale,
} from '@shop-platform/ui-kit';
import { analyticsTranslationRef } from '../../translation';
import styles from './ExplorerPage.module.css';

/** What keeps a query within its data, and how much it may take. */
export function GuardNote(props: { explorer: Explorer }) {
  const { guard, limits, reason, rowPolicies } = props.explorer;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const { rowsToRead, bytesToRead, executionTimeMs, resultRows } = limits;
  const most = [
    rowsToRead !== undefined &&
      t('explorer.limitRows', { rows: formatNumber(rowsToRead, { locale }) }),
    bytesToRead !== undefined && formatBytes(bytesToRead, { locale }),
    executionTimeMs !== undefined &&
      formatDuration(executionTimeMs, { locale }),
    resultRows !== undefined &&
      t('explorer.limitResult', {
        rows: formatNumber(resultRows, { locale }),
      }),
  ].filter(Boolean);

  return (
    <p className={styles.quiet}>
      {/* Why there is no guard only the back end knows; what one does is said here. */}
      {t(`explorer.guard.${guard}`)} {guard === 'none' && `${reason} `}
      {guard === 'parser' &&
        rowPolicies !== 'used' &&
        `${t(`explorer.noRowPolicies.${rowPolicies}`)} `}
      {most.length > 0 && t('explorer.limits', { limits: most.join(' · ') })}
    </p>
  );
}
