import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonRows,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { portalTranslationRef } from '../../../translation';
import { loadMyServices } from '../myServices';
import styles from './HomePage.module.css';
import { ServicesTable } from './ServicesTable';

const REFRESH_MS = 60_000;
const OWNED_COMPONENTS = `/catalog?${new URLSearchParams({
  'filters[kind]': 'component',
  'filters[user]': 'owned',
})}`;
const ALL_COMPONENTS = `/catalog?${new URLSearchParams({
  'filters[kind]': 'component',
  'filters[user]': 'all',
})}`;

/** The components that the reader, or a group of theirs, owns. */
export function MyServices() {
  const { t } = useTranslationRef(portalTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const { state, refresh } = useAsyncData(
    () => loadMyServices(catalogApi, identityApi),
    [catalogApi, identityApi],
    { refreshIntervalMs: REFRESH_MS },
  );

  return (
    <section aria-labelledby="home-services">
      <Flex justify="between" align="center" mb="3">
        <Text
          as="h2"
          id="home-services"
          variant="title-x-small"
          weight="bold"
          className={styles.flush}
        >
          {t('home.services.title')}
        </Text>
        {state.status === 'ready' && <Freshness asOf={state.asOf} />}
      </Flex>
      <PageStates
        state={state}
        skeleton={<SkeletonRows count={3} />}
        isEmpty={({ services }) => services.length === 0}
        empty={
          <EmptyState
            title={t('home.services.emptyTitle')}
            description={t('home.services.emptyDescription')}
            action={
              <ButtonLink variant="secondary" href={ALL_COMPONENTS}>
                {t('home.services.emptyAction')}
              </ButtonLink>
            }
          />
        }
        onRetry={refresh}
        subject={t('home.services.subject')}
      >
        {({ services, total }) => (
          <>
            <ServicesTable services={services} />
            {total > services.length && (
              <Flex align="center" gap="2" mt="2">
                <Text as="span" variant="body-small" color="secondary">
                  {t('home.services.more', {
                    shown: String(services.length),
                    count: total,
                  })}
                </Text>
                <ButtonLink
                  size="small"
                  variant="tertiary"
                  href={OWNED_COMPONENTS}
                >
                  {t('home.services.allOwned')}
                </ButtonLink>
              </Flex>
            )}
          </>
        )}
      </PageStates>
    </section>
  );
}
