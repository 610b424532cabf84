import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type PanelData } from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  Freshness,
  useLocale,
} from '@shop-platform/ui-kit';
import { spokenCount } from '../../model/spokenCount';
import { analyticsTranslationRef } from '../../translation';
import styles from './Panel.module.css';

/** How old the data of a panel is, and what they cost. */
export function PanelFooter(props: {
  data: Pick<PanelData, 'freshness' | 'statistics' | 'truncated'>;
}) {
  const { freshness, statistics, truncated } = props.data;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const { rowsRead, bytesRead, elapsedMs } = statistics;
  const cost = [
    rowsRead !== undefined &&
      t('panel.rowsRead', {
        count: spokenCount(rowsRead),
        rows: formatNumber(rowsRead, { locale }),
      }),
    bytesRead !== undefined && formatBytes(bytesRead, { locale }),
    formatDuration(elapsedMs, { locale }),
  ].filter(Boolean);

  return (
    <footer className={styles.footer}>
      {freshness && (
        <span title={freshness.tables.join(', ')}>
          <Freshness asOf={new Date(freshness.upTo)} />
          {', '}
          {t('panel.lag', {
            lag: formatDuration(freshness.lagSeconds * 1000, { locale }),
          })}
          {freshness.unknown.length > 0 &&
            `, ${t('panel.unknownFreshness', {
              tables: freshness.unknown.join(', '),
            })}`}
        </span>
      )}
      {truncated && <span>{t('panel.truncated')}</span>}
      <span title={rowsRead === undefined ? undefined : String(rowsRead)}>
        {cost.join(' · ')}
      </span>
    </footer>
  );
}
