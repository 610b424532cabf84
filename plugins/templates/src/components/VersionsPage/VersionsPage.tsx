import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import { type TemplateRenderings } from '@shop-platform/backstage-plugin-templates-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonRows,
  useAsyncData,
  type MissingParts,
} from '@shop-platform/ui-kit';
import { templatesApiRef } from '../../api';
import { withVersions } from '../../model/versions';
import { createPageRouteRef } from '../../routes';
import { templatesTranslationRef } from '../../translation';
import { VersionList } from './VersionList';

/** The back end reads repositories every ten minutes; the first time is soon over. */
const INTERVAL_MS = 30_000;

function unansweredParts({
  unanswered,
}: TemplateRenderings): MissingParts | undefined {
  const [first] = unanswered;
  return first
    ? {
        missing: unanswered.map(({ repository }) => repository),
        since: new Date(
          Math.min(...unanswered.map(({ since }) => Date.parse(since))),
        ),
        error: new Error(first.message),
      }
    : undefined;
}

/** What was made from which version of a template, and what is outdated. */
export function VersionsPage() {
  const { t } = useTranslationRef(templatesTranslationRef);
  const api = useApi(templatesApiRef);
  const createLink = useRouteRef(createPageRouteRef);
  const { state, refresh } = useAsyncData(
    signal => api.getRenderings({}, { signal }),
    [api],
    { refreshIntervalMs: INTERVAL_MS },
  );
  const value = state.status === 'ready' ? state.value : undefined;
  const create = createLink?.();

  return (
    <main>
      <Header
        title={t('page.title')}
        description={t('page.description')}
        customActions={
          value?.readAt && <Freshness asOf={new Date(value.readAt)} />
        }
      />
      <Container>
        <PageStates
          state={state}
          subject={t('page.subject')}
          skeleton={<SkeletonRows count={8} />}
          missingParts={unansweredParts}
          isEmpty={({ renderings }) => renderings.length === 0}
          empty={
            value?.readAt === undefined ? (
              <EmptyState
                title={t('page.readingTitle')}
                description={t('page.readingDescription')}
              />
            ) : (
              <EmptyState
                title={t('page.emptyTitle')}
                description={t('page.emptyDescription')}
                action={create && <Link href={create}>{t('page.create')}</Link>}
              />
            )
          }
          onRetry={refresh}
        >
          {found => <VersionList renderings={withVersions(found)} />}
        </PageStates>
      </Container>
    </main>
  );
}
