import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Text,
} from '@backstage/ui';
import {
  type ChaosCluster,
  type ChaosHalt,
} from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { CLUSTER_TONES, clusterPlace } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './ChaosPage.module.css';
import { ArmButton, HaltButton } from './LeverButtons';
import { RegionLevers } from './RegionLevers';

const KUBECTL_DOCUMENTATION =
  'https://github.com/shop-platform/portal/blob/main/docs/plugins/chaos.md#one-lever';

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

/** Whether those who use kubectl are held, too, where that is not so. */
function KubectlNote({ cluster }: { cluster: ChaosCluster }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { lever, halt, state } = cluster;
  // Where nothing runs experiments, there is nobody to hold.
  if (!lever || lever.state === 'same' || state === 'absent') {
    return undefined;
  }
  const object = <code>{lever.object}</code>;
  if (lever.state === 'absent') {
    return (
      <p className={styles.quiet}>
        {t('kubectl.absent', { object })}{' '}
        <Link href={KUBECTL_DOCUMENTATION} target="_blank" rel="noopener">
          {t('kubectl.absentLink')}
        </Link>
      </p>
    );
  }
  return (
    <p className={lever.state === 'behind' ? undefined : styles.quiet}>
      {lever.state === 'behind' && (
        <Chip tone="warning">{t('kubectl.behind')}</Chip>
      )}{' '}
      {t(noteOf(lever.state, halt), { object })}
      {lever.reason && ` ${lever.reason}`}
    </p>
  );
}

function noteOf(
  state: 'behind' | 'unknown',
  halt: ChaosHalt | undefined,
): 'kubectl.unknown' | 'kubectl.behindHalt' | 'kubectl.behindArm' {
  if (state === 'unknown') {
    return 'kubectl.unknown';
  }
  return halt ? 'kubectl.behindHalt' : 'kubectl.behindArm';
}

function ClusterCard(props: {
  cluster: ChaosCluster;
  /** Whether its region has others, so that its title does not say it all. */
  isOneOfRegion: boolean;
  reason: string;
  onDone: () => void;
}) {
  const { cluster, isOneOfRegion, reason: whyHalt, onDone } = props;
  const { title, region, state, reason, since, halt } = cluster;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();

  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" id={titleId} variant="body-medium" weight="bold">
          {title}
        </Text>
        {(isOneOfRegion || region !== title) && (
          <span className={styles.quiet}>{region}</span>
        )}
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
        <KubectlNote cluster={cluster} />
      </CardBody>
      <CardFooter>
        {halt ? (
          <ArmButton place={clusterPlace(cluster)} onDone={onDone} />
        ) : (
          <HaltButton
            place={clusterPlace(cluster)}
            reason={whyHalt}
            onDone={onDone}
          />
        )}
      </CardFooter>
    </Card>
  );
}

/** Each cluster: whether it can run experiments, how many are on, and its lever. */
export function Levers(props: {
  clusters: readonly ChaosCluster[];
  /** Why, for who halts one. */
  reason: string;
  onDone: () => void;
}) {
  const { clusters, reason, onDone } = props;
  return (
    <>
      <RegionLevers {...props} />
      <div className={styles.clusters}>
        {clusters.map(cluster => (
          <ClusterCard
            key={cluster.name}
            cluster={cluster}
            isOneOfRegion={clusters.some(
              other => other !== cluster && other.region === cluster.region,
            )}
            reason={reason}
            onDone={onDone}
          />
        ))}
      </div>
    </>
  );
}
