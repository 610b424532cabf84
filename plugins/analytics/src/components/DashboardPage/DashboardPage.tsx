import {
  useApi,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import { analyticsDashboardReadPermission } from '@shop-platform/backstage-plugin-analytics-common';
import {
  PageStates,
  SkeletonCards,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { textOf } from '../../model/text';
import { dashboardRouteRef, rootRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import { DashboardContent } from '../Dashboard';

/** How is business doing, compared with before? */
export function DashboardPage() {
  const locator = useRouteRefParams(dashboardRouteRef);
  const { kind, namespace, entityName, dashboard: name } = locator;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const root = useRouteRef(rootRouteRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboard(locator, { signal }),
    [api, kind, namespace, entityName, name],
  );
  const metadata =
    state.status === 'ready' ? state.value.dashboard.metadata : undefined;
  // The name of its file says little, and would only flash up.
  const nameless = state.status === 'loading' ? t('page.title') : name;

  return (
    <main>
      <Header
        title={metadata ? textOf(metadata.title, locale) : nameless}
        description={
          metadata?.description && textOf(metadata.description, locale)
        }
        customActions={<Link href={root?.() ?? '#'}>{t('dashboard.all')}</Link>}
      />
      <Container>
        <PageStates
          state={state}
          subject={t('dashboard.subject', { name })}
          skeleton={<SkeletonCards count={6} />}
          permission={analyticsDashboardReadPermission}
          onRetry={refresh}
        >
          {details => <DashboardContent details={details} locator={locator} />}
        </PageStates>
      </Container>
    </main>
  );
}
