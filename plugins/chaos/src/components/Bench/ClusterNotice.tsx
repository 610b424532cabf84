import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';

/** A cluster that says why nothing can be started in it. */
export function ClusterNotice({ cluster }: { cluster: ChaosCluster }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state, reason, title, halt } = cluster;
  if (state === 'ready' && !halt) {
    return undefined;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={
        state === 'ready'
          ? t('halted.some', { names: title })
          : `${title}: ${t(`cluster.${state}`)}`
      }
      description={state === 'ready' ? halt?.reason : reason}
    />
  );
}
