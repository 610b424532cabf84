import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import { analyticsPipelineReadPermission } from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonRows,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { DOCUMENTATION } from '../../model/documentation';
import { analyticsTranslationRef } from '../../translation';
import { AnalyticsHeader } from '../AnalyticsHeader';
import { PipelineSection } from './PipelineSection';

const INTERVAL_MS = 10_000;

/** How far are the tables filled, and what is in the way? */
export function PipelinesPage() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getPipelines({ signal }),
    [api],
    { refreshIntervalMs: INTERVAL_MS },
  );

  return (
    <main>
      <AnalyticsHeader
        active="pipelines"
        description={t('pipelines.description')}
        actions={state.status === 'ready' && <Freshness asOf={state.asOf} />}
      />
      <Container>
        <PageStates
          state={state}
          subject={t('pipelines.subject')}
          skeleton={<SkeletonRows count={6} />}
          missingParts={({ unavailable: [first] }) =>
            first && {
              missing: [t('pipelines.reports')],
              since: new Date(first.since),
              error: new Error(first.reason),
            }
          }
          isEmpty={({ pipelines }) => pipelines.length === 0}
          empty={
            <EmptyState
              title={t('pipelines.emptyTitle')}
              description={t('pipelines.emptyDescription', {
                table: <code>etl_tables</code>,
              })}
              action={
                <Link href={DOCUMENTATION}>{t('pipelines.documentation')}</Link>
              }
            />
          }
          permission={analyticsPipelineReadPermission}
          onRetry={refresh}
        >
          {({ pipelines }) =>
            pipelines.map(pipeline => (
              <PipelineSection
                key={pipeline.name}
                pipeline={pipeline}
                onChanged={refresh}
              />
            ))
          }
        </PageStates>
      </Container>
    </main>
  );
}
