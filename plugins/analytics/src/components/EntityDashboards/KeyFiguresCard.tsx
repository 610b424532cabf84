import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardDetails,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  TitledCard,
  useAsyncData,
  useLocale,
  useTimeRangeLabel,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { analyticsApiRef } from '../../api';
import { locatorOf } from '../../model/locator';
import { dashboardSource } from '../../model/panelSource';
import { defaultRangeOf } from '../../model/periods';
import { textOf } from '../../model/text';
import { entityDashboardsRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import { KeyFigure } from './KeyFigure';
import styles from './EntityDashboards.module.css';
import { useEntityDashboards } from './useEntityDashboards';

/** More would be a dashboard. */
const MOST_FIGURES = 4;

function Figures(props: { details: DashboardDetails; name: string }) {
  const { details, name } = props;
  const { dashboard, entityRef } = details;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rangeLabel = useTimeRangeLabel();
  const api = useApi(analyticsApiRef);
  const source = useMemo(
    () => dashboardSource(api, locatorOf({ entityRef, name })),
    [api, entityRef, name],
  );
  const period = dashboard.spec.time?.default;
  const range = useMemo(() => defaultRangeOf(period), [period]);
  const panels = dashboard.spec.panels
    .flatMap(panel => (panel.type === 'value' ? [panel] : []))
    .slice(0, MOST_FIGURES);

  return panels.length === 0 ? (
    <EmptyState
      title={t('card.noFiguresTitle')}
      description={t('card.noFiguresDescription', {
        title: textOf(dashboard.metadata.title, locale),
      })}
    />
  ) : (
    <>
      <Text variant="body-small" color="secondary">
        {`${textOf(dashboard.metadata.title, locale)} · ${rangeLabel(range)}`}
      </Text>
      <div className={styles.figures}>
        {panels.map(panel => (
          <KeyFigure
            key={panel.id}
            panel={panel}
            source={source}
            range={range}
          />
        ))}
      </div>
    </>
  );
}

function FirstDashboard(props: { entityRef: string; name: string }) {
  const { entityRef, name } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboard(locatorOf({ entityRef, name }), { signal }),
    [api, entityRef, name],
  );
  return (
    <PageStates
      state={state}
      subject={t('dashboard.subject', { name })}
      skeleton={<SkeletonRows count={2} />}
      permission={analyticsDashboardReadPermission}
      onRetry={refresh}
    >
      {details => <Figures details={details} name={name} />}
    </PageStates>
  );
}

/** The numbers that the first dashboard of an entity begins with. */
export function KeyFiguresCard() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const { state, refresh } = useEntityDashboards();
  const tabLink = useRouteRef(entityDashboardsRouteRef);
  const tab = tabLink?.();
  const isReadable = ({ panels }: { panels: number }) => panels > 0;

  return (
    <TitledCard
      title={t('card.title')}
      footer={
        tab && (
          <ButtonLink size="small" variant="tertiary" href={tab}>
            {t('card.link')}
          </ButtonLink>
        )
      }
    >
      <PageStates
        state={state}
        subject={t('card.subject')}
        skeleton={<SkeletonRows count={2} />}
        isEmpty={({ dashboards }) => !dashboards.some(isReadable)}
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            description={t('entity.emptyDescription')}
          />
        }
        permission={analyticsDashboardReadPermission}
        onRetry={refresh}
      >
        {({ dashboards }) => {
          const first = dashboards.find(isReadable);
          return (
            first && (
              <FirstDashboard entityRef={first.entityRef} name={first.name} />
            )
          );
        }}
      </PageStates>
    </TitledCard>
  );
}
