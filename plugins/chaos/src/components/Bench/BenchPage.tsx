import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import { EmptyState, PageStates, SkeletonRows } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import { useLevers } from '../../hooks/useChaos';
import { chaosTranslationRef } from '../../translation';

/** A page on which something is made for a cluster: it has to know which there are. */
export function BenchPage(props: {
  title: string;
  description: string;
  /** Where it came from. */
  back: ReactNode;
  children: (clusters: ChaosCluster[], policy: ChaosPolicy) => ReactNode;
}) {
  const { title, description, back, children } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state, refresh } = useLevers();

  return (
    <main>
      <Header title={title} description={description} customActions={back} />
      <Container>
        <PageStates
          state={state}
          subject={t('levers.subject')}
          skeleton={<SkeletonRows count={8} />}
          isEmpty={value => value.clusters.length === 0}
          empty={
            <EmptyState
              title={t('levers.emptyTitle')}
              description={t('levers.emptyDescription', {
                key: <code>kubernetes.clusterLocatorMethods</code>,
              })}
            />
          }
          permission={chaosReadPermission}
          onRetry={refresh}
        >
          {({ clusters, policy }) => children(clusters, policy)}
        </PageStates>
      </Container>
    </main>
  );
}
