import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardFooter, CardHeader, Text } from '@backstage/ui';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { CLUSTER_TONES } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './ChaosPage.module.css';
import { ArmButton, HaltButton } from './LeverButtons';

function ActiveRuns({ cluster }: { cluster: ChaosCluster }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { active } = cluster;
  if (active === undefined) {
    // Nothing can run where there is no Chaos Mesh.
    return cluster.state === 'absent' ? undefined : (
      <p className={styles.quiet}>{t('levers.unknown')}</p>
    );
  }
  return (
    <p>
      {active === 0 ? t('levers.none') : t('levers.active', { count: active })}
    </p>
  );
}

function ClusterCard(props: {
  cluster: ChaosCluster;
  clusters: readonly ChaosCluster[];
  onDone: () => void;
}) {
  const { cluster, clusters, onDone } = props;
  const { title, region, state, reason, since, halt } = cluster;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();

  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" id={titleId} variant="body-medium" weight="bold">
          {title}
        </Text>
        <span className={styles.quiet}>{region}</span>
      </CardHeader>
      <CardBody>
        <p className={styles.state}>
          <Chip tone={CLUSTER_TONES[state]}>{t(`cluster.${state}`)}</Chip>
          {since && (
            <span className={styles.quiet}>
              {t('cluster.since', {
                time: <RelativeTime date={new Date(since)} />,
              })}
            </span>
          )}
          {halt && <Chip tone="bad">{t('levers.halted')}</Chip>}
        </p>
        {reason && <p className={styles.quiet}>{reason}</p>}
        <ActiveRuns cluster={cluster} />
      </CardBody>
      <CardFooter>
        {halt ? (
          <ArmButton cluster={cluster} clusters={clusters} onDone={onDone} />
        ) : (
          <HaltButton cluster={cluster} clusters={clusters} onDone={onDone} />
        )}
      </CardFooter>
    </Card>
  );
}

/** Each cluster: whether it can run experiments, how many are on, and its lever. */
export function Levers(props: {
  clusters: readonly ChaosCluster[];
  onDone: () => void;
}) {
  const { clusters, onDone } = props;
  return (
    <div className={styles.clusters}>
      {clusters.map(cluster => (
        <ClusterCard
          key={cluster.name}
          cluster={cluster}
          clusters={clusters}
          onDone={onDone}
        />
      ))}
    </div>
  );
}
