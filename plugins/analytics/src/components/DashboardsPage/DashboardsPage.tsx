import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { analyticsDashboardReadPermission } from '@shop-platform/backstage-plugin-analytics-common';
import { PageStates, SkeletonCards, useAsyncData } from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { analyticsTranslationRef } from '../../translation';
import { AnalyticsHeader } from '../AnalyticsHeader';
import { DashboardList } from './DashboardList';
import { NoDashboards } from './NoDashboards';

/** Which dashboards there are, and whose they are. */
export function DashboardsPage() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboards({}, { signal }),
    [api],
  );

  return (
    <main>
      <AnalyticsHeader
        active="dashboards"
        description={t('list.description')}
      />
      <Container>
        <PageStates
          state={state}
          subject={t('list.subject')}
          skeleton={<SkeletonCards count={6} />}
          isEmpty={({ dashboards, unavailable }) =>
            dashboards.length + unavailable.length === 0
          }
          empty={<NoDashboards />}
          permission={analyticsDashboardReadPermission}
          onRetry={refresh}
        >
          {list => <DashboardList list={list} />}
        </PageStates>
      </Container>
    </main>
  );
}
