import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link, Skeleton } from '@backstage/ui';
import {
  regionsReadPermission,
  type Region,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  EmptyState,
  Freshness,
  isNotFound,
  PageStates,
  SkeletonCards,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { useRegion } from '../../hooks/useRegions';
import { Doings } from '../Doings';
import { regionRouteRef, rootRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import { ClusterSection } from './ClusterSection';
import styles from './RegionPage.module.css';
import { RegionReadings } from './RegionReadings';
import { RegionVerdictSection } from './RegionVerdictSection';

const TITLE_HEIGHT = 32;

function RegionSkeleton() {
  return (
    <div className={styles.page}>
      <Skeleton width="40%" height={TITLE_HEIGHT} />
      <SkeletonCards count={3} />
      <SkeletonRows count={5} />
    </div>
  );
}

function RegionView({ region }: { region: Region }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  return (
    <div className={styles.page}>
      <RegionVerdictSection verdict={region.verdict} />
      <RegionReadings region={region} />
      {region.clusters.map(cluster => (
        <ClusterSection key={cluster.name} cluster={cluster} />
      ))}
      {region.clusters.length === 0 && (
        <EmptyState
          title={t('region.noClusters')}
          description={t('region.noClustersDescription', {
            key: <code>clusters.regions</code>,
          })}
        />
      )}
    </div>
  );
}

/** One region: how it is, by which rule, and everything that is read of it. */
export function RegionPage() {
  const { t } = useTranslationRef(regionsTranslationRef);
  const { name } = useRouteRefParams(regionRouteRef);
  const all = useRouteRef(rootRouteRef)?.();
  const { state, refresh } = useRegion(name);
  const region = state.status === 'ready' ? state.value : undefined;
  const role = region?.role && t(`role.${region.role}`);

  return (
    <main>
      <Header
        title={region?.title ?? name}
        description={[region && name, role].filter(Boolean).join(', ')}
        customActions={
          <>
            {state.status === 'ready' && <Freshness asOf={state.asOf} />}
            {all !== undefined && <Link href={all}>{t('region.back')}</Link>}
          </>
        }
      />
      <Container>
        {state.status === 'error' && isNotFound(state.error) ? (
          <EmptyState
            title={t('region.notFoundTitle', { name })}
            description={t('region.notFoundDescription')}
            action={
              all !== undefined && <Link href={all}>{t('region.back')}</Link>
            }
          />
        ) : (
          <PageStates
            state={state}
            subject={t('region.subject')}
            skeleton={<RegionSkeleton />}
            permission={regionsReadPermission}
            onRetry={refresh}
          >
            {value => (
              <>
                {state.status === 'ready' && (
                  <Doings asOf={state.asOf} regions={[value]} region={name} />
                )}
                <RegionView region={value} />
              </>
            )}
          </PageStates>
        )}
      </Container>
    </main>
  );
}
