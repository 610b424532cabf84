import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { analyticsQueryRunPermission } from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  TimeRangePicker,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { analyticsTranslationRef } from '../../translation';
import { AnalyticsHeader } from '../AnalyticsHeader';
import { QueryWorkbench } from './QueryWorkbench';

/** SQL of one's own, within the same limits as dashboards. */
export function ExplorerPage() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getExplorer({ signal }),
    [api],
  );

  return (
    <main>
      <AnalyticsHeader
        active="explorer"
        description={t('explorer.description')}
        actions={<TimeRangePicker />}
      />
      <Container>
        <PageStates
          state={state}
          subject={t('explorer.subject')}
          skeleton={<SkeletonRows count={8} />}
          isEmpty={({ enabled }) => !enabled}
          empty={
            <EmptyState
              title={t('explorer.offTitle')}
              description={
                (state.status === 'ready' && state.value.reason) ||
                t('explorer.offDescription')
              }
            />
          }
          permission={analyticsQueryRunPermission}
          onRetry={refresh}
        >
          {explorer => <QueryWorkbench explorer={explorer} />}
        </PageStates>
      </Container>
    </main>
  );
}
