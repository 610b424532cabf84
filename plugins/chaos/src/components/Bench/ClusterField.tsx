import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';

/** Where: only where experiments can run, the others with the word that says why not. */
export function ClusterField(props: {
  clusters: readonly ChaosCluster[];
  chosen: ChaosCluster | undefined;
  onChoose: (name: string) => void;
}) {
  const { clusters, chosen, onChoose } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const noteOf = ({ state, halt, region }: ChaosCluster) => {
    if (state !== 'ready') {
      return t(`cluster.${state}`);
    }
    return halt ? t('levers.halted') : region;
  };
  return (
    <Select
      size="small"
      label={t('new.cluster')}
      options={clusters.map(cluster => ({
        id: cluster.name,
        label: cluster.title,
        description: noteOf(cluster),
      }))}
      value={chosen?.name ?? null}
      onChange={key => key !== null && onChoose(String(key))}
    />
  );
}
