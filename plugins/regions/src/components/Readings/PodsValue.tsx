import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type RegionCluster } from '@shop-platform/backstage-plugin-regions-common';
import { formatNumber, Status, useLocale } from '@shop-platform/ui-kit';
import { podsOf } from '../../model/regions';
import { regionsTranslationRef } from '../../translation';
import styles from './Readings.module.css';

function NoClusters() {
  const { t } = useTranslationRef(regionsTranslationRef);
  const text = t('region.noClusters');
  return (
    <span className={styles.absent} role="note" aria-label={text} title={text}>
      –
    </span>
  );
}

/** How many pods of some clusters are ready; never a part as if it were all. */
export function PodsValue(props: { clusters: readonly RegionCluster[] }) {
  const { clusters } = props;
  const { t } = useTranslationRef(regionsTranslationRef);
  const pods = podsOf(clusters);

  if (clusters.length === 0) {
    return <NoClusters />;
  }
  if (!pods) {
    return <Status level="unknown" />;
  }
  const { ready, desired, isWhole } = pods;
  return (
    <span className={styles.number}>
      {t(isWhole ? 'value.of' : 'value.partly', {
        ready: String(ready),
        desired: String(desired),
      })}
    </span>
  );
}

/** How often containers of some clusters restarted, where all are heard. */
export function RestartsValue(props: { clusters: readonly RegionCluster[] }) {
  const { clusters } = props;
  const locale = useLocale();
  const pods = podsOf(clusters);

  if (clusters.length === 0) {
    return <NoClusters />;
  }
  return pods?.isWhole ? (
    <span className={styles.number}>
      {formatNumber(pods.restarts, { locale })}
    </span>
  ) : (
    <Status level="unknown" />
  );
}
