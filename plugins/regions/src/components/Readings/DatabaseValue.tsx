import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type RegionDatabase } from '@shop-platform/backstage-plugin-regions-common';
import { formatDuration, useLocale } from '@shop-platform/ui-kit';
import { regionsTranslationRef } from '../../translation';
import styles from './Readings.module.css';

/** What a database is, and how replication goes. */
export function DatabaseValue({ value }: { value: RegionDatabase }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  const { role, replicas, receiving, lagSeconds } = value;
  const parts =
    role === 'primary'
      ? [
          t('value.primary'),
          replicas !== undefined && t('value.replicas', { count: replicas }),
        ]
      : [
          t('value.replica'),
          receiving === false && t('value.stopped'),
          lagSeconds !== undefined &&
            t('value.behind', {
              lag: formatDuration(lagSeconds * 1000, { locale }),
            }),
        ];
  return (
    <span className={styles.number}>{parts.filter(Boolean).join(', ')}</span>
  );
}
