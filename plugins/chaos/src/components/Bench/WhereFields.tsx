import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { type ReactNode } from 'react';
import { useChoices } from '../../hooks/useChoices';
import { chaosTranslationRef } from '../../translation';
import { ComponentField } from '../ComponentField';
import styles from './Bench.module.css';
import { ClusterField } from './ClusterField';
import { ClusterNotice } from './ClusterNotice';

/** On what, and in which cluster: both stand in the link. */
export function WhereFields(props: {
  clusters: readonly ChaosCluster[];
  cluster: ChaosCluster | undefined;
  /** What else is chosen there. */
  children?: ReactNode;
}) {
  const { clusters, cluster, children } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { stated, choose } = useChoices();
  return (
    <>
      <div className={styles.where}>
        <ComponentField
          label={t('new.component')}
          placeholder={t('new.componentPlaceholder')}
          value={stated('entity')}
          onChange={next => choose('entity', next)}
        />
        <ClusterField
          clusters={clusters}
          chosen={cluster}
          onChoose={name => choose('cluster', name)}
        />
        {children}
      </div>
      {cluster && <ClusterNotice cluster={cluster} />}
    </>
  );
}
