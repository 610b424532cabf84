import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import { regionsReadPermission } from '@shop-platform/backstage-plugin-regions-common';
import { EmptyState, Freshness, PageStates } from '@shop-platform/ui-kit';
import { Doings } from '../Doings';
import { useRegions } from '../../hooks/useRegions';
import { regionsTranslationRef } from '../../translation';
import { RegionsOverview } from './RegionsOverview';
import { RegionsSkeleton } from './RegionsSkeleton';

const DOCUMENTATION =
  'https://github.com/shop-platform/portal/blob/main/docs/plugins/regions.md';

/** Can customers buy, and where from? */
export function RegionsPage() {
  const { t } = useTranslationRef(regionsTranslationRef);
  const { state, refresh } = useRegions();

  return (
    <main>
      <Header
        title={t('page.title')}
        description={t('page.description')}
        customActions={
          state.status === 'ready' && <Freshness asOf={state.asOf} />
        }
      />
      <Container>
        <PageStates
          state={state}
          subject={t('page.subject')}
          skeleton={<RegionsSkeleton />}
          isEmpty={regions => regions.length === 0}
          empty={
            <EmptyState
              title={t('page.emptyTitle')}
              description={t('page.emptyDescription', {
                key: <code>regions</code>,
              })}
              action={
                <Link href={DOCUMENTATION} target="_blank" rel="noopener">
                  {t('page.emptyLink')}
                </Link>
              }
            />
          }
          permission={regionsReadPermission}
          onRetry={refresh}
        >
          {regions => (
            <>
              {state.status === 'ready' && (
                <Doings asOf={state.asOf} regions={regions} />
              )}
              <RegionsOverview regions={regions} />
            </>
          )}
        </PageStates>
      </Container>
    </main>
  );
}
