import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardSummary,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  StaleNotice,
  TitledCard,
  useLocale,
} from '@shop-platform/ui-kit';
import { byTitle } from '../../model/byTitle';
import { locatorOf } from '../../model/locator';
import { textOf } from '../../model/text';
import { dashboardRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import styles from './EntityDashboards.module.css';
import { useEntityDashboards } from './useEntityDashboards';

function DashboardItem(props: { dashboard: DashboardSummary }) {
  const { dashboard } = props;
  const { title, description, panels, problems } = dashboard;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const link = useRouteRef(dashboardRouteRef);
  const name = textOf(title, locale);
  const href = panels > 0 ? link?.(locatorOf(dashboard)) : undefined;

  return (
    <li>
      {href ? <Link href={href}>{name}</Link> : <Text>{name}</Text>}
      {description && (
        <Text as="p" variant="body-small" color="secondary">
          {textOf(description, locale)}
        </Text>
      )}
      {problems.length > 0 && (
        <Text as="p" variant="body-small" color="danger">
          {t('list.problems', { count: problems.length })}
        </Text>
      )}
    </li>
  );
}

/** Which dashboards there are about this entity? */
export function DashboardsCard() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const { state, refresh } = useEntityDashboards();

  return (
    <TitledCard title={t('card.link')}>
      <PageStates
        state={state}
        subject={t('card.dashboardsSubject')}
        skeleton={<SkeletonRows count={3} />}
        isEmpty={({ dashboards, unavailable }) =>
          dashboards.length + unavailable.length === 0
        }
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            description={t('entity.emptyDescription')}
          />
        }
        permission={analyticsDashboardReadPermission}
        onRetry={refresh}
      >
        {({ dashboards, unavailable }) => (
          <>
            {unavailable.map(({ entityRef, reason, since }) => (
              <StaleNotice
                key={entityRef}
                missing={[t('list.filesOf', { entity: entityRef })]}
                since={new Date(since)}
                error={new Error(reason)}
              />
            ))}
            <ul className={styles.list}>
              {byTitle(dashboards, locale).map(dashboard => (
                <DashboardItem key={dashboard.name} dashboard={dashboard} />
              ))}
            </ul>
          </>
        )}
      </PageStates>
    </TitledCard>
  );
}
