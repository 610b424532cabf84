import {
  useApi,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import { analyticsQueryRunPermission } from '@shop-platform/backstage-plugin-analytics-common';
import {
  PageStates,
  SkeletonRows,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { textOf } from '../../model/text';
import { dashboardRouteRef, editorRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import { DashboardEditor } from './DashboardEditor';

/** The file of a dashboard, changed beside what it draws, and saved by a pull request. */
export function EditorPage() {
  const locator = useRouteRefParams(editorRouteRef);
  const { kind, namespace, entityName, dashboard: name } = locator;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const dashboard = useRouteRef(dashboardRouteRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboard(locator, { signal }),
    [api, kind, namespace, entityName, name],
  );
  const title =
    state.status === 'ready'
      ? textOf(state.value.dashboard.metadata.title, locale)
      : name;

  return (
    <main>
      <Header
        title={t('editor.title', { title })}
        description={t('editor.description')}
        customActions={
          <Link href={dashboard?.(locator) ?? '#'}>{t('editor.back')}</Link>
        }
      />
      <Container>
        <PageStates
          state={state}
          subject={t('dashboard.subject', { name })}
          skeleton={<SkeletonRows count={12} />}
          permission={analyticsQueryRunPermission}
          onRetry={refresh}
        >
          {details => (
            <DashboardEditor
              // A file that was loaded again is no reason to lose what one wrote.
              key={`${kind}/${namespace}/${entityName}/${name}`}
              details={details}
              fileName={`${name}.yaml`}
            />
          )}
        </PageStates>
      </Container>
    </main>
  );
}
