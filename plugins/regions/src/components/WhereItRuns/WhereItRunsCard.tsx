import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  REGIONS_CHANNEL,
  regionsEntityReadPermission,
  type EntityRegion,
  type EntityRegions,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  Status,
  TitledCard,
  useAsyncData,
  useLiveRefresh,
} from '@shop-platform/ui-kit';
import { regionsApiRef } from '../../api';
import { podsOf, silentClusters } from '../../model/regions';
import { regionRouteRef, rootRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import { ImageName } from '../ImageName';
import styles from './WhereItRuns.module.css';

const INTERVAL_MS = 5_000;

function useEntityRegions() {
  const api = useApi(regionsApiRef);
  const { entity } = useEntity();
  const { kind, metadata } = entity;
  const { name, namespace = 'default' } = metadata;
  const data = useAsyncData(
    signal => api.getEntityRegions({ kind, namespace, name }, { signal }),
    [api, kind, namespace, name],
  );
  useLiveRefresh({
    channel: REGIONS_CHANNEL,
    refresh: data.refresh,
    intervalMs: INTERVAL_MS,
  });
  return data;
}

/** The versions that run: of an image, what is behind its name. */
function imagesOf({ clusters }: EntityRegion): string[] {
  const images = clusters.flatMap(({ workloads }) =>
    workloads.state === 'known'
      ? (workloads.value.items ?? []).flatMap(item => item.images)
      : [],
  );
  return [...new Set(images)];
}

function RegionItem({ region }: { region: EntityRegion }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const regionLink = useRouteRef(regionRouteRef);
  const { name, title, level, clusters } = region;
  const pods = podsOf(clusters);
  const silent = silentClusters(clusters);

  return (
    <li className={styles.region}>
      <span className={styles.head}>
        <Link href={regionLink?.({ name }) ?? '#'} weight="bold">
          {title}
        </Link>
        {/* What is unknown says so below, with since when and why. */}
        {level && level !== 'unknown' && <Status level={level} />}
      </span>
      {pods && pods.desired + pods.ready > 0 && (
        <span className={styles.numbers}>
          {t('card.pods', {
            ready: String(pods.ready),
            desired: String(pods.desired),
          })}
          {pods.restarts > 0 &&
            `, ${t('card.restarts', { count: pods.restarts })}`}
        </span>
      )}
      {silent.map(cluster => (
        <Status
          key={cluster.title}
          level="unknown"
          since={new Date(cluster.since)}
          detail={`${cluster.title}: ${cluster.reason}`}
        />
      ))}
      {imagesOf(region).map(image => (
        <code key={image} className={styles.image}>
          <ImageName image={image} />
        </code>
      ))}
    </li>
  );
}

const runsSomewhere = ({ regions }: EntityRegions) =>
  regions.some(({ level }) => level !== undefined);

/** Where an entity runs: region by region, how many pods are ready, of which image. */
export function WhereItRunsCard() {
  const { t } = useTranslationRef(regionsTranslationRef);
  const { state, refresh } = useEntityRegions();
  const allRegions = useRouteRef(rootRouteRef)?.();

  return (
    <TitledCard title={t('card.title')}>
      <PageStates
        state={state}
        subject={t('card.subject')}
        skeleton={<SkeletonRows count={3} />}
        isEmpty={value => !runsSomewhere(value)}
        empty={
          <EmptyState
            title={t('card.emptyTitle')}
            description={t('card.emptyDescription', {
              selector: (
                <code>{state.status === 'ready' && state.value.selector}</code>
              ),
            })}
            action={
              allRegions !== undefined && (
                <Link href={allRegions}>{t('card.allRegions')}</Link>
              )
            }
          />
        }
        permission={regionsEntityReadPermission}
        onRetry={refresh}
      >
        {({ regions }) => (
          <ul className={styles.regions}>
            {regions
              .filter(({ level }) => level !== undefined)
              .map(region => (
                <RegionItem key={region.name} region={region} />
              ))}
          </ul>
        )}
      </PageStates>
    </TitledCard>
  );
}
